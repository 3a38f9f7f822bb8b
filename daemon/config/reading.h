/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration while it is read. */
#pragma once

#include "config/config.h"
#include "yaml/schema.h"

struct config_reading {
    struct arena *arena;
    const char *file;   /* as it was named */
    const char *folder; /* where it lies: what relative paths begin from */
    struct diags *diags;
};

struct diag *config_error(const struct config_reading *r, const struct yaml_node *at,
                          const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

bool config_bind(const struct config_reading *r, const struct yaml_node *map,
                 const struct schema_row *rows, size_t count, void *target);

/* Absolute, without empty parts, "." and a final '/'. Scalars that are no text are passed over:
   the rows have told of them. False after diagnosing. */
bool config_path(const struct config_reading *r, const struct yaml_node *node, const char **ret);

/* Texts of a list, or one text; *ret and *ret_count are untouched where the rows found a fault. */
bool config_texts(const struct config_reading *r, const struct yaml_node *list,
                  bool (*check)(const struct config_reading *r, const struct yaml_node *item),
                  const char *const **ret, size_t *ret_count);

/* The same for a socket, which lies at `name` beneath it. */
bool config_socket_path(const struct config_reading *r, const struct yaml_node *node,
                        const char *name, const char **ret);

/* Parts of the file. What is wrong in them is diagnosed, and leaves *ret as it was. */
void config_read_roots(const struct config_reading *r, const struct yaml_node *list,
                       struct config *ret);
void config_read_syslog(const struct config_reading *r, const struct yaml_node *map,
                        struct config *ret);
void config_read_reminders(const struct config_reading *r, const struct yaml_node *map,
                           struct config *ret);
void config_read_limits(const struct config_reading *r, const struct yaml_node *map,
                        struct config *ret);
void config_read_reports(const struct config_reading *r, const struct yaml_node *map);
void config_read_privacy(const struct config_reading *r, const struct yaml_node *map);

/* Whether tzdata has a zone of this name. */
bool config_zone_is_known(const char *name);
