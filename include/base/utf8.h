/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF. */
#pragma once

#include "base/span.h"

#include <stdint.h>

/* The code point at s.at[0] and its length; -1 with length 1 if the bytes are no UTF-8. n > 0. */
int32_t utf8_decode(struct span s, size_t *ret_length);

/* Writes c (a valid scalar value), returns the number of bytes, 1-4. */
size_t utf8_encode(int32_t c, char out[4]);

bool utf8_valid(struct span s);

/* Characters in s: code points that are no continuation bytes. */
size_t utf8_count(struct span s);

/* The longest prefix of s with at most n bytes that does not cut a character. */
struct span utf8_prefix(struct span s, size_t n);

/* Letters and digits of any script (general categories L and N). ASCII is answered without a table.
 */
bool utf8_is_letter(int32_t c);
bool utf8_is_upper(int32_t c);
bool utf8_is_lower(int32_t c);
int32_t utf8_lower(int32_t c);
