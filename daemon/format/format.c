/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format/format.h"

#include "base/limits.h"
#include "document/build.h"
#include "format/encoding.h"
#include "format/lines.h"

static struct format_result unreadable(enum unreadable why, const char *detail)
{
    return (struct format_result){why, detail, NULL};
}

struct format_result format_read(struct arena *a, char *bytes, size_t n, enum format hint)
{
    if (n > LIMIT_FILE_BYTES)
        return unreadable(UNREADABLE_LIMIT, limit_text(LIMIT_NAME_FILE_BYTES));
    if (hint != FORMAT_TEXT && hint != FORMAT_MARKDOWN)
        return unreadable(UNREADABLE_BINARY, "no format that is read here");
    struct decoded text = encoding_decode(a, bytes, n);
    if (text.why != READABLE)
        return unreadable(text.why, text.detail);
    struct document *d = document_new(a, hint, text.text, text.length);
    if (hint == FORMAT_MARKDOWN)
        format_markdown_read(d);
    else
        format_text_read(d);
    document_finish(d);
    return (struct format_result){READABLE, "", d};
}
