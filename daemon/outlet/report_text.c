/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "base/visible.h"
#include "outlet/report.h"

#include <stdio.h>

/* The run's own words in the two languages; plural forms as {one, many}. */
enum word {
    WORD_DOCUMENT,
    WORD_FINDING,
    WORD_UNREADABLE,
    WORD_UNKNOWN,
    WORD_WAIVED,
    WORD_NOT_APPLICABLE,
    WORD_IGNORED,
    WORD_AS_OF,
    WORD_PACKS,
    WORD_NO_FINDING
};
static const char *const words[][2][2] = {
    // clang-format off
    [WORD_DOCUMENT] =       {{"document", "documents"},           {"dokument", "dokument"}},
    [WORD_FINDING] =        {{"finding", "findings"},             {"anmärkning", "anmärkningar"}},
    [WORD_UNREADABLE] =     {{"unreadable", "unreadable"},        {"oläsligt", "oläsliga"}},
    [WORD_UNKNOWN] =        {{"unknown", "unknown"},              {"oavgjord", "oavgjorda"}},
    [WORD_WAIVED] =         {{"waived", "waived"},                {"godtagen", "godtagna"}},
    [WORD_NOT_APPLICABLE] = {{"rule not applicable here", "rules not applicable here"},
                             {"regel ej tillämplig här", "regler ej tillämpliga här"}},
    [WORD_IGNORED] =        {{"other file passed over", "other files passed over"},
                             {"annan fil förbigången", "andra filer förbigångna"}},
    [WORD_AS_OF] =          {{"as of", "as of"},                  {"per", "per"}},
    [WORD_PACKS] =          {{"packs", "packs"},                  {"regelpaket", "regelpaket"}},
    [WORD_NO_FINDING] =     {{"no findings", "no findings"},      {"inga anmärkningar", "inga anmärkningar"}},
    // clang-format on
};

static const char *word(const struct report *r, enum word w, uint64_t count)
{
    return words[w][r->language == LANGUAGE_SWEDISH][count != 1];
}

/* ECMA-48 SGR; colour never carries meaning alone, the word stands beside it. */
static const char *const colors[SEVERITY_COUNT] = {
    [SEVERITY_INFO] = "\033[36m",       [SEVERITY_NOTICE] = "\033[34m",
    [SEVERITY_WARNING] = "\033[33m",    [SEVERITY_ERROR] = "\033[31m",
    [SEVERITY_CRITICAL] = "\033[1;31m",
};

static void add_place(struct buf *out, struct span file, struct place at)
{
    visible_add(out, file);
    if (at.page && !at.line)
        buf_printf(out, ":p%u", at.page);
    if (at.line)
        buf_printf(out, ":%u:%u", at.line, at.column);
    buf_text(out, ": ");
}

/* The line, and carets under the words. */
static void add_quote(struct buf *out, const struct finding *f)
{
    struct buf line _cleanup_buf_ = {0}, before _cleanup_buf_ = {0}, under _cleanup_buf_ = {0};
    char number[16] = "";
    if (f->quote.n == 0 && f->text.n == 0)
        return;
    if (f->place.line)
        snprintf(number, sizeof number, "%u", f->place.line);
    bool located = f->quote.n > 0 && f->quote_at <= f->quote.n;
    visible_add(&line, f->quote.n > 0 ? f->quote : f->text);
    buf_printf(out, "%8s | %s\n", number, line.at);
    if (!located || f->text.n == 0)
        return;
    size_t start = f->quote_at;
    size_t end = start + f->text.n < f->quote.n ? start + f->text.n : f->quote.n;
    visible_add(&before, span_cut(f->quote, 0, start));
    visible_add(&under, span_cut(f->quote, start, end));
    buf_printf(out, "%8s | %*s", "", (int)utf8_count(buf_peek(&before)), "");
    for (size_t i = utf8_count(buf_peek(&under)); i > 0; i--)
        buf_byte(out, '^');
    buf_byte(out, '\n');
}

static void add_finding(struct buf *out, const struct report *r, const struct finding *f,
                        bool color)
{
    add_place(out, f->file, f->place);
    buf_printf(out, "%s%s%s: ", color ? colors[f->severity] : "", severity_text(f->severity),
               color ? "\033[0m" : "");
    visible_add(out, message_in(&f->message, r->language));
    buf_printf(out, " [%.*s]\n", SPAN_ARG(f->rule));
    add_quote(out, f);
    for (uint32_t i = 0; i < f->related_count; i++) {
        buf_text(out, "    ");
        add_place(out, f->related[i].file, f->related[i].place);
        visible_add(out, message_in(&f->related[i].message, r->language));
        buf_byte(out, '\n');
    }
}

static void add_count(struct buf *out, const struct report *r, uint64_t count, enum word w)
{
    if (count)
        buf_printf(out, ", %llu %s", (unsigned long long)count, word(r, w, count));
}

static void add_severities(struct buf *out, const struct report *r)
{
    const char *comma = " (";
    for (int s = SEVERITY_COUNT - 1; s >= 0; s--)
        if (r->by_severity[s]) {
            buf_printf(out, "%s%u %s", comma, r->by_severity[s], severity_text((enum severity)s));
            comma = ", ";
        }
    buf_byte(out, ')');
}

static void add_summary(struct buf *out, const struct report *r)
{
    char at[MOMENT_TEXT];
    buf_printf(out, "%zu %s", r->document_count, word(r, WORD_DOCUMENT, r->document_count));
    if (r->finding_count) {
        add_count(out, r, r->finding_count, WORD_FINDING);
        add_severities(out, r);
    } else {
        buf_printf(out, ", %s", word(r, WORD_NO_FINDING, 1));
    }
    add_count(out, r, r->unknown, WORD_UNKNOWN);
    add_count(out, r, r->unreadable, WORD_UNREADABLE);
    add_count(out, r, r->waived, WORD_WAIVED);
    add_count(out, r, r->not_applicable, WORD_NOT_APPLICABLE);
    add_count(out, r, r->ignored, WORD_IGNORED);
    buf_printf(out, "; %s %s", word(r, WORD_PACKS, 2), r->packs);
    if (r->at_given)
        buf_printf(out, "; %s %s", word(r, WORD_AS_OF, 1), clock_text(r->at, at));
    buf_printf(out, "; %.2f s\n", r->seconds);
}

void report_text(const struct report *r, bool color, bool summary, struct buf *out)
{
    for (size_t i = 0; i < r->finding_count; i++)
        add_finding(out, r, &r->findings[i], color);
    if (summary)
        add_summary(out, r);
}
