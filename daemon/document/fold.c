/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "document/draft.h"
#include "document/eight.h"

/* A letter whose lower case has another length in UTF-8 (U+0130, U+1E9E ...) stays as it is. */
static size_t fold_wide(const char *in, char *out, size_t left)
{
    size_t n;
    char lower[4];
    int32_t c = utf8_decode((struct span){in, left}, &n);
    if (c >= 0 && utf8_encode(utf8_lower(c), lower) == n)
        memcpy(out, lower, n);
    else
        memcpy(out, in, n);
    return n;
}

static size_t fold_ascii(const char *in, char *out, size_t n)
{
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t x = eight_load(in + i), wide = x & EIGHT_HIGH;
        x |= eight_in(x, 'A', 'Z') >> 2; /* 0x80 becomes 0x20 */
        memcpy(out + i, &x, 8);
        if (wide)
            return i + eight_first(wide);
    }
    for (; i < n && !((unsigned char)in[i] & 0x80); i++)
        out[i] = (char)(in[i] | (in[i] >= 'A' && in[i] <= 'Z' ? 0x20 : 0));
    return i;
}

void fold_text(struct draft *w)
{
    struct document *d = &w->document;
    d->fold = arena_alloc(d->arena, d->length + FOLD_SPARE);
    for (size_t i = 0; i < d->length;) {
        i += fold_ascii(d->text + i, d->fold + i, d->length - i);
        if (i == d->length)
            break;
        unsigned char next = (unsigned char)d->text[i + 1];
        if (d->text[i] == '\xc3') { /* Latin-1 letters: the capitals but U+00D7 lie 0x20 lower */
            d->fold[i] = '\xc3';
            d->fold[i + 1] = (char)(next | (next < 0x9f && next != 0x97 ? 0x20 : 0));
            i += 2;
        } else {
            i += fold_wide(d->text + i, d->fold + i, d->length - i);
        }
    }
}
