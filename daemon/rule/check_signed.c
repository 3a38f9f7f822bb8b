/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A signature block lacks a part when the part is not there; when it is there and cannot be paired
 * with the block, nobody knows, and it is said so. Roles are what columns turned into text leave
 * standing by themselves: one that a block does not have may be there all the same. A substitute
 * who signs beside the printed name is no fault. Contracts dated at their head date no signature:
 * with `alike` only those parts are wanted that some signature has.
 */
#include "rule/check.h"

#include <stdlib.h>

enum part { PART_PARTY, PART_PLACE, PART_DATE, PART_NAME, PART_ROLE, PARTS };
static const char *const part_words[PARTS] = {
    [PART_PARTY] = "party", [PART_PLACE] = "place", [PART_DATE] = "date",
    [PART_NAME] = "name",   [PART_ROLE] = "role",
};
static const char *const part_swedish[PARTS] = {
    [PART_PARTY] = "part", [PART_PLACE] = "ort",       [PART_DATE] = "datum",
    [PART_NAME] = "namn",  [PART_ROLE] = "befattning",
};

struct signed_check {
    const struct yaml_node *node, *parts_node, *by_node;
    const struct fact_definition *fact, *parties;
    const struct builtin *builtin;
    uint32_t parts;
    bool alike;
};

// clang-format off
static const struct schema_row rows[] = {
    {.key = "signed", .type = SCHEMA_NODE, .offset = offsetof(struct signed_check, node), .required = true,
     .help = "a fact of signature blocks, or 'signatures' for all"},
    {.key = "parts",  .type = SCHEMA_NODE, .offset = offsetof(struct signed_check, parts_node),
     .help = "what each must have: party, place, date, name, role; 'date' if it is not given"},
    {.key = "by",     .type = SCHEMA_NODE, .offset = offsetof(struct signed_check, by_node),
     .help = "a fact of parties, each of which must have signed"},
    {.key = "alike",  .type = SCHEMA_BOOL, .offset = offsetof(struct signed_check, alike),
     .help = "true: a part that no signature has is not wanted"},
};
// clang-format on
static const char *const keys[] = {"parts", "by", "alike"};

/* ---- loading ---- */

static bool load_parts_wanted(struct loader *l, struct signed_check *p)
{
    const struct yaml_node *node = p->parts_node;
    bool ok = true, many = node && node->kind == YAML_LIST;
    if (!node) {
        p->parts = 1u << PART_DATE;
        return true;
    }
    for (uint32_t i = 0; i < (many ? node->count : 1); i++) {
        unsigned which = 0;
        ok = load_word(l, many ? node->items[i] : node, part_words, PARTS, "a part of a signature",
                       &which) &&
             ok;
        p->parts |= 1u << which;
    }
    if (many && node->count == 0)
        load_error(l, node, "rules.empty", "an empty list of parts asks for nothing");
    return ok && p->parts != 0;
}

static bool load_fact_of(struct loader *l, const struct yaml_node *node, enum value_type type,
                         const struct fact_definition **ret_fact,
                         const struct builtin **ret_builtin)
{
    if (!load_fact_name(l, node, ret_fact, ret_builtin))
        return false;
    enum value_type found = *ret_fact ? (*ret_fact)->type : (*ret_builtin)->type;
    if (found != type)
        load_error(l, node, "rules.wrong-type", "'%.*s' is a %s, not a %s", SPAN_ARG(node->text),
                   value_type_text(found), value_type_text(type));
    return found == type;
}

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct signed_check *p = ARENA_NEW(l->arena, struct signed_check);
    const struct builtin *none = NULL;
    (void)r;
    if (!check_bind(l, check, rows, sizeof rows / sizeof *rows, p))
        return NULL;
    bool ok = load_fact_of(l, p->node, VALUE_SIGNATURE, &p->fact, &p->builtin);
    ok = (!p->by_node || load_fact_of(l, p->by_node, VALUE_PARTY, &p->parties, &none)) && ok;
    if (ok && none) {
        load_error(l, p->by_node, "rules.wrong-type", "a fact of the kind is wanted here")->hint =
            "every text that looks like a party need not sign";
        return NULL;
    }
    return load_parts_wanted(l, p) && ok ? p : NULL;
}

