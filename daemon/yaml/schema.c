/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yaml/schema.h"

#include "base/names.h"

struct binding {
    struct arena *arena;
    const char *file;
    struct diags *diags;
};

static struct diag *error_at(const struct binding *b, const struct yaml_node *at, const char *id,
                             const char *format, ...) __attribute__((format(printf, 4, 5)));
static struct diag *error_at(const struct binding *b, const struct yaml_node *at, const char *id,
                             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(b->diags->arena, format, args);
    va_end(args);
    return diag_add(b->diags, DIAG_ERROR, id, b->file, at->line, at->column, "%s", text);
}

static const char *did_you_mean(const struct binding *b, struct span word, const char *const *words,
                                size_t count)
{
    const char *near = suggest(word, words, count);
    return near ? arena_printf(b->diags->arena, "did you mean '%s'?", near) : NULL;
}

/* "one, two or three" */
static const char *listed(struct arena *a, const char *const *words, size_t count)
{
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = arena_printf(a, "%s%s%s", list,
                            i == 0           ? ""
                            : i + 1 == count ? " or "
                                             : ", ",
                            words[i]);
    return list;
}

static const char *const kind_words[] = {
    [YAML_SCALAR] = "a single value", [YAML_LIST] = "a list", [YAML_MAP] = "a mapping"};

static bool want_scalar(const struct binding *b, const struct schema_row *row,
                        const struct yaml_node *node)
{
    if (node->kind != YAML_SCALAR) {
        error_at(b, node, "schema.wrong-type", "'%s' wants one value, not %s", row->key,
                 kind_words[node->kind])
            ->hint = row->help;
        return false;
    }
    if (node->text.n == 0) {
        error_at(b, node, "schema.empty", "'%s' is empty", row->key)->hint = row->help;
        return false;
    }
    return true;
}

static bool bind_word(const struct binding *b, const struct schema_row *row,
                      const struct yaml_node *node, void *at)
{
    size_t count = 0;
    while (row->words[count])
        count++;
    int found = names_find(row->words, count, node->text);
    int *word = at;
    if (found < 0) {
        const char *hint = did_you_mean(b, node->text, row->words, count);
        error_at(b, node, "schema.unknown-word", "'%s' cannot be '%.*s'", row->key,
                 SPAN_ARG(node->text))
            ->hint = hint ? hint
                          : arena_printf(b->diags->arena, "one of %s",
                                         listed(b->diags->arena, row->words, count));
        return false;
    }
    *word = found;
    return true;
}

static bool bind_bool(const struct binding *b, const struct schema_row *row,
                      const struct yaml_node *node, void *at)
{
    bool *truth = at;
    if (!span_is(node->text, "true") && !span_is(node->text, "false")) {
        error_at(b, node, "schema.wrong-type", "'%s' cannot be '%.*s'", row->key,
                 SPAN_ARG(node->text))
            ->hint = "write true or false";
        return false;
    }
    *truth = span_is(node->text, "true");
    return true;
}

static bool bind_count(const struct binding *b, const struct schema_row *row,
                       const struct yaml_node *node, void *at)
{
    uint64_t n = 0;
    uint32_t *count = at, most = row->most ? row->most : UINT32_MAX;
    for (size_t i = 0; i < node->text.n; i++) {
        if (node->text.at[i] < '0' || node->text.at[i] > '9' || n > UINT32_MAX) {
            error_at(b, node, "schema.wrong-type", "'%s' wants a whole number, not '%.*s'",
                     row->key, SPAN_ARG(node->text))
                ->hint = row->help;
            return false;
        }
        n = n * 10 + (uint64_t)(node->text.at[i] - '0');
    }
    if (n < row->least || n > most) {
        error_at(b, node, "schema.out-of-range", "'%s' cannot be %.*s", row->key,
                 SPAN_ARG(node->text))
            ->hint = row->most ? arena_printf(b->diags->arena, "%u to %u", row->least, row->most)
                               : arena_printf(b->diags->arena, "at least %u", row->least);
        return false;
    }
    *count = (uint32_t)n;
    return true;
}

/* ---- numbers with a unit ---- */

