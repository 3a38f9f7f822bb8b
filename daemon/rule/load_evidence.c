/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tells kinds apart: title, heading, text, path, format, joined by all, any, none. */
#include "rule/load_parts.h"

struct evidence_word {
    const char *word;
    enum evidence_type type;
    enum probe_region region; /* TITLE, HEADING, TEXT */
};

// clang-format off
static const struct evidence_word words[] = {
    {"all",      EVIDENCE_ALL,      PROBE_REGIONS},
    {"any",      EVIDENCE_ANY,      PROBE_REGIONS},
    {"none",     EVIDENCE_NONE,     PROBE_REGIONS},
    {"title",    EVIDENCE_TITLE,    PROBE_TITLE},
    {"heading",  EVIDENCE_HEADING,  PROBE_HEADING},
    {"text",     EVIDENCE_TEXT,     PROBE_TEXT},
    {"path",     EVIDENCE_PATH,     PROBE_REGIONS},
    {"format",   EVIDENCE_FORMAT,   PROBE_REGIONS},
    {"property", EVIDENCE_PROPERTY, PROBE_REGIONS},
};
// clang-format on
enum { WORDS = sizeof words / sizeof *words };

static const struct evidence_word *find_word(struct loader *l, const struct yaml_entry *e)
{
    const char *names[WORDS];
    for (size_t i = 0; i < WORDS; i++) {
        names[i] = words[i].word;
        if (span_is(e->key, words[i].word))
            return &words[i];
    }
    load_error_key(l, e, "schema.unknown-key", "no evidence is called '%.*s'", SPAN_ARG(e->key))
        ->hint = load_hint(l, e->key, names, WORDS,
                           "title, heading, text, path or format, joined by all, any or none");
    return NULL;
}

static bool load_group(struct loader *l, const struct yaml_node *node, struct evidence *ret)
{
    bool ok = true;
    if (node->kind != YAML_LIST || node->count == 0) {
        load_error(l, node, node->kind == YAML_LIST ? "rules.empty" : "rules.wrong-type",
                   "a list of evidence is wanted here")
            ->hint = "for example: any: [{title: Rapport}, {path: \"**/rapport*\"}]";
        return false;
    }
    ret->parts = ARENA_ARRAY(l->arena, node->count, struct evidence);
    ret->count = node->count;
    for (uint32_t i = 0; i < node->count; i++)
        ok = load_evidence(l, node->items[i], &ret->parts[i]) && ok;
    return ok;
}

static bool load_format(struct loader *l, const struct yaml_node *node, struct evidence *ret)
{
    const char *names[FORMAT_COUNT];
    unsigned found = 0;
    for (unsigned i = 0; i < FORMAT_COUNT; i++)
        names[i] = format_text((enum format)i);
    bool ok = load_word(l, node, names, FORMAT_COUNT, "a format", &found);
    ret->format = (enum format)found;
    return ok;
}

static bool load_one(struct loader *l, const struct yaml_entry *e, struct evidence *ret)
{
    const struct evidence_word *word = find_word(l, e);
    const struct yaml_node *node = e->value;
    if (!word)
        return false;
    *ret = (struct evidence){.type = word->type,
                             .mark = {l->file, e->line, e->column},
                             .text = node->text,
                             .probe = NO_PROBE};
    switch (word->type) {
    case EVIDENCE_ALL:
    case EVIDENCE_ANY:
    case EVIDENCE_NONE:
        return load_group(l, node, ret);
    case EVIDENCE_TITLE:
    case EVIDENCE_HEADING:
    case EVIDENCE_TEXT:
        return load_probe(l, node, word->region, &ret->probe);
    case EVIDENCE_PATH:
        return load_is_text(l, node, "a path, with * and **,");
    case EVIDENCE_FORMAT:
        return load_format(l, node, ret);
    case EVIDENCE_PROPERTY:
        break;
    }
    load_error_key(l, e, "rules.not-available", "properties of a document are not read")->hint =
        "use title, heading, text, path or format";
    return false;
}

bool load_evidence(struct loader *l, const struct yaml_node *node, struct evidence *ret)
{
    bool ok = true;
    if (node->kind != YAML_MAP || node->count == 0) {
        load_error(l, node, node->kind == YAML_MAP ? "rules.empty" : "rules.wrong-type",
                   "evidence is wanted here")
            ->hint = "for example: {title: Rapport}";
        return false;
    }
    if (node->count == 1)
        return load_one(l, &node->entries[0], ret);
    /* Several keys beside each other must all hold. */
    *ret = (struct evidence){.type = EVIDENCE_ALL, .mark = load_mark(l, node), .probe = NO_PROBE};
    ret->parts = ARENA_ARRAY(l->arena, node->count, struct evidence);
    ret->count = node->count;
    for (uint32_t i = 0; i < node->count; i++)
        ok = load_one(l, &node->entries[i], &ret->parts[i]) && ok;
    return ok;
}