/* ---- one block ---- */

enum standing { STANDS, LACKS, UNPAIRED };

static const struct signature_part *part_of(const struct signature_fact *s, enum part which)
{
    const struct signature_part *const parts[PARTS] = {
        [PART_PARTY] = &s->party, [PART_PLACE] = &s->place, [PART_DATE] = &s->date,
        [PART_NAME] = &s->name,   [PART_ROLE] = &s->role,
    };
    return parts[which];
}

static enum standing part_stands(const struct signature_fact *s, enum part which)
{
    const struct signature_part *p = part_of(s, which);
    if (p->text.n == 0)
        return which == PART_ROLE && !s->empty ? UNPAIRED : LACKS;
    if (p->how == PAIRED_NOT)
        return UNPAIRED;
    return which != PART_DATE || s->whole_date ? STANDS : LACKS;
}

/* The block's first line is what a reader looks for. */
static struct where first_line(const struct value *v)
{
    struct where w = v->where;
    const char *end = w.text.n ? memchr(w.text.at, '\n', w.text.n) : NULL;
    if (end)
        w.text = span_trim(span_cut(w.text, 0, (size_t)(end - w.text.at)));
    return w;
}

/* Who signed, where that is known; the place in the text only where it is not. */
static struct span block_anchor(struct judging *j, const struct signature_fact *s,
                                const struct where *w)
{
    if (s->party.text.n == 0 && s->name.text.n == 0)
        return w->text;
    return span_of(
        arena_printf(j->arena, "%.*s/%.*s", SPAN_ARG(s->party.text), SPAN_ARG(s->name.text)));
}

static struct message part_names(struct judging *j, uint32_t parts)
{
    struct span en[PARTS], sv[PARTS];
    size_t n = 0;
    for (unsigned i = 0; i < PARTS; i++)
        if (parts & 1u << i) {
            en[n] = span_of(part_words[i]);
            sv[n++] = span_of(part_swedish[i]);
        }
    return (struct message){.en = check_join(j->arena, en, n), .sv = check_join(j->arena, sv, n)};
}

/* A missing role is looked for beside the name that it belongs to. */
static struct where block_place(const struct value *v, uint32_t parts)
{
    const struct signature_part *name = &v->signature->name;
    if (parts != 1u << PART_ROLE || name->text.n == 0)
        return first_line(v);
    return (struct where){name->place, name->at, name->text, NO_QUOTE};
}

/* Of the wanted parts, those that some block has. */
static uint32_t parts_used(const struct selection *blocks, uint32_t wanted)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < blocks->all_count; i++)
        for (unsigned k = 0; k < PARTS; k++)
            used |= part_of(blocks->all[i].signature, (enum part)k)->text.n ? 1u << k : 0;
    return used & wanted;
}

static void judge_block(struct judging *j, uint32_t parts, const struct value *v)
{
    uint32_t lacking = 0, unpaired = 0;
    for (unsigned i = 0; i < PARTS; i++) {
        if (!(parts & 1u << i))
            continue;
        enum standing how = part_stands(v->signature, (enum part)i);
        lacking |= how == LACKS ? 1u << i : 0;
        unpaired |= how == UNPAIRED ? 1u << i : 0;
    }
    struct where where = block_place(v, lacking | unpaired);
    struct message said = part_names(j, lacking ? lacking : unpaired);
    struct check_result r = {.verdict = lacking ? VERDICT_FAIL : VERDICT_UNKNOWN,
                             .missing = said,
                             .values = said,
                             .where = &where,
                             .anchor = block_anchor(j, v->signature, &where)};
    if (!lacking)
        r.why = (struct reason){.code = REASON_NOT_PAIRED, .what = said.en, .what_sv = said.sv};
    if (lacking || unpaired)
        judge_report(j, &r);
}

