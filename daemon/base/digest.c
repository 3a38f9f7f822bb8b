/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"
#include "base/limits.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <unistd.h>

struct digest digest_of(struct span s)
{
    struct sha256_ctx ctx;
    struct digest d;
    sha256_init(&ctx);
    sha256_update(&ctx, s.n, (const uint8_t *)s.at);
    sha256_digest(&ctx, sizeof d.bytes, d.bytes);
    return d;
}

int digest_file(int fd, struct digest *ret, uint64_t *ret_size)
{
    struct sha256_ctx ctx;
    static _Thread_local uint8_t block[64 * 1024];
    uint64_t at = 0;
    sha256_init(&ctx);
    while (at <= LIMIT_FILE_BYTES) {
        ssize_t n = pread(fd, block, sizeof block, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        sha256_update(&ctx, (size_t)n, block);
        at += (uint64_t)n;
        if ((size_t)n < sizeof block) /* a regular file gives less only at its end */
            break;
    }
    sha256_digest(&ctx, sizeof ret->bytes, ret->bytes);
    *ret_size = at;
    return 0;
}

char *digest_text(const struct digest *d, char text[DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof d->bytes; i++) {
        text[2 * i] = hex[d->bytes[i] >> 4];
        text[2 * i + 1] = hex[d->bytes[i] & 15];
    }
    text[2 * sizeof d->bytes] = '\0';
    return text;
}

bool digest_eq(const struct digest *a, const struct digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}
