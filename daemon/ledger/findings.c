/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/findings.h"

#include "ledger/counts.h"

/* ---- FINDING_COLUMNS, there and back ---- */

static void put_finding(struct query *q, const struct finding *f)
{
    put_text(q, f->pack);
    put_text(q, f->rule);
    put_word(q, verdict_text(f->verdict));
    put_word(q, severity_text(f->severity));
    put_text(q, f->message.en);
    put_text(q, f->message.sv);
    put_number(q, f->place.page);
    put_number(q, f->place.line);
    put_number(q, f->place.column);
    put_text(q, f->text);
    put_text(q, f->kind);
    put_text(q, f->record_case);
    put_text(q, f->key);
    put_word(q, state_text(f->state));
    put_instant(q, f->has_due ? f->due : INSTANT_NEVER);
    put_text(q, f->waiver);
    put_text(q, f->anchor);
}

/* A word that is none is one of another version: what is certain then is that something is wrong.
 */
void finding_get(struct query *q, struct arena *a, struct finding *ret)
{
    *ret = (struct finding){.verdict = VERDICT_FAIL, .severity = SEVERITY_CRITICAL};
    ret->fingerprint = get_unsigned(q);
    ret->pack = get_copy(q, a);
    ret->rule = get_copy(q, a);
    verdict_parse(get_bytes(q), &ret->verdict);
    severity_parse(get_bytes(q), &ret->severity);
    ret->message.en = get_copy(q, a);
    ret->message.sv = get_copy(q, a);
    ret->place.page = get_small(q);
    ret->place.line = get_small(q);
    ret->place.column = get_small(q);
    ret->text = get_copy(q, a);
    ret->quote_at = UINT32_MAX;
    ret->kind = get_copy(q, a);
    ret->record_case = get_copy(q, a);
    ret->key = get_copy(q, a);
    state_parse(get_bytes(q), &ret->state);
    int64_t due = get_instant(q);
    ret->has_due = due != INSTANT_NEVER;
    ret->due = ret->has_due ? (civil_day)due : 0;
    ret->waiver = get_copy(q, a);
    ret->anchor = get_copy(q, a);
}

/* ---- matters ---- */

int64_t matter_find(struct ledger *l, uint64_t fingerprint)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_MATTER_FIND);
    put_unsigned(&q, fingerprint);
    return query_number(&q);
}

int64_t matter_make(struct ledger *l, uint64_t fingerprint)
{
    int64_t matter = matter_find(l, fingerprint);
    if (matter != 0)
        return matter;
    struct query q _cleanup_query_ = query(l, STATEMENT_MATTER_ADD);
    put_unsigned(&q, fingerprint);
    return query_write_row(&q) ? get_number(&q) : 0;
}

/* ---- a file's findings ---- */

size_t ledger_findings(struct ledger *l, struct arena *a, int64_t file, struct finding **ret)
{
    VEC(struct finding) found = {0};
    struct query q _cleanup_query_ = query(l, STATEMENT_FINDINGS);
    put_number(&q, file);
    while (query_row(&q))
        finding_get(&q, a, VEC_ADD(a, &found));
    *ret = found.at;
    return found.n;
}

/* Runs what changes a matter's rows; the counts follow. */
static void write_counted(struct ledger *l, struct query *q, int64_t matter)
{
    enum severity was = counts_worst(l, matter);
    if (query_write(q))
        counts_change(l, was, counts_worst(l, matter));
}

void ledger_finding_open(struct ledger *l, int64_t file, const struct finding *f, instant at)
{
    int64_t matter = matter_make(l, f->fingerprint);
    struct query q _cleanup_query_ = query(l, STATEMENT_FINDING_OPEN);
    put_finding(&q, f);
    put_number(&q, file);
    put_number(&q, matter);
    put_number(&q, at);
    write_counted(l, &q, matter);
}

void ledger_finding_change(struct ledger *l, int64_t file, const struct finding *f)
{
    int64_t matter = matter_find(l, f->fingerprint);
    struct query q _cleanup_query_ = query(l, STATEMENT_FINDING_CHANGE);
    put_finding(&q, f);
    put_number(&q, file);
    put_number(&q, matter);
    write_counted(l, &q, matter);
}

void finding_resolve_matter(struct ledger *l, int64_t file, int64_t matter, instant at)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_FINDING_RESOLVE);
    put_number(&q, at);
    put_number(&q, file);
    put_number(&q, matter);
    write_counted(l, &q, matter);
}

void ledger_finding_resolve(struct ledger *l, int64_t file, uint64_t fingerprint, instant at)
{
    finding_resolve_matter(l, file, matter_find(l, fingerprint), at);
}

bool ledger_open_elsewhere(struct ledger *l, uint64_t fingerprint, int64_t file)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_OPEN_ELSEWHERE);
    put_unsigned(&q, fingerprint);
    put_number(&q, file);
    return query_row(&q);
}
