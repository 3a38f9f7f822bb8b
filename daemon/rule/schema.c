/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/schema.h"

#include "rule/load_parts.h"

/* The mappings of the language, each a definition. */
static const struct shape {
    const char *name;
    const struct schema_row *rows;
    const size_t *count;
} shapes[] = {
#define SHAPE(name)                                                                                \
    {                                                                                              \
#name, name##_rows, &name##_row_count                                                      \
    }
    SHAPE(top),        SHAPE(pack),  SHAPE(use),    SHAPE(param),   SHAPE(kind),
    SHAPE(amends),     SHAPE(fact),  SHAPE(rule),   SHAPE(message), SHAPE(effective),
    SHAPE(obligation), SHAPE(every), SHAPE(wanted), SHAPE(content), SHAPE(late),
    SHAPE(escalate),   SHAPE(then),
#undef SHAPE
};

/* What stands under a key that the rows leave to the loader. */
enum form { FORM_ONE, FORM_LIST, FORM_MAP };
static const struct link {
    const char *shape, *key, *to;
    enum form form;
} links[] = {
    // clang-format off
    {"top",        "pack",          "pack",       FORM_ONE},
    {"top",        "use",           "use",        FORM_LIST},
    {"top",        "params",        "param",      FORM_MAP},
    {"top",        "kinds",         "kind",       FORM_MAP},
    {"top",        "facts",         "facts",      FORM_MAP},
    {"top",        "rules",         "rule",       FORM_MAP},
    {"top",        "obligations",   "obligation", FORM_MAP},
    {"kind",       "match",         "evidence",   FORM_ONE},
    {"kind",       "amends",        "amends",     FORM_ONE},
    {"rule",       "severity",      "severity",   FORM_ONE},
    {"rule",       "effective",     "effective",  FORM_ONE},
    {"rule",       "check",         "check",      FORM_ONE},
    {"rule",       "message",       "sentence",   FORM_ONE},
    {"effective",  "before",        "severity",   FORM_ONE},
    {"obligation", "every",         "every",      FORM_ONE},
    {"obligation", "fulfilled-by",  "wanted",     FORM_ONE},
    {"obligation", "superseded-by", "wanted",     FORM_ONE},
    {"obligation", "content",       "content",    FORM_ONE},
    {"obligation", "late",          "late",       FORM_ONE},
    {"obligation", "then",          "next",       FORM_ONE},
    {"obligation", "message",       "sentence",   FORM_ONE},
    {"late",       "severity",      "severity",   FORM_ONE},
    {"late",       "escalate",      "escalate",   FORM_ONE},
    {"escalate",   "severity",      "severity",   FORM_ONE},
    // clang-format on
};

/* Definitions that no row makes. A plain scalar is whatever an editor's YAML thinks it is. */
static const char fixed_definitions[] =
    "\"text\": {\"type\": [\"string\", \"number\", \"boolean\"]},\n"
    "\"texts\": {\"anyOf\": [{\"$ref\": \"#/$defs/text\"}, {\"type\": \"array\", \"minItems\": 1, "
    "\"items\": {\"$ref\": \"#/$defs/text\"}}]},\n"
    "\"date\": {\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"},\n"
    "\"facts\": {\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": "
    "{\"$ref\": \"#/$defs/fact\"}},\n"
    "\"sentence\": {\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/message\"}]},\n"
    "\"next\": {\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/then\"}]},\n"
    "\"evidences\": {\"type\": \"array\", \"minItems\": 1, \"items\": "
    "{\"$ref\": \"#/$defs/evidence\"}},\n"
    "\"evidence\": {\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": false, "
    "\"properties\": {\"all\": {\"$ref\": \"#/$defs/evidences\"}, \"any\": {\"$ref\": "
    "\"#/$defs/evidences\"}, \"none\": {\"$ref\": \"#/$defs/evidences\"}, \"title\": {\"$ref\": "
    "\"#/$defs/text\"}, \"heading\": {\"$ref\": \"#/$defs/text\"}, \"text\": {\"$ref\": "
    "\"#/$defs/text\"}, \"path\": {\"type\": \"string\"}, \"format\": {\"type\": \"string\"}}}";

static void add_text(struct buf *b, const char *s)
{
    buf_byte(b, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_byte(b, '\\');
        buf_byte(b, *s);
    }
    buf_byte(b, '"');
}

static void add_words(struct buf *b, const char *const *words)
{
    buf_text(b, "\"enum\": [");
    for (size_t i = 0; words[i]; i++) {
        buf_text(b, i ? ", " : "");
        add_text(b, words[i]);
    }
    buf_byte(b, ']');
}