struct unit {
    const char *name;
    uint32_t factor;
};
static const struct unit time_units[] = {
    {"w", 7 * 86400}, {"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}};
static const struct unit size_units[] = {
    {"GiB", 1u << 30}, {"MiB", 1u << 20}, {"KiB", 1u << 10}, {"B", 1}};

/* In the largest unit that measures it without a rest. */
static const char *measure_text(struct arena *a, uint32_t n, const struct unit *units)
{
    while (n % units->factor != 0)
        units++;
    return arena_printf(a, "%u%s", n / units->factor, units->name);
}

/* False if it is no measure; beyond every range if it is too large. */
static bool read_measure(struct span text, const struct unit *units, size_t count, uint64_t *ret)
{
    uint64_t n = 0;
    size_t digits = 0;
    for (; digits < text.n && text.at[digits] >= '0' && text.at[digits] <= '9'; digits++)
        n = n > UINT32_MAX ? n : n * 10 + (uint64_t)(text.at[digits] - '0');
    for (size_t i = 0; digits > 0 && i < count; i++)
        if (span_is(span_cut(text, digits, text.n), units[i].name)) {
            *ret = n * units[i].factor;
            return true;
        }
    return false;
}

static bool bind_measure(const struct binding *b, const struct schema_row *row,
                         const struct yaml_node *node, void *at)
{
    bool time = row->type == SCHEMA_DURATION;
    const struct unit *units = time ? time_units : size_units;
    size_t count = time ? sizeof time_units / sizeof *units : sizeof size_units / sizeof *units;
    uint32_t *measure = at, most = row->most ? row->most : UINT32_MAX;
    uint64_t n;
    if (!read_measure(node->text, units, count, &n)) {
        error_at(b, node, "schema.wrong-type", "'%s' wants %s, not '%.*s'", row->key,
                 time ? "a time" : "a size", SPAN_ARG(node->text))
            ->hint = time ? "a whole number and its unit: 10s, 5m, 1h, 7d, 2w"
                          : "a whole number and its unit: 512B, 64KiB, 64MiB, 1GiB";
        return false;
    }
    if (n < row->least || n > most) {
        struct arena *a = b->diags->arena;
        error_at(b, node, "schema.out-of-range", "'%s' cannot be %.*s", row->key,
                 SPAN_ARG(node->text))
            ->hint = row->most ? arena_printf(a, "%s to %s", measure_text(a, row->least, units),
                                              measure_text(a, row->most, units))
                               : arena_printf(a, "at least %s", measure_text(a, row->least, units));
        return false;
    }
    *measure = (uint32_t)n;
    return true;
}

static bool bind_date(const struct binding *b, const struct schema_row *row,
                      const struct yaml_node *node, void *at)
{
    civil_day *day = at;
    if (memchr(node->text.at, '\0', node->text.n) ||
        !civil_parse(arena_copy(b->arena, node->text).at, day)) {
        error_at(b, node, "schema.bad-date", "'%s' wants a date, and '%.*s' is none", row->key,
                 SPAN_ARG(node->text))
            ->hint = "a day of the calendar as YYYY-MM-DD";
        return false;
    }
    return true;
}

static bool bind_texts(const struct binding *b, const struct schema_row *row,
                       const struct yaml_node *node, void *at)
{
    struct span_list *list = at;
    bool ok = true;
    if (node->kind == YAML_LIST && node->count == 0) {
        error_at(b, node, "schema.empty", "'%s' is an empty list", row->key)->hint = row->help;
        return false;
    }
    uint32_t n = yaml_count(node);
    struct span *texts = ARENA_ARRAY(b->arena, n, struct span);
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(node, i);
        ok = want_scalar(b, row, item) && ok;
        texts[i] = item->text;
    }
    *list = (struct span_list){texts, n};
    return ok;
}

static bool bind_row(const struct binding *b, const struct schema_row *row,
                     const struct yaml_node *node, void *at)
{
    struct span *text = at;
    const struct yaml_node **ret = at;
    if (row->type == SCHEMA_NODE) {
        *ret = node;
        return true;
    }
    if (row->type == SCHEMA_TEXTS)
        return bind_texts(b, row, node, at);
    if (!want_scalar(b, row, node))
        return false;
    switch (row->type) {
    case SCHEMA_TEXT:
        *text = node->text;
        return true;
    case SCHEMA_WORD:
        return bind_word(b, row, node, at);
    case SCHEMA_BOOL:
        return bind_bool(b, row, node, at);
    case SCHEMA_COUNT:
        return bind_count(b, row, node, at);
    case SCHEMA_DATE:
        return bind_date(b, row, node, at);
    case SCHEMA_DURATION:
    case SCHEMA_SIZE:
        return bind_measure(b, row, node, at);
    case SCHEMA_TEXTS:
    case SCHEMA_NODE:
        break;
    }
    return false;
}

static const struct schema_row *find_row(const struct schema_row *rows, size_t count,
                                         struct span key)
{
    for (size_t i = 0; i < count; i++)
        if (span_is(key, rows[i].key))
            return &rows[i];
    return NULL;
}

static void unknown_key(const struct binding *b, const struct yaml_entry *e,
                        const struct schema_row *rows, size_t count)
{
    const char **keys = ARENA_ARRAY(b->diags->arena, count, const char *);
    for (size_t i = 0; i < count; i++)
        keys[i] = rows[i].key;
    const char *hint = did_you_mean(b, e->key, keys, count);
    diag_add(b->diags, DIAG_ERROR, "schema.unknown-key", b->file, e->line, e->column,
             "unknown key '%.*s'", SPAN_ARG(e->key))
        ->hint = hint ? hint
                      : arena_printf(b->diags->arena, "possible here: %s",
                                     listed(b->diags->arena, keys, count));
}

static bool check_required(const struct binding *b, const struct yaml_node *map,
                           const struct schema_row *rows, size_t count)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        if (rows[i].required && !yaml_get(map, rows[i].key)) {
            error_at(b, map, "schema.missing-key", "key '%s' is missing", rows[i].key)->hint =
                rows[i].help;
            ok = false;
        }
    return ok;
}

bool schema_bind_value(struct arena *a, const struct yaml_node *node, const struct schema_row *row,
                       void *target, const char *file, struct diags *diags)
{
    const struct binding b = {a, file, diags};
    return bind_row(&b, row, node, target);
}

bool schema_bind(struct arena *a, const struct yaml_node *map, const struct schema_row *rows,
                 size_t count, void *target, const char *file, struct diags *diags)
{
    const struct binding b = {a, file, diags};
    char *base = target;
    if (map->kind != YAML_MAP) {
        error_at(&b, map, "schema.wrong-type", "a mapping (key: value) is wanted here, not %s",
                 kind_words[map->kind])
            ->hint = arena_printf(diags->arena, "its first key is '%s'", rows[0].key);
        return false;
    }
    bool ok = check_required(&b, map, rows, count);
    for (uint32_t i = 0; i < map->count; i++) {
        const struct yaml_entry *e = &map->entries[i];
        const struct schema_row *row = find_row(rows, count, e->key);
        if (!row)
            unknown_key(&b, e, rows, count);
        ok = row && bind_row(&b, row, e->value, base + row->offset) && ok;
    }
    return ok;
}
