/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tells the service manager (sd_notify(3)): "READY=1", "STATUS=...", several by '\n'. Nothing if
   no manager asked to be told. */
void notify_manager(const char *state);
