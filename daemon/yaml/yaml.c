/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yaml/yaml.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "yaml/syntax.h"

#include <stdlib.h>

struct reading {
    yaml_parser_t parser;
    struct arena *arena, *scratch; /* scratch: for one step, never across another */
    const char *file;
    struct span bytes;
    struct diags *diags;
    uint32_t nodes, depth;
};

#define _cleanup_event_ __attribute__((cleanup(yaml_event_delete)))

static void cleanup_parser(struct reading *r)
{
    yaml_parser_delete(&r->parser);
    arena_free(r->scratch);
}

static struct diag *error_at(struct reading *r, yaml_mark_t mark, const char *id, const char *text)
{
    return diag_add(r->diags, DIAG_ERROR, id, r->file, (uint32_t)mark.line + 1,
                    (uint32_t)mark.column + 1, "%s", text);
}

static bool next(struct reading *r, yaml_event_t *ret)
{
    if (yaml_parser_parse(&r->parser, ret))
        return true;
    yaml_syntax_error(&r->parser, r->file, r->bytes, r->diags);
    return false;
}

static bool within(struct reading *r, yaml_mark_t mark, uint32_t n, uint32_t limit, enum limit name,
                   const char *what)
{
    if (n <= limit)
        return true;
    diag_add(r->diags, DIAG_ERROR, "yaml.limit", r->file, (uint32_t)mark.line + 1,
             (uint32_t)mark.column + 1, "more than %u %s (limit: %s)", limit, what,
             limit_text(name))
        ->hint = "split the file, or write it more plainly";
    return false;
}

/* What a rule file must not hold, because it makes text mean something else than it says. */
static void refuse(struct reading *r, const yaml_event_t *e, const yaml_char_t *anchor,
                   const yaml_char_t *tag)
{
    if (anchor)
        error_at(r, e->start_mark, "yaml.anchor", "an anchor ('&name') is not allowed")->hint =
            "write the value out; text that begins with '&' goes into quotes";
    if (tag)
        error_at(r, e->start_mark, "yaml.tag", "a tag ('!...') is not allowed")->hint =
            "what a value is follows from its key; text that begins with '!' goes into quotes";
}

static struct yaml_node *read_node(struct reading *r, const yaml_event_t *e);

static void read_scalar(struct reading *r, const yaml_event_t *e, struct yaml_node *node)
{
    struct span text = {(const char *)e->data.scalar.value, e->data.scalar.length};
    node->kind = YAML_SCALAR;
    node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = arena_copy(r->arena, text);
    node->verbatim =
        e->start_mark.line == e->end_mark.line &&
        e->end_mark.column - e->start_mark.column == utf8_count(text) + (node->quoted ? 2 : 0);
    refuse(r, e, e->data.scalar.anchor, e->data.scalar.tag);
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.at[i] < ' ' && text.at[i] != '\n' && text.at[i] != '\t') {
            error_at(r, e->start_mark, "yaml.encoding", "an escape for a control character")->hint =
                "use single quotes, where '\\' is only itself";
            return;
        }
}

static bool read_list(struct reading *r, struct yaml_node *node)
{
    VEC(struct yaml_node *) items = {0};
    for (;;) {
        yaml_event_t e _cleanup_event_ = {0};
        if (!next(r, &e))
            return false;
        if (e.type == YAML_SEQUENCE_END_EVENT)
            break;
        struct yaml_node *item = read_node(r, &e);
        if (!item)
            return false;
        *VEC_ADD(r->arena, &items) = item;
    }
    node->kind = YAML_LIST;
    node->items = items.at;
    node->count = (uint32_t)items.n;
    return true;
}

/* A key must be one word of text. A faulty one is diagnosed and left out, with its value. */
static bool read_key(struct reading *r, const yaml_event_t *e, struct yaml_entry *ret, bool *ret_ok)
{
    size_t errors = r->diags->errors;
    struct yaml_node *key = read_node(r, e);
    if (!key)
        return false;
    *ret = (struct yaml_entry){.key = key->text, .line = key->line, .column = key->column};
    *ret_ok = r->diags->errors == errors;
    if (*ret_ok && (key->kind != YAML_SCALAR || key->text.n == 0)) {
        error_at(r, e->start_mark, "yaml.key", "a key must be a word")->hint =
            "text that begins with '{', '[' or '?' goes into quotes";
        *ret_ok = false;
    } else if (*ret_ok && !key->quoted && span_is(key->text, "<<")) {
        error_at(r, e->start_mark, "yaml.merge-key", "a merge key ('<<') is not allowed")->hint =
            "write the keys out";
        *ret_ok = false;
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct yaml_entry *x = *(const struct yaml_entry *const *)a;
    const struct yaml_entry *y = *(const struct yaml_entry *const *)b;
    int order = span_order(x->key, y->key);
    return order ? order : (x > y) - (x < y);
}

/* Reports every key that was there before, and takes it out. */
static void drop_duplicates(struct reading *r, struct yaml_node *map)
{
    arena_reset(r->scratch);
    struct yaml_entry **sorted = ARENA_ARRAY(r->scratch, map->count, struct yaml_entry *);
    bool *drop = ARENA_ARRAY(r->scratch, map->count, bool);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < map->count; i++)
        sorted[i] = &map->entries[i];
    qsort(sorted, map->count, sizeof(struct yaml_entry *), by_key);
    for (uint32_t i = 1, first = 0; i < map->count; i++) {
        if (!span_eq(sorted[i]->key, sorted[first]->key)) {
            first = i;
            continue;
        }
        drop[sorted[i] - map->entries] = true;
        diag_add(r->diags, DIAG_ERROR, "yaml.duplicate-key", r->file, sorted[i]->line,
                 sorted[i]->column, "key '%.*s' stands here a second time",
                 SPAN_ARG(sorted[i]->key))
            ->hint = arena_printf(r->diags->arena, "the first is at line %u", sorted[first]->line);
    }
    for (uint32_t i = 0; i < map->count; i++)
        if (!drop[i])
            map->entries[kept++] = map->entries[i];
    map->count = kept;
}

