/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/pattern.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/normalise.h"
#include "record/probe.h"

struct span pattern_normalise(struct arena *a, struct span pattern)
{
    struct span s = text_compose(a, pattern);
    char *out = arena_alloc(a, s.n + 1);
    size_t n = 0, length;
    for (size_t i = 0; i < s.n; i += length) {
        int32_t c = utf8_decode(span_cut(s, i, s.n), &length);
        if (c > 0x7f && char_is_nothing(c))
            continue;
        if (c > 0x7f && char_is_dash(c)) { /* at least two bytes long: there is room */
            out[n++] = '\\';
            out[n++] = '-';
        } else if (c > 0x7f && char_is_blank(c)) {
            out[n++] = ' ';
        } else {
            memcpy(out + n, s.at + i, length);
            n += length;
        }
    }
    return (struct span){out, n};
}

pcre2_code *pattern_compile(struct span normalised, int *ret_error, size_t *ret_offset)
{
    return pcre2_compile((PCRE2_SPTR)normalised.at, normalised.n, PATTERN_OPTIONS, ret_error,
                         ret_offset, NULL);
}

static void code_freep(pcre2_code **code)
{
    pcre2_code_free(*code);
}

const char *probe_pattern_error(struct arena *a, struct span pattern, size_t *ret_offset)
{
    *ret_offset = 0;
    if (pattern.n == 0)
        return "the pattern is empty";
    if (pattern.n > LIMIT_PATTERN_BYTES)
        return arena_printf(a, "the pattern is longer than %d bytes", LIMIT_PATTERN_BYTES);
    if (!utf8_valid(pattern))
        return "the pattern is no valid UTF-8";
    int error = 0;
    size_t offset = 0;
    pcre2_code *code __attribute__((cleanup(code_freep))) =
        pattern_compile(pattern_normalise(a, pattern), &error, &offset);
    if (!code) {
        char text[256];
        pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof text);
        *ret_offset = offset < pattern.n ? offset : pattern.n;
        return arena_strdup(a, text);
    }
    uint32_t groups = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    return groups > 1 ? "at most one group may capture; write (?:...) for the others" : NULL;
}
