/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong first, each with a mark of its own; then what is open and when it changes; then how
   the daemon does. */
#include "base/utf8.h"
#include "outlet/answer.h"
#include "outlet/json.h"
#include "outlet/status.h"

enum { LABEL_WIDTH = 14 };

struct page {
    struct buf *out;
    const cJSON *json;
    enum language language;
};

/* One word or sentence; what is counted has a form for one and a form for many. */
struct words {
    const char *en[2], *sv[2];
};

static const char *in(const struct page *p, struct words w, uint64_t count)
{
    const char *const *forms = p->language == LANGUAGE_SWEDISH ? w.sv : w.en;
    return forms[count != 1 && forms[1]];
}

static const cJSON *part(const struct page *p, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(p->json, key);
}

static uint64_t number(const struct page *p, const char *key)
{
    return answer_number(p->json, key);
}

static void add_count(const struct page *p, uint64_t count, struct words w)
{
    buf_printf(p->out, "%llu %s", (unsigned long long)count, in(p, w, count));
}

static void add_count_if(const struct page *p, uint64_t count, struct words w)
{
    if (count == 0)
        return;
    buf_text(p->out, ", ");
    add_count(p, count, w);
}

// clang-format off
static const struct words
    document =   {{"document", "documents"},           {"dokument", NULL}},
    to_be_read = {{"to be read", NULL},                {"att läsa", NULL}},
    unsettled =  {{"being written", NULL},             {"under ändring", NULL}},
    unreadable = {{"unreadable", NULL},                {"oläsligt", "oläsliga"}},
    waiting =    {{"event waits", "events wait"},      {"händelse väntar", "händelser väntar"}},
    none =       {{"none", NULL},                      {"inga", NULL}},
    never =      {{"none", NULL},                      {"ingen", NULL}},
    since =      {{"since", NULL},                     {"sedan", NULL}},
    process =    {{"process", NULL},                   {"process", NULL}},
    folder =     {{"folder", "folders"},               {"mapp", "mappar"}},
    watch =      {{"watch", "watches"},                {"bevakning", "bevakningar"}},
    allowed =    {{"of", NULL},                        {"av", NULL}},
    polled =     {{"looked at now and then", NULL},    {"genomsöks då och då", NULL}},
    overflow =   {{"overflow", "overflows"},           {"överfull kö", "överfulla köer"}},
    said =       {{"said", NULL},                      {"sagd", "sagda"}};

static const struct words root_states[] = {
    {{"watched", NULL}, {"bevakas", NULL}},
    {{"polled", NULL},  {"genomsöks då och då", NULL}},
    {{"gone", NULL},    {"borta", NULL}},
};
// clang-format on

/* ---- what is wrong ---- */

static bool is_gone(const cJSON *root)
{
    return span_is(answer_text(root, "state"), "gone");
}

static void gone_roots(const struct page *p)
{
    static const struct words text = {
        {"is gone: what is known of it stays as it was, and nothing new is seen", NULL},
        {"är borta: det som är känt står kvar, och inget nytt syns", NULL}};
    const cJSON *root;
    cJSON_ArrayForEach(root, part(p, "roots"))
    {
        if (!is_gone(root))
            continue;
        buf_text(p->out, "! ");
        answer_show(p->out, answer_text(root, "path"));
        buf_printf(p->out, " %s\n", in(p, text, 1));
    }
}

static void rejected_rules(const struct page *p)
{
    static const struct words text = {
        {"the rules on disk are faulty, the last good ones are in force", NULL},
        {"reglerna på disken är felaktiga, de senast giltiga gäller", NULL}};
    struct span why = answer_text(part(p, "rules"), "rejected");
    if (why.n == 0)
        return;
    buf_printf(p->out, "! %s: ", in(p, text, 1));
    answer_show(p->out, why);
    buf_byte(p->out, '\n');
}

static void stalled_syslog(const struct page *p)
{
    static const struct words text = {{"the system log has taken nothing", NULL},
                                      {"systemloggen har inte tagit emot något", NULL}};
    const cJSON *syslog = part(p, "syslog");
    if (!span_is(answer_text(syslog, "state"), "stalled"))
        return;
    buf_printf(p->out, "! %s %s ", in(p, text, 1), in(p, since, 1));
    answer_show(p->out, answer_text(syslog, "since"));
    add_count_if(p, number(p, "unsent"), waiting);
    buf_byte(p->out, '\n');
}

/* A number that should be 0. */
static void add_trouble(const struct page *p, uint64_t count, struct words w)
{
    if (count == 0)
        return;
    buf_text(p->out, "! ");
    add_count(p, count, w);
    buf_byte(p->out, '\n');
}

static void troubles(const struct page *p)
{
    static const struct words documents = {
        {"document could not be read", "documents could not be read"},
        {"dokument kunde inte läsas", NULL}};
    static const struct words folders = {{"folder cannot be opened", "folders cannot be opened"},
                                         {"mapp kan inte öppnas", "mappar kan inte öppnas"}};
    static const struct words missed = {
        {"change was found by comparing only: nothing had announced it",
         "changes were found by comparing only: nothing had announced them"},
        {"ändring märktes först vid jämförelse: inget hade anmält den",
         "ändringar märktes först vid jämförelse: inget hade anmält dem"}};
    static const struct words memory = {
        {"the ledger is in memory: a restart says everything again", NULL},
        {"liggaren finns bara i minnet: en omstart säger allt en gång till", NULL}};
    gone_roots(p);
    rejected_rules(p);
    stalled_syslog(p);
    add_trouble(p, number(p, "unreadable"), documents);
    add_trouble(p, answer_number(part(p, "watches"), "unreadable"), folders);
    add_trouble(p, answer_number(part(p, "watches"), "missed"), missed);
    if (span_is(answer_text(p->json, "ledger"), "in memory"))
        buf_printf(p->out, "! %s\n", in(p, memory, 1));
}

