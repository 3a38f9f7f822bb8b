/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/explain.h"
#include "base/names.h"
#include "rule/eval.h"

const char *answer_given_text(enum answer_given a)
{
    static const char *const words[] = {"no", "yes", "unknown"};
    return names_text(words, 3, (unsigned)a);
}

static const char *const evidence_words[] = {
    [EVIDENCE_ALL] = "all",     [EVIDENCE_ANY] = "any",         [EVIDENCE_NONE] = "none",
    [EVIDENCE_TITLE] = "title", [EVIDENCE_HEADING] = "heading", [EVIDENCE_TEXT] = "text",
    [EVIDENCE_PATH] = "path",   [EVIDENCE_FORMAT] = "format",   [EVIDENCE_PROPERTY] = "property",
};

static enum answer_given answer_of(const struct value *v)
{
    return v->type == VALUE_NOTHING ? ANSWER_UNKNOWN : v->truth ? ANSWER_YES : ANSWER_NO;
}

/* ---- kinds ---- */

struct explaining {
    struct judging *judging;
    struct arena *arena;
    bool read;
    VEC(struct explained_evidence) evidence;
};

/* As deep as the rule file nests: bounded when it was loaded. */
static void add_evidence(struct explaining *x, const struct evidence *e, uint32_t depth)
{
    const struct judging *j = x->judging;
    struct value v =
        x->read ? evidence_holds(j->rules, e, j->filed) : value_unknown(REASON_UNREAD, NO_SPAN);
    *VEC_ADD(x->arena, &x->evidence) = (struct explained_evidence){
        .depth = depth,
        .what = evidence_words[e->type],
        .text = e->count ? NO_SPAN : e->text,
        .holds = answer_of(&v),
        .place = v.where.place,
        .found = v.where.text,
    };
    for (uint32_t i = 0; i < e->count; i++)
        add_evidence(x, &e->parts[i], depth + 1);
}

static void explain_kinds(struct explaining *x, struct explanation *ret)
{
    const struct rules *rules = x->judging->rules;
    ret->kinds = ARENA_ARRAY(x->arena, rules->kinds.n + 1, struct explained_kind);
    for (size_t i = 0; i < rules->kinds.n; i++) {
        const struct kind *k = rules->kinds.at[i];
        if (!kind_is_known(x->judging, k))
            continue;
        x->evidence.at = NULL;
        x->evidence.n = x->evidence.room = 0;
        add_evidence(x, &k->match, 0);
        ret->kinds[ret->kind_count++] = (struct explained_kind){
            .pack = k->pack->id,
            .id = k->id,
            .holds = x->evidence.at[0].holds,
            .evidence = x->evidence.at,
            .evidence_count = (uint32_t)x->evidence.n,
        };
    }
}

/* ---- facts ---- */

static void add_how(struct buf *b, const struct rules *rules, const char *what, uint32_t probe)
{
    if (probe == NO_PROBE || probe >= rules->probes.list.n)
        return;
    const struct probe *p = &rules->probes.list.at[probe];
    buf_printf(b, "%s%s \"%s%.*s\"", b->n ? ", " : "", what, p->form == PROBE_PATTERN ? "re:" : "",
               SPAN_ARG(p->text));
}

static struct span how_found(struct explaining *x, const struct fact_definition *d)
{
    struct buf b _cleanup_buf_ = {0};
    const struct rules *rules = x->judging->rules;
    if (d->in.n > 0)
        buf_printf(&b, "in \"%.*s\"", SPAN_ARG(d->in.at[0]));
    add_how(&b, rules, "title", d->title_probe);
    add_how(&b, rules, "after", d->after_probe);
    add_how(&b, rules, "before", d->before_probe);
    add_how(&b, rules, "text", d->pattern_probe);
    if (b.n == 0)
        buf_text(&b, "anywhere");
    return arena_copy(x->arena, buf_peek(&b));
}

/* The values are those of the statements that come first, in the same order. */
static bool is_first(const struct selection *s, const struct value *v, uint32_t *next)
{
    bool first = *next < s->count && s->values[*next].where.at.start == v->where.at.start;
    *next += first;
    return first;
}

