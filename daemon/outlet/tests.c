/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/tests.h"
#include "base/visible.h"

size_t tests_failed(const struct test_report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->cases[i].result->count > 0;
    return n;
}

static bool is_covered(const struct suite_coverage *c)
{
    return c->firing && c->silent;
}

size_t tests_uncovered(const struct test_report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->coverage_count; i++)
        n += !is_covered(&r->coverage[i]);
    return n;
}

static size_t not_judged(const struct test_report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->cases[i].result->not_judged;
    return n;
}

static void add_case(struct buf *out, const struct test_line *t)
{
    for (size_t i = 0; i < t->result->count; i++) {
        const struct suite_mismatch *m = &t->result->mismatches[i];
        visible_add(out, span_of(m->file));
        buf_printf(out, ":%u: \"", m->line);
        visible_add(out, t->name);
        buf_text(out, "\": ");
        visible_add(out, span_of(m->text));
        buf_byte(out, '\n');
    }
    if (t->result->not_judged) {
        visible_add(out, span_of(t->file));
        buf_printf(out, ":%u: \"", t->line);
        visible_add(out, t->name);
        buf_text(out, "\": states and timelines of obligations are not judged by this version\n");
    }
}

static void add_uncovered(struct buf *out, const struct suite_coverage *c)
{
    const char *lacks = c->firing ? "no silent case" : c->silent ? "no firing case" : "no case";
    if (!is_covered(c))
        buf_printf(out, "%.*s: %s\n", SPAN_ARG(c->id), lacks);
}

void tests_text(const struct test_report *r, struct buf *out)
{
    for (size_t i = 0; i < r->count; i++)
        add_case(out, &r->cases[i]);
    if (r->require_tests)
        for (size_t i = 0; i < r->coverage_count; i++)
            add_uncovered(out, &r->coverage[i]);
    if (r->quiet)
        return;
    buf_printf(out, "%zu passed, %zu failed", r->count - tests_failed(r), tests_failed(r));
    if (not_judged(r))
        buf_printf(out, ", %zu not judged whole", not_judged(r));
    buf_printf(out, "; %zu of %zu rules have a firing and a silent case\n",
               r->coverage_count - tests_uncovered(r), r->coverage_count);
}

/* XML 1.0, 2.4: visible_add() has left no character that XML forbids. */
static void add_xml(struct buf *out, struct span s)
{
    struct buf visible _cleanup_buf_ = {0};
    visible_add(&visible, s);
    for (size_t i = 0; i < visible.n; i++)
        switch (visible.at[i]) {
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        default:
            buf_byte(out, visible.at[i]);
        }
}

static void add_testcase(struct buf *out, const struct test_line *t)
{
    buf_text(out, "  <testcase classname=\"");
    add_xml(out, t->pack);
    buf_text(out, "\" name=\"");
    add_xml(out, t->name);
    buf_text(out, "\" time=\"0\">");
    for (size_t i = 0; i < t->result->count; i++) {
        buf_text(out, "\n    <failure type=\"mismatch\" message=\"");
        add_xml(out, span_of(t->result->mismatches[i].text));
        buf_text(out, "\"/>");
    }
    buf_text(out, t->result->count ? "\n  </testcase>\n" : "</testcase>\n");
}

void tests_junit(const struct test_report *r, struct buf *out)
{
    buf_printf(out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<testsuite name=\"duly\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n",
               r->count, tests_failed(r));
    for (size_t i = 0; i < r->count; i++)
        add_testcase(out, &r->cases[i]);
    buf_text(out, "</testsuite>\n");
}
