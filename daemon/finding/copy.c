/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding/finding.h"

static struct message message_copy(struct arena *a, struct message m)
{
    return (struct message){arena_copy(a, m.en), arena_copy(a, m.sv)};
}

struct finding finding_copy(struct arena *a, const struct finding *f)
{
    struct finding copy = *f;
    struct span *const texts[] = {&copy.pack,   &copy.rule,   &copy.file,        &copy.text,
                                  &copy.quote,  &copy.kind,   &copy.record_case, &copy.key,
                                  &copy.waiver, &copy.anchor, &copy.defect};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_copy(a, *texts[i]);
    copy.message = message_copy(a, f->message);
    copy.related = ARENA_ARRAY(a, f->related_count, struct related);
    for (uint32_t i = 0; i < f->related_count; i++)
        copy.related[i] = (struct related){
            .file = arena_copy(a, f->related[i].file),
            .place = f->related[i].place,
            .message = message_copy(a, f->related[i].message),
        };
    return copy;
}
