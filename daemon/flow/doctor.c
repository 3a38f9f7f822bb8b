/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/visible.h"
#include "flow/doctor_visit.h"

/* In this order: the later ones use what the earlier ones found out. */
static const struct {
    const char *name;
    void (*look)(struct visit *v);
} checks[] = {
    // clang-format off
    {"configuration", look_at_configuration},
    {"service",       look_at_service},
    {"packs",         look_at_packs},
    {"zone",          look_at_zone},
    {"root",          look_at_roots},
    {"watches",       look_at_watches},
    {"state",         look_at_state},
    {"ledger",        look_at_ledger},
    {"control",       look_at_run},
    {"syslog",        look_at_syslog},
    {"jail",          look_at_jail},
    {"kernel",        look_at_kernel},
    // clang-format on
};

struct health_line *visit_add(struct visit *v, enum health h, const char *format, ...)
{
    va_list args;
    struct health_line *l = VEC_ADD(v->arena, &v->report->lines);
    va_start(args, format);
    l->found = arena_vprintf(v->arena, format, args);
    va_end(args);
    l->health = h;
    l->check = v->check;
    return l;
}

static bool is_plain(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-+@:,=%";
    return *word && word[strspn(word, plain)] == '\0';
}

/* In $'...' every byte can be written, also those that would not be shown as they are. */
const char *visit_quoted(struct visit *v, const char *word)
{
    struct buf out _cleanup_buf_ = {0};
    if (is_plain(word))
        return word;
    if (visible_is(span_of(word)) && !strchr(word, '\''))
        return arena_printf(v->arena, "'%s'", word);
    buf_text(&out, "$'");
    for (; *word; word++)
        if ((unsigned char)*word < 0x20 || (unsigned char)*word >= 0x7f || strchr("'\\", *word))
            buf_printf(&out, "\\x%02x", (unsigned)(unsigned char)*word);
        else
            buf_byte(&out, *word);
    buf_byte(&out, '\'');
    return arena_copy(v->arena, buf_peek(&out)).at;
}

void doctor_look(struct arena *a, const struct doctor_setup *s, struct health_report *ret)
{
    *ret = (struct health_report){.version = s->version};
    struct visit v = {.arena = a, .setup = s, .report = ret};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        v.check = checks[i].name;
        checks[i].look(&v);
    }
    ret->user = v.service.name;
}
