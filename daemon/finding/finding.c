/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding/settle.h"

#include "base/digest.h"
#include "base/pack.h"

#include <stdio.h>

struct span message_in(const struct message *m, enum language l)
{
    return l == LANGUAGE_SWEDISH && m->sv.n > 0 ? m->sv : m->en;
}

static uint64_t shortened(const struct buf *b)
{
    struct digest d = digest_of(buf_peek(b));
    uint64_t v = 0;
    for (size_t i = 0; i < 8; i++)
        v = v << 8 | d.bytes[i];
    return v;
}

/* Parts carry their lengths, and a key is never taken for a path that reads the same. */
void finding_fingerprint(struct finding *f)
{
    struct buf b _cleanup_buf_ = {0};
    pack_span(&b, f->rule);
    pack_u8(&b, f->key.n > 0 ? 'k' : 'f');
    pack_span(&b, f->key.n > 0 ? f->key : f->file);
    pack_span(&b, f->anchor);
    f->fingerprint = shortened(&b);
}

uint64_t fingerprint_ordinal(uint64_t fingerprint, uint32_t ordinal)
{
    struct buf b _cleanup_buf_ = {0};
    pack_u64(&b, fingerprint);
    pack_u32(&b, ordinal);
    return shortened(&b);
}

char *fingerprint_text(uint64_t f, char text[FINGERPRINT_TEXT])
{
    snprintf(text, FINGERPRINT_TEXT, "%016llx", (unsigned long long)f);
    return text;
}
