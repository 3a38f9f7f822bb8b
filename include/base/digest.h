/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4): what a content is called, and what fingerprints are cut from. */
#pragma once

#include "base/span.h"

#include <stdint.h>

struct digest {
    uint8_t bytes[32];
};

struct digest digest_of(struct span s);

/* Of all bytes of an open regular file, read with pread from 0; the file offset stays. *ret_size is
   how many there were: with more than LIMIT_FILE_BYTES it ends there, because a file may grow as
   fast as it is read. Returns 0 or a negative errno. */
int digest_file(int fd, struct digest *ret, uint64_t *ret_size);

enum { DIGEST_TEXT = 65 };
char *digest_text(const struct digest *d,
                  char text[DIGEST_TEXT]); /* lower-case hex; returns text */
bool digest_eq(const struct digest *a, const struct digest *b);
