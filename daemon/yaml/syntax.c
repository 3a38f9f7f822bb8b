/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "yaml/syntax.h"

#include "base/utf8.h"

struct complaint {
    const char *problem; /* libyaml 0.2's own words */
    const char *id;
    const char *text;
    const char *hint; /* NULL: where the part began that could not be read to its end */
};

static const char tab_text[] = "a tab stands where YAML wants blanks";
static const char tab_hint[] = "indent with blanks; a tab may stand in quoted text only";
static const char quotes_hint[] = "put text that holds this character in single quotes";

// clang-format off
static const struct complaint complaints[] = {
    {"found a tab character that violates indentation",             "yaml.tab",    tab_text, tab_hint},
    {"found a tab character where an indentation space is expected", "yaml.tab",   tab_text, tab_hint},
    {"mapping values are not allowed in this context",              "yaml.syntax", "a key and ':' cannot stand here", "put text that holds ': ' in quotes, and let keys of one mapping begin in the same column"},
    {"block sequence entries are not allowed in this context",      "yaml.syntax", "a list item '- ' cannot stand here", "begin it on a line of its own"},
    {"block mapping entries are not allowed in this context",       "yaml.syntax", "'? ' cannot stand here", quotes_hint},
    {"mapping keys are not allowed in this context",                "yaml.syntax", "'? ' cannot stand here", quotes_hint},
    {"could not find expected ':'",                                 "yaml.syntax", "a key without ':'", "write 'key: value'; long text goes into quotes"},
    {"found unexpected end of stream",                              "yaml.syntax", "quoted text is not closed before the file ends", NULL},
    {"found unexpected document indicator",                         "yaml.syntax", "quoted text is not closed before '---'", NULL},
    {"found unknown escape character",                              "yaml.syntax", "no such escape in double quotes", "use single quotes, where '\\' is only itself, or write '\\\\'"},
    {"did not find expected hexdecimal number",                     "yaml.syntax", "an escape without its hexadecimal digits", "use single quotes, where '\\' is only itself, or write '\\\\'"},
    {"found invalid Unicode character escape code",                 "yaml.syntax", "an escape for something that is no character", "write the character itself"},
    {"found unexpected ':'",                                        "yaml.syntax", "':' cannot stand here", quotes_hint},
    {"did not find expected key",                                   "yaml.syntax", "this does not fit into the mapping around it", NULL},
    {"did not find expected '-' indicator",                         "yaml.syntax", "this does not fit into the list around it", NULL},
    {"did not find expected ',' or '}'",                            "yaml.syntax", "',' or '}' is missing before this", NULL},
    {"did not find expected ',' or ']'",                            "yaml.syntax", "',' or ']' is missing before this", NULL},
    {"did not find expected node content",                          "yaml.syntax", "a value is missing before this", NULL},
    {"did not find expected <document start>",                      "yaml.syntax", "this stands behind the end of the file's content", "a file holds one mapping, all its keys in the first column"},
    {"found undefined tag handle",                                  "yaml.tag",    "a tag ('!...') is not allowed", "put text that begins with '!' in quotes"},
    {"did not find expected tag URI",                               "yaml.tag",    "a tag ('!...') is not allowed", "put text that begins with '!' in quotes"},
    {"did not find expected '!'",                                   "yaml.tag",    "a tag ('!...') is not allowed", "put text that begins with '!' in quotes"},
    {"did not find expected alphabetic or numeric character",       "yaml.anchor", "an anchor ('&') or alias ('*') is not allowed", "put text that begins with '&' or '*' in quotes"},
    {"found incompatible YAML document",                            "yaml.directive", "a '%YAML' directive is not allowed", "leave it out"},
};
// clang-format on

static const struct complaint *find(const char *problem)
{
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++)
        if (strcmp(problem, complaints[i].problem) == 0)
            return &complaints[i];
    return NULL;
}

/* libyaml's "index" counts characters; lines and columns suffice to find the byte. */
static struct span at_mark(struct span bytes, yaml_mark_t mark)
{
    for (size_t line = 0; line < mark.line && bytes.n; line++) {
        const char *end = memchr(bytes.at, '\n', bytes.n);
        bytes = span_cut(bytes, end ? (size_t)(end - bytes.at) + 1 : bytes.n, bytes.n);
    }
    for (size_t column = 0; column < mark.column && bytes.n; column++) {
        size_t length;
        utf8_decode(bytes, &length);
        bytes = span_cut(bytes, length, bytes.n);
    }
    return bytes;
}

/* "@", "`" and "%" cannot begin a value, nor can a tab that indents. */
static void bad_start(const yaml_parser_t *p, const char *file, struct span bytes,
                      struct diags *diags)
{
    yaml_mark_t mark = p->problem_mark;
    uint32_t line = (uint32_t)mark.line + 1, column = (uint32_t)mark.column + 1;
    struct span at = at_mark(bytes, mark);
    if (at.n && at.at[0] == '\t') {
        diag_add(diags, DIAG_ERROR, "yaml.tab", file, line, column, "%s", tab_text)->hint =
            tab_hint;
        return;
    }
    size_t length = 0;
    if (at.n)
        utf8_decode(at, &length);
    diag_add(diags, DIAG_ERROR, "yaml.syntax", file, line, column, "'%.*s' cannot begin a value",
             (int)length, at.n ? at.at : "")
        ->hint = quotes_hint;
}

void yaml_syntax_error(const yaml_parser_t *p, const char *file, struct span bytes,
                       struct diags *diags)
{
    const char *problem = p->problem ? p->problem : "no memory";
    uint32_t line = (uint32_t)p->problem_mark.line + 1;
    uint32_t column = (uint32_t)p->problem_mark.column + 1;
    if (strcmp(problem, "found character that cannot start any token") == 0) {
        bad_start(p, file, bytes, diags);
        return;
    }
    const struct complaint *c = find(problem);
    struct diag *d = diag_add(diags, DIAG_ERROR, c ? c->id : "yaml.syntax", file, line, column,
                              c ? "%s" : "this is no YAML: %s", c ? c->text : problem);
    if (c && c->hint)
        d->hint = c->hint;
    else if (p->context)
        d->hint =
            arena_printf(diags->arena, "what is not finished began at line %zu, column %zu",
                         (size_t)p->context_mark.line + 1, (size_t)p->context_mark.column + 1);
    else
        d->hint = "look at the indentation, quotes and brackets just before";
}

bool yaml_text_check(const char *file, struct span bytes, struct diags *diags)
{
    uint32_t line = 1, column = 1;
    for (size_t i = 0, length; i < bytes.n; i += length) {
        int32_t c = utf8_decode(span_cut(bytes, i, bytes.n), &length);
        if (c < 0) {
            diag_add(diags, DIAG_ERROR, "yaml.encoding", file, line, column,
                     "byte 0x%02x is no UTF-8", (unsigned char)bytes.at[i])
                ->hint = "save the file as UTF-8";
            return false;
        }
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) {
            diag_add(diags, DIAG_ERROR, "yaml.encoding", file, line, column,
                     "control character U+%04X", (unsigned)c)
                ->hint = "take it out";
            return false;
        }
        line += c == '\n';
        column = c == '\n' ? 1 : column + 1;
    }
    return true;
}
