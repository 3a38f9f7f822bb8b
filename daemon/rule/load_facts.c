/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/expression.h"
#include "rule/lexer.h"
#include "rule/load_parts.h"

struct fact_word {
    const char *word;
    enum value_type type;
    enum fact_type fact; /* FACT_TYPES: not one of the built-in facts */
    enum { PLACE_ANY, PLACE_PATTERN, PLACE_SECTION } place;
};

// clang-format off
static const struct fact_word fact_words[] = { /* in the order of type_words */
    {"date",            VALUE_DATE,       FACT_DATE,            PLACE_ANY},
    {"period",          VALUE_PERIOD,     FACT_PERIOD,          PLACE_ANY},
    {"duration",        VALUE_DURATION,   FACT_DURATION,        PLACE_ANY},
    {"number",          VALUE_NUMBER,     FACT_TYPES,           PLACE_PATTERN},
    {"money",           VALUE_MONEY,      FACT_MONEY,           PLACE_ANY},
    {"text",            VALUE_TEXT,       FACT_TYPES,           PLACE_PATTERN},
    {"section",         VALUE_SECTION,    FACT_TYPES,           PLACE_SECTION},
    {"list",            VALUE_LIST_ITEM,  FACT_TYPES,           PLACE_SECTION},
    {"reference",       VALUE_REFERENCE,  FACT_REFERENCE,       PLACE_ANY},
    {"case-number",     VALUE_IDENTIFIER, FACT_CASE_NUMBER,     PLACE_ANY},
    {"orgnr",           VALUE_IDENTIFIER, FACT_ORGNR,           PLACE_ANY},
    {"personal-number", VALUE_IDENTIFIER, FACT_PERSONAL_NUMBER, PLACE_ANY},
    {"party",           VALUE_PARTY,      FACT_PARTY,           PLACE_ANY},
    {"signature",       VALUE_SIGNATURE,  FACT_SIGNATURE,       PLACE_ANY},
};
static const char *const type_words[] = {
    "date", "period", "duration", "number", "money", "text", "section", "list", "reference",
    "case-number", "orgnr", "personal-number", "party", "signature", "esignature", NULL,
};
enum { TYPE_ESIGNATURE = sizeof fact_words / sizeof *fact_words };
_Static_assert(sizeof type_words / sizeof *type_words == TYPE_ESIGNATURE + 2, "one word a row");

struct fact_keys {
    int type;
    const struct yaml_node *title, *in, *aliases, *after, *before, *pattern, *want, *of, *roles;
    const struct yaml_node *path, *property;
};
const struct schema_row fact_rows[] = {
    {.key = "type",     .type = SCHEMA_WORD, .offset = offsetof(struct fact_keys, type), .required = true, .words = type_words, .help = "what sort of value it is"},
    {.key = "title",    .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, title),    .help = "it stands in the document's title: words, or re: and a pattern"},
    {.key = "in",       .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, in),       .help = "the section that it stands in: leading words of its title"},
    {.key = "aliases",  .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, aliases),  .help = "other titles of that section"},
    {.key = "after",    .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, after),    .help = "words that it follows"},
    {.key = "before",   .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, before),   .help = "words that follow it"},
    {.key = "re",       .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, pattern),  .help = "a pattern whose group takes it"},
    {.key = "want",     .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, want),     .help = "how many different values: one (unless said otherwise), optional, many, 2, 2..4"},
    {.key = "of",       .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, of),       .help = "of a reference: annex, section or agreement"},
    {.key = "roles",    .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, roles),    .help = "of parties: role: its name, or words that it stands in"},
    {.key = "path",     .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, path),     .help = "not available: facts are read from the text"},
    {.key = "property", .type = SCHEMA_NODE, .offset = offsetof(struct fact_keys, property), .help = "not available: facts are read from the text"},
};
// clang-format on
const size_t fact_row_count = sizeof fact_rows / sizeof *fact_rows;

/* ---- want ---- */

static bool small_number(struct token t)
{
    return t.kind == TOKEN_NUMBER && t.number <= UINT16_MAX;
}

/* "2" or "2..4" */
static bool read_bounds(struct span text, uint32_t *least, uint32_t *most)
{
    struct lexer x = {.text = text};
    struct token from = lexer_next(&x), dot = lexer_next(&x);
    *least = *most = (uint32_t)from.number;
    if (!small_number(from) || dot.kind == TOKEN_END)
        return small_number(from) && *most > 0;
    struct token again = lexer_next(&x), to = lexer_next(&x), end = lexer_next(&x);
    *most = (uint32_t)to.number;
    return dot.kind == TOKEN_DOT && again.kind == TOKEN_DOT && small_number(to) &&
           end.kind == TOKEN_END && *most > 0 && *least <= *most;
}