static void explain_fact(struct explaining *x, const struct fact_definition *d,
                         struct explained_fact *ret)
{
    const struct selection *s = select_quietly(x->judging, d);
    *ret = (struct explained_fact){
        .name = d->name,
        .type = value_type_text(d->type),
        .how = how_found(x, d),
        .why = reason_text(x->arena, s->breach, LANGUAGE_ENGLISH),
        .values = ARENA_ARRAY(x->arena, s->all_count + 1, struct explained_value),
        .value_count = s->all_count,
    };
    for (uint32_t i = 0, next = 0; i < s->all_count; i++) {
        const struct value *v = &s->all[i];
        ret->values[i] = (struct explained_value){
            .value = value_print(x->arena, v, LANGUAGE_ENGLISH),
            .raw = v->where.text,
            .place = v->where.place,
            .repaired = v->repaired,
            .repeated = !is_first(s, v, &next),
        };
    }
}

static void explain_facts(struct explaining *x, struct explanation *ret)
{
    const struct kind *k = x->judging->classified.kind;
    ret->fact_count = k ? k->fact_count : 0;
    ret->facts = ARENA_ARRAY(x->arena, ret->fact_count + 1, struct explained_fact);
    for (size_t i = 0; i < ret->fact_count; i++)
        explain_fact(x, &k->facts[i], &ret->facts[i]);
}

/* ---- rules ---- */

static uint32_t findings_of(const struct explanation *e, const struct rule *rule)
{
    uint32_t n = 0;
    for (size_t i = 0; i < e->finding_count; i++)
        n += span_eq(e->findings[i].rule, rule->id) && span_eq(e->findings[i].pack, rule->pack->id);
    return n;
}

static const struct outcome *outcome_of(const struct judgement *j, const struct rule *rule,
                                        size_t record)
{
    for (size_t i = 0; i < j->outcome_count; i++)
        if (j->outcomes[i].rule == rule && j->outcomes[i].record == record)
            return &j->outcomes[i];
    return NULL;
}

static void explain_rules(struct explaining *x, const struct judgement *judged,
                          struct explanation *ret)
{
    const struct rules *rules = x->judging->rules;
    const struct pack_choice *choice = x->judging->file->choice;
    const struct reason other = {.code = REASON_OTHER_KIND};
    ret->rules = ARENA_ARRAY(x->arena, rules->order.n + 1, struct explained_rule);
    for (size_t i = 0; i < rules->order.n; i++) {
        const struct rule *r = rules->order.at[i];
        const struct outcome *o = outcome_of(judged, r, x->judging->index);
        if (!choice_holds(choice, r->pack) || rule_is_off(choice, r))
            continue;
        ret->rules[ret->rule_count++] = (struct explained_rule){
            .pack = r->pack->id,
            .id = r->id,
            .file = r->mark.file,
            .line = r->mark.line,
            .check = r->check->name,
            .severity = rule_severity(choice, r),
            .verdict = o ? o->verdict : VERDICT_NOT_APPLICABLE,
            .subjects = o ? o->subjects : 0,
            .findings = findings_of(ret, r),
            .why = o ? o->why : reason_text(x->arena, other, LANGUAGE_ENGLISH),
            .ref = r->ref,
            .doc = r->doc,
        };
    }
}

/* Those of the record, by its path. */
static void take_findings(struct explaining *x, const struct judgement *judged,
                          struct explanation *ret)
{
    ret->findings = ARENA_ARRAY(x->arena, judged->finding_count + 1, struct finding);
    for (size_t i = 0; i < judged->finding_count; i++)
        if (span_eq(judged->findings[i].file, x->judging->filed->path))
            ret->findings[ret->finding_count++] = judged->findings[i];
}

void explain(struct arena *a, const struct rules *rules, const struct case_file *c, size_t index,
             const struct lookup *lookup, struct moment now, struct explanation *ret)
{
    struct judgement judged;
    struct judging j;
    judge(a, rules, c, lookup, NULL, now, &judged);
    judging_begin(&j, a, rules, c, index);
    struct explaining x = {.judging = &j, .arena = a, .read = is_read(rules, j.filed)};
    *ret = (struct explanation){
        .classified = j.classified,
        .unread = j.record->unread,
        .detail = j.record->detail,
        .next_change = judged.next_change,
    };
    explain_kinds(&x, ret);
    explain_facts(&x, ret);
    take_findings(&x, &judged, ret);
    explain_rules(&x, &judged, ret);
}
