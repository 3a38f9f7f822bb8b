/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/suite.h"
#include "rule/load_files.h"

struct parsing {
    struct arena *arena;
    struct diags *diags;
    const char *folder, *file;
    bool ok;
};

static void error_at(struct parsing *p, const struct yaml_node *at, const char *id,
                     const char *text, const char *hint)
{
    diag_add(p->diags, DIAG_ERROR, id, p->file, at->line, at->column, "%s", text)->hint = hint;
    p->ok = false;
}

static bool bind_rows(struct parsing *p, const struct yaml_node *node,
                      const struct schema_row *rows, size_t count, void *target)
{
    bool ok = schema_bind(p->arena, node, rows, count, target, p->file, p->diags);
    p->ok = p->ok && ok;
    return ok;
}

/* A list of mappings, each taken by `take`. */
static const struct yaml_node *const *list_of(struct parsing *p, const struct yaml_node *node,
                                              uint32_t *ret_count)
{
    *ret_count = 0;
    if (!node)
        return NULL;
    if (node->kind != YAML_LIST || node->count == 0) {
        error_at(p, node, "tests.wrong-type", "a list that is not empty is wanted here", NULL);
        return NULL;
    }
    *ret_count = node->count;
    return (const struct yaml_node *const *)node->items;
}

/* ---- files ---- */

struct file_keys {
    struct span as, copy, text;
    civil_day received;
};
// clang-format off
static const struct schema_row file_rows[] = {
    {.key = "as",       .type = SCHEMA_TEXT, .offset = offsetof(struct file_keys, as),       .help = "the path that it is judged under"},
    {.key = "copy",     .type = SCHEMA_TEXT, .offset = offsetof(struct file_keys, copy),     .help = "a file of the pack: examples/agreement.txt"},
    {.key = "text",     .type = SCHEMA_TEXT, .offset = offsetof(struct file_keys, text),     .help = "its text, instead of a copy"},
    {.key = "received", .type = SCHEMA_DATE, .offset = offsetof(struct file_keys, received), .help = "the day on which it came"},
};
// clang-format on

static const char *in_folder(struct parsing *p, struct span path)
{
    return path.n ? arena_printf(p->arena, "%s/%.*s", p->folder, SPAN_ARG(path)) : NULL;
}

static struct suite_file load_file(struct parsing *p, const struct yaml_node *node)
{
    struct file_keys keys = {0};
    bind_rows(p, node, file_rows, sizeof file_rows / sizeof *file_rows, &keys);
    if ((keys.copy.n > 0) == (keys.text.n > 0))
        error_at(p, node, "tests.no-file", "a file is either a copy or a text", NULL);
    return (struct suite_file){
        .as = keys.as.n     ? keys.as
              : keys.copy.n ? keys.copy
                            : SPAN("text.txt"),
        .copy = in_folder(p, keys.copy),
        .text = keys.text,
        .received = keys.received,
        .has_received = yaml_get(node, "received") != NULL,
    };
}

/* ---- what is expected ---- */

// clang-format off
static const struct schema_row finding_rows[] = {
    {.key = "rule",     .type = SCHEMA_TEXT,  .offset = offsetof(struct suite_finding, rule), .required = true, .help = "its rule"},
    {.key = "file",     .type = SCHEMA_TEXT,  .offset = offsetof(struct suite_finding, file),     .help = "the file that it is in, as the case names it"},
    {.key = "line",     .type = SCHEMA_COUNT, .offset = offsetof(struct suite_finding, line), .least = 1, .help = "the line that it shows"},
    {.key = "severity", .type = SCHEMA_TEXT,  .offset = offsetof(struct suite_finding, severity), .help = "info, notice, warning, error or critical"},
    {.key = "verdict",  .type = SCHEMA_TEXT,  .offset = offsetof(struct suite_finding, verdict),  .help = "fail or unknown"},
    {.key = "text",     .type = SCHEMA_TEXT,  .offset = offsetof(struct suite_finding, text),     .help = "the very words that it shows"},
    {.key = "message",  .type = SCHEMA_TEXT,  .offset = offsetof(struct suite_finding, message),  .help = "words of its message"},
};
// clang-format on

