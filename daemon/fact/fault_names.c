/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for what is wrong with an identifier, and for what is left to be filled in. */
#include "base/names.h"
#include "fact/fact.h"

static const char *const fault_names[] = {
    [FAULT_NONE] = "",
    [FAULT_CHECKSUM] = "checksum",
    [FAULT_LENGTH] = "length",
    [FAULT_FORM] = "form",
    [FAULT_PLACEHOLDER] = "placeholder",
    [FAULT_DIGIT_FOR_LETTER] = "digit-for-letter",
    [FAULT_DATE_BEFORE] = "date-before",
};
_Static_assert(sizeof fault_names / sizeof *fault_names == FAULT_COUNT, "a name is missing");
const char *identifier_fault_text(enum identifier_fault f)
{
    return names_text(fault_names, FAULT_COUNT, (unsigned)f);
}

static const char *const placeholder_names[] = {
    [PLACEHOLDER_BRACKET] = "bracket", [PLACEHOLDER_LETTERS] = "letters",
    [PLACEHOLDER_LINE] = "line",       [PLACEHOLDER_SIGNATURE_LINE] = "signature-line",
    [PLACEHOLDER_DATE] = "date",       [PLACEHOLDER_WORDS] = "words",
};
_Static_assert(sizeof placeholder_names / sizeof *placeholder_names == PLACEHOLDER_KINDS,
               "a name is missing");
const char *placeholder_kind_text(enum placeholder_kind k)
{
    return names_text(placeholder_names, PLACEHOLDER_KINDS, (unsigned)k);
}