/* ---- rows ---- */

static void findings(const struct page *p)
{
    const char *comma = "";
    for (int s = SEVERITY_COUNT; s-- > 0;) {
        const char *name = severity_text((enum severity)s);
        uint64_t count = answer_number(part(p, "findings"), name);
        if (count > 0)
            buf_printf(p->out, "%s%llu %s", comma, (unsigned long long)count, name);
        comma = count > 0 ? ", " : comma;
    }
    if (!*comma)
        buf_text(p->out, in(p, none, 1));
}

static void next_due(const struct page *p)
{
    struct span at = answer_text(p->json, "next_due");
    answer_show(p->out, at.n > 0 ? at : span_of(in(p, never, 1)));
}

static void documents(const struct page *p)
{
    buf_printf(p->out, "%llu", (unsigned long long)number(p, "documents"));
    add_count_if(p, number(p, "unreadable"), unreadable);
    add_count_if(p, number(p, "pending"), to_be_read);
    add_count_if(p, number(p, "unsettled"), unsettled);
}

static void add_root_state(const struct page *p, struct span state)
{
    for (size_t i = 0; i < sizeof root_states / sizeof *root_states; i++)
        if (span_is(state, root_states[i].en[0])) {
            buf_text(p->out, in(p, root_states[i], 1));
            return;
        }
    answer_show(p->out, state);
}

static void add_root(const struct page *p, const cJSON *root)
{
    const cJSON *packs = cJSON_GetObjectItemCaseSensitive(root, "packs");
    answer_show(p->out, answer_text(root, "path"));
    buf_text(p->out, ": ");
    add_root_state(p, answer_text(root, "state"));
    buf_text(p->out, ", ");
    add_count(p, answer_number(root, "documents"), document);
    if (cJSON_GetArraySize(packs) > 0)
        buf_text(p->out, "; ");
    answer_show_list(p->out, packs);
}

static void roots(const struct page *p)
{
    const cJSON *root;
    bool first = true;
    for (int gone = 1; gone >= 0; gone--)
        cJSON_ArrayForEach(root, part(p, "roots"))
        {
            if (is_gone(root) != gone)
                continue;
            if (!first)
                buf_printf(p->out, "\n%*s", LABEL_WIDTH, "");
            add_root(p, root);
            first = false;
        }
    if (first)
        buf_text(p->out, in(p, none, 1));
}

static void rules(const struct page *p)
{
    const cJSON *of = part(p, "rules");
    answer_show(p->out, answer_text(of, "revision"));
    buf_text(p->out, ": ");
    answer_show_list(p->out, cJSON_GetObjectItemCaseSensitive(of, "packs"));
}

static void events(const struct page *p)
{
    add_count(p, number(p, "last_seq"), said);
    add_count_if(p, number(p, "unsent"), waiting);
}

static void ledger(const struct page *p)
{
    answer_show(p->out, answer_text(p->json, "ledger"));
}

static void watches(const struct page *p)
{
    const cJSON *of = part(p, "watches");
    uint64_t most = answer_number(of, "allowed");
    add_count(p, answer_number(of, "folders"), folder);
    buf_text(p->out, ", ");
    add_count(p, answer_number(of, "watches"), watch);
    if (most > 0)
        buf_printf(p->out, " %s %llu", in(p, allowed, 1), (unsigned long long)most);
    add_count_if(p, answer_number(of, "polled"), polled);
    add_count_if(p, answer_number(of, "overflows"), overflow);
}

static void loop(const struct page *p)
{
    buf_printf(p->out, "%llu ms", (unsigned long long)answer_number(part(p, "loop"), "longest_ms"));
}

static void daemon_itself(const struct page *p)
{
    buf_text(p->out, "duly ");
    answer_show(p->out, answer_text(p->json, "version"));
    buf_printf(p->out, ", %s %llu, %s ", in(p, process, 1), (unsigned long long)number(p, "pid"),
               in(p, since, 1));
    answer_show(p->out, answer_text(p->json, "since"));
}

static const struct row {
    struct words label;
    void (*add)(const struct page *p);
} rows[] = {
    // clang-format off
    {{{"findings", NULL},     {"anmärkningar", NULL}}, findings},
    {{{"next due", NULL},     {"nästa frist", NULL}},  next_due},
    {{{"documents", NULL},    {"dokument", NULL}},     documents},
    {{{"roots", NULL},        {"rötter", NULL}},       roots},
    {{{"rules", NULL},        {"regler", NULL}},       rules},
    {{{"events", NULL},       {"händelser", NULL}},    events},
    {{{"ledger", NULL},       {"liggare", NULL}},      ledger},
    {{{"watched", NULL},      {"bevakning", NULL}},    watches},
    {{{"longest step", NULL}, {"längsta steg", NULL}}, loop},
    {{{"daemon", NULL},       {"tjänst", NULL}},       daemon_itself},
    // clang-format on
};

bool status_text(struct span json, enum language l, struct buf *out)
{
    cJSON *answer _cleanup_json_ = answer_to(json, "status");
    const struct page p = {out, answer, l};
    if (!answer || !part(&p, "documents"))
        return false;
    troubles(&p);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *label = in(&p, rows[i].label, 1);
        buf_printf(out, "%s%*s", label, LABEL_WIDTH - (int)utf8_count(span_of(label)), "");
        rows[i].add(&p);
        buf_byte(out, '\n');
    }
    return true;
}