static void add_link(struct buf *b, const struct link *l)
{
    static const char *const forms[] = {
        [FORM_ONE] = "\"$ref\": \"#/$defs/%s\"",
        [FORM_LIST] = "\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": "
                      "\"#/$defs/%s\"}",
        [FORM_MAP] = "\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": "
                     "{\"$ref\": \"#/$defs/%s\"}",
    };
    const char *form = forms[l->form], *hole = strstr(form, "%s");
    buf_add(b, form, (size_t)(hole - form));
    buf_text(b, l->to);
    buf_text(b, hole + 2);
}

static const struct link *find_link(const char *shape, const char *key)
{
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (strcmp(links[i].shape, shape) == 0 && strcmp(links[i].key, key) == 0)
            return &links[i];
    return NULL;
}

static void add_type(struct buf *b, const struct shape *s, const struct schema_row *row)
{
    const struct link *l = find_link(s->name, row->key);
    switch (row->type) {
    case SCHEMA_TEXT:
        buf_text(b, "\"$ref\": \"#/$defs/text\"");
        break;
    case SCHEMA_WORD:
        add_words(b, row->words);
        break;
    case SCHEMA_BOOL:
        buf_text(b, "\"type\": \"boolean\"");
        break;
    case SCHEMA_COUNT:
        buf_printf(b, "\"type\": \"integer\", \"minimum\": %u", row->least);
        if (row->most)
            buf_printf(b, ", \"maximum\": %u", row->most);
        break;
    case SCHEMA_DATE:
        buf_text(b, "\"$ref\": \"#/$defs/date\"");
        break;
    case SCHEMA_DURATION:
        buf_text(b, "\"type\": \"string\", \"pattern\": \"^[0-9]+[smhdw]$\"");
        break;
    case SCHEMA_SIZE:
        buf_text(b, "\"type\": \"string\", \"pattern\": \"^[0-9]+([KMG]i)?B$\"");
        break;
    case SCHEMA_TEXTS:
        buf_text(b, "\"$ref\": \"#/$defs/texts\"");
        break;
    case SCHEMA_NODE:
        if (l)
            add_link(b, l);
        break;
    }
    if (row->type != SCHEMA_NODE || l)
        buf_text(b, ", ");
    buf_text(b, "\"description\": ");
    add_text(b, row->help);
}

static void add_shape(struct buf *b, const struct shape *s)
{
    const char *comma = "";
    buf_text(b, "\"type\": \"object\", \"additionalProperties\": false, \"required\": [");
    for (size_t i = 0; i < *s->count; i++)
        if (s->rows[i].required) {
            buf_text(b, comma);
            add_text(b, s->rows[i].key);
            comma = ", ";
        }
    buf_text(b, "], \"properties\": {");
    for (size_t i = 0; i < *s->count; i++) {
        buf_text(b, i ? ",\n  " : "\n  ");
        add_text(b, s->rows[i].key);
        buf_text(b, ": {");
        add_type(b, s, &s->rows[i]);
        buf_byte(b, '}');
    }
    buf_byte(b, '}');
}

static void add_severity(struct buf *b)
{
    const char *words[SEVERITY_COUNT + 1] = {NULL};
    for (unsigned i = 0; i < SEVERITY_COUNT; i++)
        words[i] = severity_text((enum severity)i);
    buf_text(b, "\"severity\": {");
    add_words(b, words);
    buf_text(b, "},\n");
}

/* A mapping with the check's own name and its options: one of these. */
static void add_checks(struct buf *b)
{
    buf_text(b, "\"check\": {\"type\": \"object\", \"anyOf\": [");
    for (size_t i = 0; i < check_type_count; i++) {
        const struct check_type *c = check_types[i];
        buf_text(b, i ? ",\n  {\"required\": [" : "\n  {\"required\": [");
        add_text(b, c->name);
        buf_text(b, "], \"additionalProperties\": false, \"properties\": {");
        add_text(b, c->name);
        buf_text(b, ": {\"description\": ");
        add_text(b, c->help);
        buf_byte(b, '}');
        for (size_t k = 0; k < c->key_count; k++) {
            buf_text(b, ", ");
            add_text(b, c->keys[k]);
            buf_text(b, ": {}");
        }
        buf_text(b, "}}");
    }
    buf_text(b, "]}");
}

void rules_schema(struct buf *out)
{
    buf_text(out, "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                  "\"title\": \"Rule pack of duly\",\n\"$ref\": \"#/$defs/top\",\n\"$defs\": {\n");
    buf_text(out, fixed_definitions);
    buf_text(out, ",\n");
    add_severity(out);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        add_text(out, shapes[i].name);
        buf_text(out, ": {");
        add_shape(out, &shapes[i]);
        buf_text(out, "},\n");
    }
    add_checks(out);
    buf_text(out, "}}\n");
}
