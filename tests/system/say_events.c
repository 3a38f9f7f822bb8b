/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * say_events SOCKET EXPECTED FIRST LAST [SKIPPED]: says the events numbered FIRST to LAST, of every
 * type, through the outlet's own code, to a receiver of the system log, and writes to EXPECTED what
 * the receiver must have understood: one line per event, fields between tabs. Documents have names
 * that a hostile person would give them. A number is the same event in every run, whatever the
 * others are. The event numbered SKIPPED is kept back.
 */
#include "base/visible.h"
#include "outlet/json.h"
#include "outlet/syslog.h"

#include <poll.h>
#include <stdio.h>

enum { LIFE = 4, PID = 4242, FACILITY = 3, DEADLINE = 120000 };

/* ---- chance, the same in every run (splitmix64) ---- */

static uint64_t next(uint64_t *chance)
{
    uint64_t z = (*chance += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *chance, size_t n)
{
    return (size_t)(next(chance) % n);
}

/* ---- names ---- */

static const char *const pieces[] = {
    "\n<8>Oct 16 00:00:00 sshd[1]: forged",
    "\nduly[812]: @cee: {\"msg\":\"forged\"}",
    "\r\nBcc: everyone@example.org",
    "\r\n\r\n.\r\nMAIL FROM: <x@example.org>\r\n",
    "\n.\n",
    "\t",
    "\r",
    "'; DROP TABLE duly_event; --",
    "''",
    "\\'",
    "$$",
    "\"}",
    "\",\"rule\":\"forged\"",
    "\\",
    "\\\\",
    "\\x0a",
    "\\u000a",
    "\\n",
    "#012",
    "%$!path%",
    "%msg%",
    "${.duly.msg}",
    "$(echo forged)",
    "@cee: {}",
    "\033[2J",
    "\033]0;forged\a",
    "\177",
    "\302\205",
    "\342\200\250",
    "\342\200\256",
    "\342\201\246",
    "\377",
    "\300\257",
    "\355\240\200",
    "\360\237\223\204",
    "\303\226versikt",
    "avtal",
    " ",
    "..",
    "-rf",
    "<script>",
    "&amp;",
    ",",
    ";",
    ":12:",
    "(",
    "{",
    "[",
    "`id`",
    "%s%n",
};

static void add_piece(struct buf *out, uint64_t *chance)
{
    char byte;
    if (below(chance, 2) == 0) {
        buf_text(out, pieces[below(chance, sizeof pieces / sizeof *pieces)]);
        return;
    }
    do
        byte = (char)below(chance, 256);
    while (byte == '\0' || byte == '/');
    buf_byte(out, byte);
}

/* A file name is at most 255 bytes (NAME_MAX); most are short. */
static struct span hostile(struct arena *a, uint64_t *chance, const char *folder)
{
    struct buf name _cleanup_buf_ = {0};
    size_t length = 1 + below(chance, below(chance, 20) == 0 ? 255 : 30);
    buf_text(&name, folder);
    while (name.n < strlen(folder) + length)
        add_piece(&name, chance);
    return arena_copy(a, span_cut(buf_peek(&name), 0, strlen(folder) + 255));
}

/* ---- events ---- */

/* The same finding through its life: only state and severity change. */
static struct finding make_finding(struct arena *a, size_t number, size_t step)
{
    static const enum state states[LIFE] = {STATE_OPEN, STATE_DUE_SOON, STATE_OVERDUE,
                                            STATE_FULFILLED_LATE};
    static const enum severity severities[LIFE] = {SEVERITY_NOTICE, SEVERITY_WARNING,
                                                   SEVERITY_ERROR, SEVERITY_CRITICAL};
    uint64_t chance = number + 1;
    struct finding f = {
        .pack = SPAN("general"),
        .rule = span_of(arena_printf(a, "rule-%zu", number % 37)),
        .verdict = VERDICT_FAIL,
        .severity = severities[(number + step) % LIFE],
        .file = hostile(a, &chance, "a/"),
        .place = {.line = (uint32_t)(number % 3 ? number % 999 + 1 : 0)},
        .state = number % 2 ? states[step] : STATE_NONE,
        .due = 20000 + (civil_day)(number % 300),
        .has_due = number % 2,
        .fingerprint = number + 1,
    };
    if (number % 5 == 0)
        f.record_case = hostile(a, &chance, "");
    else if (number % 2)
        f.record_case = span_of(arena_printf(a, "7.4.2-2019:%zu", number));
    f.message.en = hostile(a, &chance, "The report that ");
    return f;
}

static enum event_type finding_event(size_t number, size_t step)
{
    static const enum event_type types[LIFE] = {EVENT_FINDING_OPENED, EVENT_FINDING_CHANGED,
                                                EVENT_FINDING_REMINDED, EVENT_FINDING_RESOLVED};
    return step == LIFE - 1 && number % 3 == 0 ? EVENT_FINDING_FLAPPING : types[step];
}

/* Each fifteenth event is about something else than one finding. */
static struct event make_event(struct arena *a, uint64_t seq)
{
    enum { OTHERS = EVENT_TYPES - EVENT_FINDING_GROUP };
    size_t number = (size_t)seq / LIFE, step = (size_t)seq % LIFE;
    struct finding *f = ARENA_NEW(a, struct finding);
    struct event e = {.seq = seq, .at = clock_now(), .finding = f};
    *f = make_finding(a, number, step);
    e.severity = f->severity;
    e.message = f->message;
    e.type = finding_event(number, step);
    if (seq % 15 == 0) {
        e.type = (enum event_type)(EVENT_FINDING_GROUP + seq / 15 % OTHERS);
        e.count = (uint32_t)number;
        e.detail = f->file;
        if (e.type > EVENT_FINDING_FLAPPING)
            e.finding = NULL;
    }
    if (e.type == EVENT_FINDING_REMINDED)
        e.repeat = (uint32_t)number % 7 + 1;
    if (e.type == EVENT_FINDING_RESOLVED)
        e.why = WHY_FULFILLED;
    return e;
}

/* ---- what the receiver must understand ---- */

static const char *const columns[] = {"seq",  "event", "rule", "sev",   "path",
                                      "line", "case",  "id",   "state", "msg"};

static void add_field(struct buf *out, const cJSON *body, const char *key)
{
    const cJSON *v = cJSON_GetObjectItemCaseSensitive(body, key);
    if (cJSON_IsString(v))
        buf_text(out, v->valuestring);
    else if (cJSON_IsNumber(v))
        buf_printf(out, "%.0f", v->valuedouble);
    buf_byte(out, '\t');
}

static void write_expected(FILE *f, const struct event *e, const cJSON *body)
{
    struct buf line _cleanup_buf_ = {0};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        add_field(&line, body, columns[i]);
    fprintf(f, "%.*s%d\t%d\n", SPAN_ARG(buf_peek(&line)),
            FACILITY * 8 + severity_syslog(e->severity), PID);
}

/* What is told is what was meant: the path is the name made visible, or the end of it. */
static bool tells_path(const struct event *e, const cJSON *body)
{
    static const char cut[] = "\xe2\x80\xa6";
    const cJSON *path = cJSON_GetObjectItemCaseSensitive(body, "path");
    struct buf visible _cleanup_buf_ = {0};
    if (!e->finding || e->type == EVENT_FINDING_GROUP)
        return path == NULL;
    if (!cJSON_IsString(path))
        return false;
    visible_add(&visible, e->finding->file);
    struct span told = span_of(path->valuestring), meant = buf_peek(&visible);
    if (!span_starts(told, SPAN(cut)))
        return span_eq(told, meant);
    told = span_cut(told, strlen(cut), told.n);
    return told.n < meant.n && span_eq(told, span_cut(meant, meant.n - told.n, meant.n));
}

static bool is_one_line(struct span datagram)
{
    for (size_t i = 0; i < datagram.n; i++)
        if ((unsigned char)datagram.at[i] < ' ' || datagram.at[i] == '\177')
            return false;
    return datagram.n <= SYSLOG_DATAGRAM;
}

/* ---- sending ---- */

static bool sent(struct syslog *s, struct span datagram)
{
    for (int64_t end = clock_ticks() + DEADLINE; clock_ticks() < end;) {
        enum syslog_result r = syslog_send(s, datagram, clock_ticks());
        if (r != SYSLOG_LATER)
            return r == SYSLOG_TAKEN;
        struct pollfd room = {.fd = syslog_fd(s), .events = POLLOUT};
        poll(&room, 1, syslog_wait(s, clock_ticks()));
    }
    return false;
}

static bool say(struct syslog *s, FILE *expected, uint64_t seq)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf body _cleanup_buf_ = {0}, datagram _cleanup_buf_ = {0};
    const struct event_frame frame = {.run = "7f3a", .rules = "r41c9"};
    const struct syslog_form form = {.body = SYSLOG_CEE, .facility = FACILITY, .pid = PID};
    struct event e = make_event(a, seq);
    event_body(&e, &frame, &body);
    syslog_datagram(buf_peek(&body), e.severity, e.at, &form, &datagram);
    cJSON *json _cleanup_json_ = cJSON_Parse(body.at);
    if (!json || !tells_path(&e, json) || !is_one_line(buf_peek(&datagram))) {
        printf("event %llu is not what was meant: %s\n", (unsigned long long)seq, datagram.at);
        return false;
    }
    write_expected(expected, &e, json);
    if (sent(s, buf_peek(&datagram)))
        return true;
    printf("event %llu was not taken\n", (unsigned long long)seq);
    return false;
}

int main(int argc, char **argv)
{
    FILE *expected = argc >= 5 ? fopen(argv[2], "we") : NULL;
    if (!expected)
        return 2;
    struct syslog *s = syslog_new(argv[1]);
    uint64_t first = strtoull(argv[3], NULL, 10), last = strtoull(argv[4], NULL, 10);
    uint64_t skipped = argc > 5 ? strtoull(argv[5], NULL, 10) : 0;
    bool good = true;
    for (uint64_t seq = first; good && seq <= last; seq++)
        good = seq == skipped || say(s, expected, seq);
    syslog_free(s);
    return fclose(expected) == 0 && good ? 0 : 1;
}