/* ---- every party ---- */

/* For whom the blocks that are not empty are signed: folded, sorted. */
struct signers {
    struct span *at;
    uint32_t n;
    bool nameless; /* one names no party, or cannot be paired with it: it may be anybody's */
};

static int by_name(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return span_order(*x, *y);
}

static struct signers find_signers(struct judging *j, const struct selection *blocks)
{
    struct signers s = {.at = ARENA_ARRAY(j->arena, blocks->all_count + 1, struct span)};
    for (uint32_t i = 0; i < blocks->all_count; i++) {
        const struct signature_fact *f = blocks->all[i].signature;
        if (f->empty)
            continue;
        if (f->party.text.n == 0 || f->party.how == PAIRED_NOT)
            s.nameless = true;
        else
            s.at[s.n++] = probe_normalise(j->arena, f->party.text);
    }
    qsort(s.at, s.n, sizeof *s.at, by_name);
    return s;
}

static bool signs(const struct signers *s, struct span name)
{
    return name.n > 0 && bsearch(&name, s->at, s->n, sizeof name, by_name);
}

static void judge_party(struct judging *j, const struct signers *s, const struct value *party)
{
    struct span name = party->party->name;
    if (signs(s, probe_normalise(j->arena, name)) ||
        signs(s, probe_normalise(j->arena, party->party->alias)))
        return;
    struct check_result r = {.verdict = s->nameless ? VERDICT_UNKNOWN : VERDICT_FAIL,
                             .missing = check_said(name),
                             .values = check_said(name),
                             .where = &party->where,
                             .anchor = name};
    if (s->nameless)
        r.why = (struct reason){.code = REASON_NOT_PAIRED, .what = name};
    judge_report(j, &r);
}

static void judge_parties(struct judging *j, const struct signed_check *p,
                          const struct selection *blocks)
{
    const struct selection *parties = select_fact(j, p->parties);
    struct signers signers = find_signers(j, blocks);
    for (uint32_t i = 0; i < parties->count; i++)
        judge_party(j, &signers, &parties->values[i]);
    if (parties->breach.code != REASON_NONE)
        judge_unknown(j, parties->breach, parties->name);
}

/* ---- the document ---- */

static void say_draft(struct judging *j, const struct selection *blocks)
{
    static const struct message message = {
        .en = SPAN("A draft: its signature lines are still empty"),
        .sv = SPAN("Ett utkast: underskriftsraderna är ännu tomma"),
    };
    judge_report(j, &(struct check_result){.verdict = VERDICT_FAIL,
                                           .severity = SEVERITY_NOTICE,
                                           .severity_given = true,
                                           .message = &message,
                                           .where = blocks->count ? &blocks->values[0].where : NULL,
                                           .anchor = SPAN("draft")});
}

static void judge_signed(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct signed_check *p = r->params;
    const struct selection *blocks =
        p->fact ? select_fact(j, p->fact) : select_builtin(j, p->builtin);
    (void)s;
    if (j->record->stage == STAGE_DRAFT) {
        say_draft(j, blocks);
        return;
    }
    uint32_t parts = p->alike ? parts_used(blocks, p->parts) : p->parts;
    for (uint32_t i = 0; i < blocks->all_count; i++)
        judge_block(j, parts, &blocks->all[i]);
    if (blocks->breach.code != REASON_NONE)
        judge_unknown(j, blocks->breach, blocks->name);
    else if (blocks->all_count == 0)
        judge_unknown(j, (struct reason){.code = REASON_NO_SIGNATURE}, blocks->name);
    else if (p->parties)
        judge_parties(j, p, blocks);
}

const struct check_type check_signed = {
    .name = "signed",
    .help = "signature blocks have the wanted parts, and each party has one",
    .keys = keys,
    .key_count = sizeof keys / sizeof *keys,
    .load = load,
    .judge = judge_signed,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(MISSING) | SPECIAL_BIT(VALUES),
};
