/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program itself says of a document, whatever the rules. */
#include "rule/eval.h"

// clang-format off
static const struct { const char *en, *sv; } unread_phrases[UNREAD_COUNT] = {
    [READ_OK]         = {"", ""},
    [UNREAD_BINARY]   = {"it holds no text", "det innehåller ingen text"},
    [UNREAD_ENCODING] = {"its character encoding is not known", "teckenkodningen är okänd"},
    [UNREAD_LIMIT]    = {"it reaches a limit", "det når en gräns"},
    [UNREAD_CRASHED]  = {"the reader died over it", "läsaren dog av det"},
    [UNREAD_TIME]     = {"reading it took too long", "läsningen tog för lång tid"},
    [UNREAD_OPEN]     = {"it could not be opened", "det kunde inte öppnas"},
    [UNREAD_CHANGING] = {"it changed while it was read", "det ändrades under läsningen"},
    [UNREAD_FORMAT]   = {"its format is not read", "formatet läses inte"},
};
// clang-format on

static struct finding *add_unknown(struct judging *j, const char *rule, struct span anchor,
                                   struct message m, const struct where *w)
{
    static const struct where nowhere = NOWHERE;
    struct finding *f = VEC_ADD(j->arena, &j->findings);
    *f = (struct finding){.pack = SPAN("duly"),
                          .rule = span_of(rule),
                          .verdict = VERDICT_UNKNOWN,
                          .severity = SEVERITY_WARNING,
                          .message = m,
                          .anchor = anchor};
    finding_complete(j, f, w ? w : &nowhere);
    return f;
}

static struct message unread_message(struct judging *j)
{
    const struct record *r = j->record;
    unsigned why = (unsigned)r->unread < UNREAD_COUNT ? r->unread : UNREAD_BINARY;
    const char *before = r->detail.n ? " (" : "", *after = r->detail.n ? ")" : "";
    return (struct message){
        .en = span_of(arena_printf(j->arena, "The document could not be read: %s%s%.*s%s",
                                   unread_phrases[why].en, before, SPAN_ARG(r->detail), after)),
        .sv = span_of(arena_printf(j->arena, "Dokumentet kunde inte läsas: %s%s%.*s%s",
                                   unread_phrases[why].sv, before, SPAN_ARG(r->detail), after))};
}

static struct span matching_kinds(struct judging *j)
{
    struct buf b _cleanup_buf_ = {0};
    for (size_t i = 0; i < j->rules->kinds.n; i++) {
        const struct kind *k = j->rules->kinds.at[i];
        struct value v = evidence_holds(j->rules, &k->match, j->filed);
        if (!kind_is_known(j, k) || (v.type == VALUE_BOOL && !v.truth))
            continue;
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", SPAN_ARG(k->id));
    }
    return arena_copy(j->arena, buf_peek(&b));
}

static struct message ambiguous_message(struct judging *j)
{
    struct span kinds = matching_kinds(j);
    if (j->classified.matching > 1)
        return (struct message){
            .en = span_of(arena_printf(j->arena, "The document is of more than one kind: %.*s",
                                       SPAN_ARG(kinds))),
            .sv = span_of(
                arena_printf(j->arena, "Dokumentet är av mer än ett slag: %.*s", SPAN_ARG(kinds)))};
    return (struct message){
        .en = span_of(arena_printf(j->arena, "A limit leaves it open whether the document is: %.*s",
                                   SPAN_ARG(kinds))),
        .sv = span_of(arena_printf(j->arena, "En gräns gör det osäkert om dokumentet är: %.*s",
                                   SPAN_ARG(kinds)))};
}

/* No kind, but one of them could not be ruled out. */
static bool kind_is_open(struct judging *j)
{
    if (j->classified.matching > 0 || j->record->overrun_count == 0)
        return false;
    for (size_t i = 0; i < j->rules->kinds.n; i++) {
        const struct kind *k = j->rules->kinds.at[i];
        if (kind_is_known(j, k) &&
            evidence_holds(j->rules, &k->match, j->filed).why.code == REASON_LIMIT)
            return true;
    }
    return false;
}

static struct message cut_message(struct judging *j)
{
    const char *limit = limit_text((enum limit)j->record->limit);
    return (struct message){
        .en = span_of(arena_printf(j->arena, "The document was not read whole: limit %s", limit)),
        .sv = span_of(arena_printf(j->arena, "Dokumentet lästes inte helt: gränsen %s", limit))};
}

static struct message stale_message(struct judging *j)
{
    struct reason why = {.code = REASON_STALE};
    return (struct message){.en = reason_text(j->arena, why, LANGUAGE_ENGLISH),
                            .sv = reason_text(j->arena, why, LANGUAGE_SWEDISH)};
}

void judge_document(struct judging *j)
{
    const struct record *r = j->record;
    bool read = is_read(j->rules, j->filed);
    if (r->unread != READ_OK)
        add_unknown(j, "document.unreadable", NO_SPAN, unread_message(j), NULL);
    else if (!read)
        add_unknown(j, "document.unreadable", SPAN("stale"), stale_message(j), NULL);
    else if (r->limit != LIMIT_COUNT)
        add_unknown(j, "document.unreadable", SPAN("limit"), cut_message(j), NULL);
    if (read && (j->classified.matching > 1 || kind_is_open(j)))
        add_unknown(j, "document.ambiguous", NO_SPAN, ambiguous_message(j), NULL);
}

static struct message breach_message(struct judging *j, struct reason why)
{
    struct span en = reason_text(j->arena, why, LANGUAGE_ENGLISH);
    struct span sv = reason_text(j->arena, why, LANGUAGE_SWEDISH);
    return (struct message){
        .en = span_of(arena_printf(j->arena, "Fact not as wanted: %.*s", SPAN_ARG(en))),
        .sv = span_of(arena_printf(j->arena, "Uppgift inte som väntat: %.*s", SPAN_ARG(sv)))};
}

/* Of the facts that no rule asked for: the others are told by their rules. */
void judge_facts(struct judging *j)
{
    const struct kind *k = j->classified.kind;
    for (uint32_t i = 0; k && i < k->fact_count; i++) {
        struct selection *s = select_quietly(j, &k->facts[i]);
        if (s->used || s->cut || s->breach.code == REASON_NONE)
            continue;
        struct message m = breach_message(j, s->breach);
        const struct where *w = s->count ? &s->values[0].where : NULL;
        struct finding *f = add_unknown(j, "document.fact", s->name, m, w);
        if (s->count > 1)
            finding_relate(j, f, s->values + 1, s->count - 1);
    }
}
