/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a pack, each loaded by a file of its own: what they share. */
#pragma once

#include "rule/load.h"

/* One entry of a top-level mapping, which may be spread over the files of a pack. */
struct part {
    const char *file;
    const struct yaml_entry *entry;
};
struct parts {
    struct part *at;
    uint32_t n;
};

/* Binds with the file being read and the loader's diagnostics. */
static inline bool load_bind(struct loader *l, const struct yaml_node *map,
                             const struct schema_row *rows, size_t count, void *target)
{
    return schema_bind(l->arena, map, rows, count, target, l->file, l->diags);
}

/* A diagnostic at a key rather than at its value. */
struct diag *load_error_key(struct loader *l, const struct yaml_entry *entry, const char *id,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Letters, digits, '-', '_' and '.'; diagnosed if it is anything else. */
bool load_is_id(struct loader *l, const struct yaml_entry *entry, const char *what);

/* A kind of this pack or of one that it uses; NULL after diagnosing. */
const struct kind *load_kind_name(struct loader *l, const struct yaml_node *node);

bool pack_has_rule(const struct pack *p, struct span id);

struct message_scope {
    enum value_type it;
    unsigned specials; /* bits 1 << SPECIAL_x */
    const char *what;  /* hint: which ones there are */
};
bool load_template(struct loader *l, const struct yaml_node *node,
                   const struct message_scope *scope, struct message_template *ret);
bool load_message(struct loader *l, const struct yaml_node *node, const struct message_scope *scope,
                  struct message_template *ret_en, struct message_template *ret_sv);

/* "{dnr}/ÖK{number}" over the facts of a kind. */
bool load_key(struct loader *l, const struct kind *kind, const struct yaml_node *node,
              struct template *ret);

bool load_evidence(struct loader *l, const struct yaml_node *node, struct evidence *ret);

/* Each takes the entries of one top-level mapping into l->pack. All go on after an error. */
void load_params(struct loader *l, struct parts parts);
void load_kind_ids(struct loader *l, struct parts parts); /* so that names can be looked up */
void load_facts(struct loader *l, struct parts parts);
void load_kinds(struct loader *l, struct parts parts);
void load_rules(struct loader *l, struct parts parts);
void load_obligations(struct loader *l, struct parts parts);

/* Puts the values of parameters where "$name" stands alone. */
void params_substitute(struct loader *l, struct parts parts);
void params_unused(struct loader *l);

/* The rows of every mapping, for `duly rules schema`. */
#define ROWS(name)                                                                                 \
    extern const struct schema_row name##_rows[];                                                  \
    extern const size_t name##_row_count;
ROWS(top)
ROWS(pack)
ROWS(use)
ROWS(param)
ROWS(kind)
ROWS(amends)
ROWS(fact)
ROWS(rule)
ROWS(effective)
ROWS(message)
ROWS(obligation)
ROWS(every)
ROWS(wanted)
ROWS(content)
ROWS(late)
ROWS(escalate)
ROWS(then)
#undef ROWS
