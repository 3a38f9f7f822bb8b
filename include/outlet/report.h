/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a one-shot run has to tell, and the faces that it has. Writers only append to a buffer. */
#pragma once

#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "document/document.h"
#include "finding/finding.h"

struct report_document {
    struct span file;
    enum format format;
    bool readable;
    struct span kind, record_case, key, title; /* empty: none */
    struct digest content;
};

struct report {
    const char *command, *version;
    struct moment at;
    bool at_given; /* by --at: every output says so */
    enum language language;
    struct report_document *documents; /* by file */
    size_t document_count;
    struct finding *findings; /* settled */
    size_t finding_count;
    const char *packs; /* "general 1.0.0, se.samverkan 1.0.0" */
    uint32_t by_severity[SEVERITY_COUNT];
    uint32_t unknown, waived, unreadable;
    uint32_t not_applicable; /* rules that need another stage, or the case's other records */
    uint32_t ignored;        /* files that are no documents, by name */
    double seconds;
};

/* file:line:col: severity: message [rule], the words beneath, related places indented. */
void report_text(const struct report *r, bool color, bool summary, struct buf *out);

/* One object, as interfaces.md: arrays are always there. */
void report_json(const struct report *r, struct buf *out);
