/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document_invariants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return document_fuzz(data, size, FORMAT_MARKDOWN);
}
