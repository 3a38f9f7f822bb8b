/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "flow/doctor_visit.h"
#include "flow/settings.h"

#include <stdio.h>
#include <stdlib.h>

enum { TOLD = 8 }; /* faults that are told; the rest is counted */

static const char health_of[] = {
    [DIAG_NOTE] = HEALTH_OK, [DIAG_WARNING] = HEALTH_WARNING, [DIAG_ERROR] = HEALTH_FAULT};

/* file:line:column: text, and the hint as the remedy. */
static void tell(struct visit *v, const struct diag *d)
{
    const char *place = d->line ? arena_printf(v->arena, ":%u:%u", d->line, d->column) : "";
    struct health_line *l = visit_add(v, (enum health)health_of[d->level], "%s%s%s%s", d->file,
                                      place, *d->file ? ": " : "", d->text);
    l->remedy = d->hint ? arena_strdup(v->arena, d->hint) : NULL;
}

void look_at_configuration(struct visit *v)
{
    const char *file = v->setup->config_file;
    struct diags diags = {.arena = v->arena};
    v->config = config_default(v->arena);
    if (!file) {
        visit_add(v, HEALTH_WARNING, "there is none: nothing is watched")->remedy =
            "write /etc/duly/duly.yaml, see duly.yaml(5)";
        return;
    }
    bool good = config_load(v->arena, file, &v->config, &diags);
    v->faulty = !good;
    diags_sort(&diags);
    for (size_t i = 0; i < diags.list.n && i < TOLD; i++)
        if (diags.list.at[i].level != DIAG_NOTE)
            tell(v, &diags.list.at[i]);
    if (good && v->config.root_count == 0)
        visit_add(v, HEALTH_WARNING, "%s names no roots: nothing is watched", file)->remedy =
            "roots: [{path: /srv/agreements}]";
    else if (good)
        visit_add(v, HEALTH_OK, "%s, %zu root%s", file, v->config.root_count,
                  v->config.root_count == 1 ? "" : "s");
}

/* ---- packs, as the daemon's user finds them ---- */

/* What the other process found: texts, since its memory is its own. */
struct loaded {
    bool good;
    size_t packs, errors, told;
    struct {
        enum diag_level level;
        uint32_t line, column;
        char file[512], text[512], hint[256];
    } faults[TOLD];
};

static void note(struct loaded *l, const struct diag *d)
{
    if (d->level != DIAG_ERROR || l->told == TOLD)
        return;
    l->faults[l->told].level = d->level;
    l->faults[l->told].line = d->line;
    l->faults[l->told].column = d->column;
    snprintf(l->faults[l->told].file, sizeof l->faults->file, "%s", d->file);
    snprintf(l->faults[l->told].text, sizeof l->faults->text, "%s", d->text);
    snprintf(l->faults[l->told].hint, sizeof l->faults->hint, "%s", d->hint ? d->hint : "");
    l->told++;
}

static void load(const struct visit *v, void *shared)
{
    struct loaded *l = shared;
    struct diags diags = {.arena = v->arena};
    const struct settings_source source = {.config_file = v->setup->config_file};
    struct settings *s = settings_load(&source, &diags);
    const struct pack *const *packs;
    diags_sort(&diags);
    l->errors = diags.errors;
    for (size_t i = 0; i < diags.list.n; i++)
        note(l, &diags.list.at[i]);
    l->good = s != NULL;
    l->packs = s ? rules_packs(s->rules, &packs) : 0;
    settings_free(s);
}

void look_at_packs(struct visit *v)
{
    struct loaded *l = ARENA_NEW(v->arena, struct loaded);
    if (v->faulty)
        return; /* which packs are meant is not known */
    if (!visit_as_service(v, load, l, sizeof *l)) {
        visit_add(v, HEALTH_FAULT, "the packs could not be loaded: the process that did it ended");
        return;
    }
    for (size_t i = 0; i < l->told; i++)
        tell(v, &(struct diag){.level = l->faults[i].level,
                               .file = l->faults[i].file,
                               .line = l->faults[i].line,
                               .column = l->faults[i].column,
                               .text = l->faults[i].text,
                               .hint = l->faults[i].hint[0] ? l->faults[i].hint : NULL});
    if (l->errors > l->told)
        visit_add(v, HEALTH_FAULT, "and %zu more", l->errors - l->told)->remedy = "duly rules lint";
    if (l->good)
        visit_add(v, HEALTH_OK, "%zu pack%s, no fault", l->packs, l->packs == 1 ? "" : "s");
    else if (l->told == 0)
        visit_add(v, HEALTH_FAULT, "the packs do not load")->remedy = "duly rules lint";
}

void look_at_zone(struct visit *v)
{
    char text[MOMENT_TEXT];
    if (clock_set_zone(v->config.zone))
        visit_add(v, HEALTH_OK, "%s, where it is %s", v->config.zone,
                  clock_text(clock_now(), text));
    else
        visit_add(v, HEALTH_FAULT, "tzdata does not know %s: no deadline can be told",
                  v->config.zone)
            ->remedy = "apt-get install tzdata  # or mend `zone`";
}