static struct suite_finding load_finding(struct parsing *p, const struct yaml_node *node)
{
    struct suite_finding f = {.mark = node->line};
    enum severity severity;
    bind_rows(p, node, finding_rows, sizeof finding_rows / sizeof *finding_rows, &f);
    if (f.severity.n && !severity_parse(f.severity, &severity))
        error_at(p, node, "tests.unknown-severity", "there is no such severity",
                 "info, notice, warning, error or critical");
    if (f.verdict.n && !span_is(f.verdict, "fail") && !span_is(f.verdict, "unknown"))
        error_at(p, node, "tests.unknown-verdict", "a finding has no such verdict",
                 "fail or unknown");
    return f;
}

static void load_facts_expected(struct parsing *p, const struct yaml_node *node,
                                struct suite_case *c)
{
    if (!node)
        return;
    if (node->kind != YAML_MAP) {
        error_at(p, node, "tests.wrong-type", "a mapping is wanted here",
                 "facts: {due: 2021-04-15, activities: [...]}");
        return;
    }
    c->facts = ARENA_ARRAY(p->arena, node->count + 1, struct suite_fact);
    for (uint32_t i = 0; i < node->count; i++) {
        const struct yaml_node *value = node->entries[i].value;
        struct span_list list = {0};
        const struct schema_row row = {.key = "facts", .type = SCHEMA_TEXTS};
        const struct yaml_entry entry = {.key = SPAN("facts"), .value = node->entries[i].value};
        struct yaml_entry entries[] = {entry};
        const struct yaml_node one = {
            .kind = YAML_MAP, .line = value->line, .entries = entries, .count = 1};
        bind_rows(p, &one, &row, 1, &list);
        c->facts[c->fact_count++] = (struct suite_fact){
            .mark = value->line, .name = node->entries[i].key, .values = list.at, .count = list.n};
    }
}

/* ---- cases ---- */

struct case_keys {
    struct span name, file, text, kind;
    const struct yaml_node *files, *findings, *facts, *timeline, *obligations;
    struct span_list silent;
    civil_day at;
    bool none, complete;
};
// clang-format off
static const struct schema_row case_rows[] = {
    {.key = "name",     .type = SCHEMA_TEXT,  .offset = offsetof(struct case_keys, name), .required = true, .help = "what the case shows"},
    {.key = "file",     .type = SCHEMA_TEXT,  .offset = offsetof(struct case_keys, file),     .help = "one file of the pack"},
    {.key = "text",     .type = SCHEMA_TEXT,  .offset = offsetof(struct case_keys, text),     .help = "... or its text"},
    {.key = "files",    .type = SCHEMA_NODE,  .offset = offsetof(struct case_keys, files),    .help = "... or several: [{as: ..., copy: ...}]"},
    {.key = "at",       .type = SCHEMA_DATE,  .offset = offsetof(struct case_keys, at),       .help = "the day on which it is judged"},
    {.key = "kind",     .type = SCHEMA_TEXT,  .offset = offsetof(struct case_keys, kind),     .help = "of the first file; none"},
    {.key = "facts",    .type = SCHEMA_NODE,  .offset = offsetof(struct case_keys, facts),    .help = "of the first file: {due: 2021-04-15}"},
    {.key = "findings", .type = SCHEMA_NODE,  .offset = offsetof(struct case_keys, findings), .help = "findings there must be; only what is named is compared"},
    {.key = "silent",   .type = SCHEMA_TEXTS, .offset = offsetof(struct case_keys, silent),   .help = "rules that find nothing"},
    {.key = "none",     .type = SCHEMA_BOOL,  .offset = offsetof(struct case_keys, none),     .help = "true: there is no finding"},
    {.key = "complete", .type = SCHEMA_BOOL,  .offset = offsetof(struct case_keys, complete), .help = "true: there is no finding but those listed"},
    {.key = "timeline", .type = SCHEMA_NODE,  .offset = offsetof(struct case_keys, timeline), .help = "states of obligations and events, day by day"},
    {.key = "obligations", .type = SCHEMA_NODE, .offset = offsetof(struct case_keys, obligations), .help = "states of obligations"},
};
// clang-format on

