/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outlet/syslog.h"

/* Bytes of a body: room is left in the datagram for the longest header and the cookie. */
enum { EVENT_BODY_MOST = SYSLOG_DATAGRAM - 48 };