static void load_want(struct loader *l, const struct yaml_node *node, struct fact_definition *f)
{
    static const char *const words[] = {"one", "optional", "many"};
    static const struct {
        uint32_t least, most;
    } bounds[] = {{1, 1}, {0, 1}, {1, UINT32_MAX}};
    if (!load_is_text(l, node, "how many values there are"))
        return;
    for (size_t i = 0; i < 3; i++)
        if (span_is(node->text, words[i])) {
            f->least = bounds[i].least;
            f->most = bounds[i].most;
            return;
        }
    if (!read_bounds(node->text, &f->least, &f->most))
        load_error(l, node, "rules.bad-want", "'%.*s' does not say how many values there are",
                   SPAN_ARG(node->text))
            ->hint = load_hint(l, node->text, words, 3, "one, optional, many, 2 or 2..4");
}

/* ---- places ---- */

static bool add_section(struct loader *l, const struct yaml_node *node, struct span_list *list)
{
    struct section_name name;
    if (!load_section_name(l, node, &name))
        return false;
    struct span *at = ARENA_ARRAY(l->arena, list->n + name.n, struct span);
    for (uint32_t i = 0; i < list->n + name.n; i++)
        at[i] = i < list->n ? list->at[i] : name.folded[i - list->n];
    *list = (struct span_list){at, list->n + name.n};
    return true;
}

static void load_places(struct loader *l, const struct fact_keys *keys, struct fact_definition *f)
{
    if (keys->title)
        load_probe(l, keys->title, PROBE_TITLE, &f->title_probe);
    if (keys->after)
        load_probe(l, keys->after, PROBE_TEXT, &f->after_probe);
    if (keys->before)
        load_probe(l, keys->before, PROBE_TEXT, &f->before_probe);
    if (keys->pattern && load_is_text(l, keys->pattern, "a pattern")) {
        struct span pattern = keys->pattern->text;
        size_t skip = span_starts(pattern, SPAN("re:")) ? 3 : 0;
        load_pattern(l, keys->pattern, span_cut(pattern, skip, pattern.n), PROBE_TEXT,
                     &f->pattern_probe);
    }
    if (keys->in)
        add_section(l, keys->in, &f->in);
    if (keys->aliases && !keys->in)
        load_error(l, keys->aliases, "rules.fact-place", "'aliases' without 'in'")->hint =
            "they are other titles of the section";
    else if (keys->aliases)
        add_section(l, keys->aliases, &f->in);
    const struct yaml_node *unread = keys->path ? keys->path : keys->property;
    if (unread)
        load_error(l, unread, "rules.not-available", "facts are read from a document's text only")
            ->hint = "title, in, after, before or re";
}

static void check_place(struct loader *l, const struct yaml_entry *e, const struct fact_word *w,
                        const struct fact_keys *keys)
{
    if (w->place == PLACE_PATTERN && !keys->title && !keys->pattern)
        load_error_key(l, e, "rules.fact-place", "a %s is found by a pattern", w->word)->hint =
            "re: 'words (\\d+)', or title: 're:...'";
    if (w->place == PLACE_SECTION && !keys->in)
        load_error_key(l, e, "rules.fact-place", "a %s needs the section that it is in", w->word)
            ->hint = "in: leading words of the section's title";
    if (w->place == PLACE_SECTION && (keys->title || keys->pattern))
        load_error_key(l, e, "rules.fact-place", "a %s is found by its section alone", w->word);
    if (keys->pattern && (keys->title || keys->after || keys->before))
        load_error(l, keys->pattern, "rules.fact-place", "'re' beside another place")->hint =
            "put the words before and behind it into the pattern";
    if (keys->title && (keys->after || keys->before))
        load_error(l, keys->title, "rules.fact-place", "'title' beside 'after' or 'before'")->hint =
            "put the words before and behind it into the pattern of the title";
}

/* ---- roles, of ---- */

static void load_roles(struct loader *l, const struct yaml_node *node, struct fact_definition *f)
{
    if (f->type != VALUE_PARTY || node->kind != YAML_MAP || node->count == 0) {
        load_error(l, node,
                   node->kind == YAML_MAP && !node->count ? "rules.empty" : "rules.wrong-type",
                   f->type == VALUE_PARTY ? "roles are a mapping" : "only parties have roles")
            ->hint = "roles: {principal: nedan kallad Huvudmannen}";
        return;
    }
    f->roles = ARENA_ARRAY(l->arena, node->count, struct role);
    f->role_count = node->count;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct yaml_entry *e = &node->entries[i];
        struct role *role = &f->roles[i];
        role->name = e->key;
        if (member_find(VALUE_PARTY, e->key) || word_is_reserved(e->key))
            load_error_key(l, e, "rules.bad-name", "'%.*s' means something else already",
                           SPAN_ARG(e->key))
                ->hint = "choose another name for the role";
        if (load_probe(l, e->value, PROBE_TEXT, &role->probe))
            role->folded = span_trim(probe_normalise(l->arena, e->value->text));
    }
}

