/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading packs: what the parts of the loader, and the checks' load(), share. */
#pragma once

#include "rule/model.h"

struct loader {
    struct arena *arena; /* the rule set's */
    struct diags *diags;
    struct rules *rules;
    struct pack *pack;       /* being loaded */
    const char *file;        /* being read */
    const struct kind *kind; /* of the rule being loaded, or NULL */

    /* The loader's own. */
    const struct expression_scope *scope; /* names an obligation may use beside its kind's facts */
    size_t first_diag; /* of the rule being loaded: a rule of two kinds is faulty once */
    bool repeats;      /* ... while it is loaded for the second of them and those that follow */
    VEC(uint32_t *) probes; /* where handles rest until the table is sealed */
};

/* A diagnostic at a node of the file being read. */
struct diag *load_error(struct loader *l, const struct yaml_node *at, const char *id,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));

/* "text" or "re:pattern" → a probe; false, and *ret NO_PROBE, after diagnosing. ret must stay where
   it is (the arena, and no VEC that still grows): when the table is sealed, the handle in it is
   overwritten with the index. */
bool load_probe(struct loader *l, const struct yaml_node *node, enum probe_region region,
                uint32_t *ret);

/* The same for a list of them (one scalar counts as a list of one). */
struct probe_list {
    uint32_t *at;
    struct span *texts; /* as written */
    uint32_t n;
};
bool load_probes(struct loader *l, const struct yaml_node *node, enum probe_region region,
                 struct probe_list *ret);

/* "Bakgrund", or a list of alternatives: [Bakgrund, Inledning]. */
bool load_section_name(struct loader *l, const struct yaml_node *node, struct section_name *ret);

/* An expression of the wanted type (VALUE_NOTHING: any); `it` has the given type. NULL after
   diagnosing. */
const struct expression *load_expression(struct loader *l, const struct yaml_node *node,
                                         enum value_type wanted, enum value_type it);

/* A fact of the rule's kind or a built-in collection; false after diagnosing (with suggestion). */
bool load_fact_name(struct loader *l, const struct yaml_node *node,
                    const struct fact_definition **ret_fact, const struct builtin **ret_builtin);

bool load_severity(struct loader *l, const struct yaml_node *node, enum severity *ret);

bool load_duration(struct loader *l, const struct yaml_node *node, struct duration *ret);

/* The index of one of some words; `what` completes "... is not". */
bool load_word(struct loader *l, const struct yaml_node *node, const char *const *words,
               size_t count, const char *what, unsigned *ret);

/* A scalar that is not empty, else diagnosed as "WHAT is wanted here". */
bool load_is_text(struct loader *l, const struct yaml_node *node, const char *what);

/* "did you mean ...?" or, if nothing is near, the other hint. */
const char *load_hint(struct loader *l, struct span word, const char *const *words, size_t count,
                      const char *otherwise);

/* Names to choose from, when they are not in a table. After many faults no more are gathered:
   thousands of names for each of thousands of misspelt words would take minutes. */
struct candidates {
    const char **at;
    size_t n, room;
};
void load_candidate(struct loader *l, struct candidates *c, struct span name);

struct mark load_mark(const struct loader *l, const struct yaml_node *at);

/* A pattern without "re:" before it, being part of the node's text; a probe that is made already.
 */
bool load_pattern(struct loader *l, const struct yaml_node *node, struct span pattern,
                  enum probe_region region, uint32_t *ret);
bool load_add_probe(struct loader *l, const struct yaml_node *node, struct probe probe,
                    uint32_t *ret);

/* Keys of the check's mapping that are neither its name nor in type->keys are diagnosed already. */
