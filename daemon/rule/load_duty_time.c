/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a duty is owed: its time of day, recurrence, reminders and what being late costs. */
#include "rule/load_duty.h"

struct every_keys {
    const struct yaml_node *step, *from, *until;
    uint32_t times;
};
struct late_keys {
    const struct yaml_node *severity, *escalate;
};
struct escalate_keys {
    const struct yaml_node *after, *severity;
};

// clang-format off
#define ROW(of, name, at, ...) {.key = name, .type = SCHEMA_NODE, .offset = offsetof(struct of##_keys, at), __VA_ARGS__}
const struct schema_row every_rows[] = {
    ROW(every, "step",  step,  .required = true, .help = "a duration: 1 year, 3 months"),
    ROW(every, "from",  from,  .help = "the first time: a date"),
    ROW(every, "until", until, .help = "no time after this date"),
    {.key = "times", .type = SCHEMA_COUNT, .offset = offsetof(struct every_keys, times), .least = 1, .most = 1000, .help = "how many times"},
};
const struct schema_row late_rows[] = {
    ROW(late, "severity", severity, .required = true, .help = "from the first late day"),
    ROW(late, "escalate", escalate, .help = "when it rises, and to which severity"),
};
const struct schema_row escalate_rows[] = {
    ROW(escalate, "after",    after,    .required = true, .help = "a duration, counted from the first late day"),
    ROW(escalate, "severity", severity, .required = true, .help = "from then on"),
};
#undef ROW
// clang-format on
const size_t every_row_count = sizeof every_rows / sizeof *every_rows;
const size_t late_row_count = sizeof late_rows / sizeof *late_rows;
const size_t escalate_row_count = sizeof escalate_rows / sizeof *escalate_rows;

void load_duty_at(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct span t = node->text;
    bool form = node->kind == YAML_SCALAR && t.n == 5 && t.at[2] == ':';
    for (size_t i = 0; form && i < 5; i++)
        form = i == 2 || (t.at[i] >= '0' && t.at[i] <= '9');
    int hour = form ? (t.at[0] - '0') * 10 + t.at[1] - '0' : 24;
    int minute = form ? (t.at[3] - '0') * 10 + t.at[4] - '0' : 60;
    if (hour > 23 || minute > 59)
        load_error(l, node, "rules.bad-time", "a time of day is wanted here")->hint =
            "hh:mm, as 16:00";
    else
        o->at = (int16_t)(hour * 60 + minute);
}

void load_duty_every(struct loader *l, const struct yaml_node *node, struct obligation *o,
                     enum value_type it)
{
    struct every_keys keys = {0};
    if (!load_bind(l, node, every_rows, every_row_count, &keys))
        return;
    o->every.times = keys.times;
    if (load_duration(l, keys.step, &o->every.step) && o->every.step.count == 0)
        load_error(l, keys.step, "rules.bad-duration", "a duty cannot come again at once");
    o->every.from = load_optional(l, keys.from, VALUE_DATE, it);
    o->every.until = load_optional(l, keys.until, VALUE_DATE, it);
    if (!keys.until && !keys.times)
        load_error(l, node, "rules.unbounded", "a duty that comes again for ever")->hint =
            "until: a date, or times: a number";
}

void load_duty_remind(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    uint32_t n = yaml_count(node);
    if (n == 0)
        load_error(l, node, "rules.empty", "an empty list: nobody would be reminded")->hint =
            "leave the key out for no reminder";
    o->remind = ARENA_ARRAY(l->arena, n, struct duration);
    o->remind_count = n;
    for (uint32_t i = 0; i < n; i++)
        load_duration(l, yaml_item(node, i), &o->remind[i]);
}

void load_duty_late(struct loader *l, const struct yaml_node *node, struct obligation *o)
{
    struct late_keys keys = {0};
    struct escalate_keys escalate = {0};
    if (!load_bind(l, node, late_rows, late_row_count, &keys))
        return;
    load_severity(l, keys.severity, &o->late.severity);
    if (!keys.escalate ||
        !load_bind(l, keys.escalate, escalate_rows, escalate_row_count, &escalate))
        return;
    load_duration(l, escalate.after, &o->late.escalate_after);
    if (load_severity(l, escalate.severity, &o->late.escalate_severity) &&
        o->late.escalate_severity <= o->late.severity)
        load_error(l, escalate.severity, "rules.out-of-range", "this severity is no higher")->hint =
            "it rises from the severity of being late";
}
