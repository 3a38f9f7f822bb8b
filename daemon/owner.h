/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Root who opens the daemon's ledger must not leave files there that the daemon cannot open: for as
   long as it is open, he is who owns the folder. */
#pragma once

/* Nothing happens for others than root. Ends the program if it cannot be had. */
void owner_become(const char *folder);
void owner_leave(void);