static void load_of(struct loader *l, const struct yaml_node *node, struct fact_definition *f)
{
    enum { KINDS = REFERENCE_AGREEMENT + 1 };
    const char *words[KINDS];
    unsigned found;
    for (unsigned i = 0; i < KINDS; i++)
        words[i] = reference_kind_text((enum reference_kind)i);
    if (f->type != VALUE_REFERENCE) {
        load_error(l, node, "rules.wrong-type", "'of' belongs to references");
        return;
    }
    f->of_given = load_word(l, node, words, KINDS, "what a reference can name", &found);
    if (f->of_given)
        f->of = (enum reference_kind)found;
}

/* ---- definitions ---- */

static void check_name(struct loader *l, const struct yaml_entry *e)
{
    struct lexer x = {.text = e->key};
    struct token name = lexer_next(&x);
    if (name.kind != TOKEN_NAME || name.end != e->key.n)
        load_error_key(l, e, "rules.bad-name", "'%.*s' cannot be the name of a fact",
                       SPAN_ARG(e->key))
            ->hint = "letters, digits and '-' between them, so that expressions can say it";
    else if (word_is_reserved(e->key))
        load_error_key(l, e, "rules.bad-name", "'%.*s' is a word of expressions", SPAN_ARG(e->key))
            ->hint = "choose another name for the fact";
}

static void load_fact(struct loader *l, const struct yaml_entry *e, struct fact_definition *f)
{
    struct fact_keys keys = {0};
    *f = (struct fact_definition){
        .mark = {l->file, e->line, e->column},
        .name = e->key,
        .type = VALUE_TEXT,
        .fact = FACT_TYPES,
        .title_probe = NO_PROBE,
        .after_probe = NO_PROBE,
        .before_probe = NO_PROBE,
        .pattern_probe = NO_PROBE,
        .least = 1,
        .most = 1,
    };
    check_name(l, e);
    if (!load_bind(l, e->value, fact_rows, fact_row_count, &keys))
        return;
    if (keys.type == TYPE_ESIGNATURE) {
        load_error(l, yaml_get(e->value, "type"), "rules.not-available",
                   "electronic signatures are not read")
            ->hint = "type: signature reads the signature block of the text";
        return;
    }
    const struct fact_word *word = &fact_words[keys.type];
    f->type = word->type;
    f->fact = word->fact;
    load_places(l, &keys, f);
    check_place(l, e, word, &keys);
    if (keys.want)
        load_want(l, keys.want, f);
    if (keys.of)
        load_of(l, keys.of, f);
    if (keys.roles)
        load_roles(l, keys.roles, f);
}

static struct kind *find_own_kind(struct loader *l, const struct yaml_entry *e)
{
    struct yaml_node name = {.kind = YAML_SCALAR, .line = e->line, .column = e->column};
    name.text = e->key;
    for (uint32_t i = 0; i < l->pack->kind_count; i++)
        if (span_eq(l->pack->kinds[i].id, e->key))
            return &l->pack->kinds[i];
    if (load_kind_name(l, &name))
        load_error_key(l, e, "rules.clash", "kind '%.*s' belongs to another pack", SPAN_ARG(e->key))
            ->hint = "its facts are defined there";
    return NULL;
}

static void add_facts(struct loader *l, struct kind *k, const struct yaml_node *map)
{
    k->facts = ARENA_ARRAY(l->arena, map->count, struct fact_definition);
    k->fact_count = map->count;
    for (uint32_t i = 0; i < map->count; i++)
        load_fact(l, &map->entries[i], &k->facts[i]);
}

void load_facts(struct loader *l, struct parts parts)
{
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct yaml_entry *e = parts.at[i].entry;
        l->file = parts.at[i].file;
        struct kind *k = find_own_kind(l, e);
        if (e->value->kind != YAML_MAP || e->value->count == 0)
            load_error(l, e->value, e->value->kind == YAML_MAP ? "rules.empty" : "rules.wrong-type",
                       "facts are a mapping: name: {type: ...}");
        else if (k)
            add_facts(l, k, e->value);
    }
}