static void load_files(struct parsing *p, const struct yaml_node *node,
                       const struct case_keys *keys, struct suite_case *c)
{
    uint32_t n;
    const struct yaml_node *const *files = list_of(p, keys->files, &n);
    int ways = (keys->file.n > 0) + (keys->text.n > 0) + (keys->files != NULL);
    if (ways != 1)
        error_at(p, node, "tests.no-file", "a case has one of file, text and files", NULL);
    c->files = ARENA_ARRAY(p->arena, n + 1, struct suite_file);
    for (uint32_t i = 0; i < n; i++)
        c->files[c->file_count++] = load_file(p, files[i]);
    if (keys->file.n || keys->text.n)
        c->files[c->file_count++] = (struct suite_file){
            .as = keys->file.n ? keys->file : SPAN("text.txt"),
            .copy = in_folder(p, keys->file),
            .text = keys->text,
        };
}

static struct suite_case load_case(struct parsing *p, const struct yaml_node *node)
{
    struct case_keys keys = {0};
    struct suite_case c = {.file = p->file, .line = node->line};
    uint32_t n;
    bind_rows(p, node, case_rows, sizeof case_rows / sizeof *case_rows, &keys);
    c.name = keys.name;
    c.at = keys.at;
    c.has_at = yaml_get(node, "at") != NULL;
    c.kind = keys.kind;
    c.silent = keys.silent.at;
    c.silent_count = keys.silent.n;
    c.none = keys.none;
    c.complete = keys.complete;
    c.needs_cases = keys.timeline || keys.obligations;
    load_files(p, node, &keys, &c);
    load_facts_expected(p, keys.facts, &c);
    const struct yaml_node *const *findings = list_of(p, keys.findings, &n);
    c.findings = ARENA_ARRAY(p->arena, n + 1, struct suite_finding);
    for (uint32_t i = 0; i < n; i++)
        c.findings[c.finding_count++] = load_finding(p, findings[i]);
    if (!c.kind.n && !c.fact_count && !n && !c.silent_count && !c.none && !c.complete &&
        !c.needs_cases)
        error_at(p, node, "tests.expects-nothing", "this case expects nothing",
                 "findings, silent, none, kind or facts");
    if (c.none && n > 0)
        error_at(p, node, "tests.contradiction", "'none' beside findings", NULL);
    return c;
}

struct suite_keys {
    struct span pack;
    const struct yaml_node *cases;
};
// clang-format off
static const struct schema_row suite_rows[] = {
    {.key = "pack",  .type = SCHEMA_TEXT, .offset = offsetof(struct suite_keys, pack), .required = true, .help = "id of the pack that is tested"},
    {.key = "cases", .type = SCHEMA_NODE, .offset = offsetof(struct suite_keys, cases), .required = true, .help = "documents and what is expected of them"},
};
// clang-format on

static void append(struct arena *a, struct suite *s, const struct suite_case *more, size_t n)
{
    struct suite_case *all = ARENA_ARRAY(a, s->count + n + 1, struct suite_case);
    if (s->count)
        memcpy(all, s->cases, s->count * sizeof *all);
    if (n)
        memcpy(all + s->count, more, n * sizeof *all);
    s->cases = all;
    s->count += n;
}

bool suite_parse(struct arena *a, const char *folder, const char *file, struct span yaml,
                 struct diags *diags, struct suite *ret)
{
    struct parsing p = {a, diags, folder, arena_strdup(a, file), true};
    struct suite_keys keys = {0};
    uint32_t n;
    size_t errors = diags->errors;
    const struct yaml_node *root = yaml_parse(a, p.file, yaml, diags);
    if (!root || !bind_rows(&p, root, suite_rows, sizeof suite_rows / sizeof *suite_rows, &keys))
        return false;
    if (ret->pack.n && !span_eq(ret->pack, keys.pack))
        error_at(&p, root, "tests.other-pack", "these tests are for another pack", NULL);
    const struct yaml_node *const *cases = list_of(&p, keys.cases, &n);
    struct suite_case *loaded = ARENA_ARRAY(a, n + 1, struct suite_case);
    for (uint32_t i = 0; i < n; i++)
        loaded[i] = load_case(&p, cases[i]);
    ret->pack = keys.pack;
    append(a, ret, loaded, n);
    return p.ok && diags->errors == errors;
}

bool suite_load(struct arena *a, const struct pack *pack, struct diags *diags, struct suite *ret)
{
    struct pack_files files = {0};
    *ret = (struct suite){.pack = pack->id};
    bool ok = pack_folder_read(a, pack->folder, is_test_file, diags, &files) == FOUND;
    for (size_t i = 0; i < files.n; i++)
        ok = suite_parse(a, pack->folder, files.at[i].name, files.at[i].bytes, diags, ret) && ok;
    return ok;
}