static bool read_map(struct reading *r, struct yaml_node *node)
{
    VEC(struct yaml_entry) entries = {0};
    for (;;) {
        yaml_event_t key _cleanup_event_ = {0}, value _cleanup_event_ = {0};
        struct yaml_entry entry;
        bool ok;
        if (!next(r, &key))
            return false;
        if (key.type == YAML_MAPPING_END_EVENT)
            break;
        if (!read_key(r, &key, &entry, &ok) || !next(r, &value))
            return false;
        entry.value = read_node(r, &value);
        if (!entry.value)
            return false;
        if (ok)
            *VEC_ADD(r->arena, &entries) = entry;
    }
    node->kind = YAML_MAP;
    node->entries = entries.at;
    node->count = (uint32_t)entries.n;
    if (node->count > 1)
        drop_duplicates(r, node);
    return true;
}

static bool read_inside(struct reading *r, const yaml_event_t *e, struct yaml_node *node)
{
    bool ok;
    if (!within(r, e->start_mark, ++r->depth, LIMIT_YAML_DEPTH, LIMIT_NAME_YAML_DEPTH,
                "levels within each other"))
        return false;
    if (e->type == YAML_MAPPING_START_EVENT) {
        refuse(r, e, e->data.mapping_start.anchor, e->data.mapping_start.tag);
        ok = read_map(r, node);
    } else {
        refuse(r, e, e->data.sequence_start.anchor, e->data.sequence_start.tag);
        ok = read_list(r, node);
    }
    r->depth--;
    return ok;
}

/* NULL when reading cannot go on. */
static struct yaml_node *read_node(struct reading *r, const yaml_event_t *e)
{
    if (!within(r, e->start_mark, ++r->nodes, LIMIT_YAML_NODES, LIMIT_NAME_YAML_NODES, "values"))
        return NULL;
    struct yaml_node *node = ARENA_NEW(r->arena, struct yaml_node);
    *node = (struct yaml_node){
        .kind = YAML_SCALAR,
        .line = (uint32_t)e->start_mark.line + 1,
        .column = (uint32_t)e->start_mark.column + 1,
        .text = SPAN(""),
    };
    if (e->type == YAML_SCALAR_EVENT)
        read_scalar(r, e, node);
    else if (e->type == YAML_ALIAS_EVENT)
        error_at(r, e->start_mark, "yaml.alias", "an alias ('*name') is not allowed")->hint =
            "write the value out; text that begins with '*' goes into quotes";
    else if (!read_inside(r, e, node))
        return NULL;
    return node;
}

/* A directive could redefine what follows. */
static void check_directives(struct reading *r, const yaml_event_t *e)
{
    if (e->data.document_start.version_directive ||
        e->data.document_start.tag_directives.start != e->data.document_start.tag_directives.end)
        error_at(r, e->start_mark, "yaml.directive", "a directive ('%...') is not allowed")->hint =
            "leave it out";
}

static struct yaml_node *read_document(struct reading *r)
{
    yaml_event_t start _cleanup_event_ = {0}, content _cleanup_event_ = {0};
    if (!next(r, &start))
        return NULL;
    if (start.type == YAML_STREAM_END_EVENT) {
        diag_add(r->diags, DIAG_ERROR, "yaml.empty", r->file, 1, 1, "the file holds nothing");
        return NULL;
    }
    check_directives(r, &start);
    return next(r, &content) ? read_node(r, &content) : NULL;
}

static bool read_end(struct reading *r)
{
    yaml_event_t end _cleanup_event_ = {0}, more _cleanup_event_ = {0};
    if (!next(r, &end) || !next(r, &more))
        return false;
    if (more.type != YAML_STREAM_END_EVENT)
        error_at(r, more.start_mark, "yaml.documents", "a second document begins here")->hint =
            "a file holds one: take out '---' and '...', or use two files";
    return more.type == YAML_STREAM_END_EVENT;
}

struct yaml_node *yaml_parse(struct arena *a, const char *file, struct span bytes,
                             struct diags *diags)
{
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    if (span_starts(bytes, SPAN(byte_order_mark)))
        bytes = span_cut(bytes, sizeof byte_order_mark - 1, bytes.n);
    struct reading r __attribute__((cleanup(cleanup_parser))) = {
        .arena = a, .scratch = arena_new(), .file = file, .bytes = bytes, .diags = diags};
    if (!yaml_parser_initialize(&r.parser))
        abort(); /* as arenas do: no memory */
    if (bytes.n > LIMIT_YAML_BYTES) {
        diag_add(diags, DIAG_ERROR, "yaml.limit", file, 0, 0, "larger than %u bytes (limit: %s)",
                 (unsigned)LIMIT_YAML_BYTES, limit_text(LIMIT_NAME_YAML_BYTES))
            ->hint = "split the file";
        return NULL;
    }
    if (!yaml_text_check(file, bytes, diags))
        return NULL;
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)(bytes.at ? bytes.at : ""),
                                 bytes.n);
    yaml_event_t stream _cleanup_event_ = {0};
    if (!next(&r, &stream))
        return NULL;
    struct yaml_node *root = read_document(&r);
    return root && read_end(&r) ? root : NULL;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->count; i++)
        if (span_is(map->entries[i].key, key))
            return map->entries[i].value;
    return NULL;
}
