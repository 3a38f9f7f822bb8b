/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as sentences, as bodies and as datagrams: the exact form, and that no text breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "base/visible.h"
#include "outlet/event_body.h"

#include <cjson/cJSON.h>

static const struct event_frame frame = {
    .run = "7f3a", .rules = "r41c9", .language = LANGUAGE_SWEDISH};
static const struct syslog_form cee = {.body = SYSLOG_CEE, .facility = 3, .pid = 812},
                                json = {.body = SYSLOG_JSON, .facility = 3, .pid = 812},
                                text = {.body = SYSLOG_TEXT, .facility = 3, .pid = 812};

/* 2021-10-16 09:05:07 at +02:00 */
static const struct moment morning = {
    .at = 1634367907, .day = 18916, .minute = 9 * 60 + 5, .offset = 7200};

static struct finding overdue(void)
{
    return (struct finding){
        .rule = SPAN("interim-report"),
        .verdict = VERDICT_FAIL,
        .severity = SEVERITY_ERROR,
        .message = {.en = SPAN("Interim report was due 2021-10-15"),
                    .sv = SPAN("Delredovisning skulle ha inkommit 2021-10-15")},
        .file = SPAN("a/agreement.txt"),
        .place = {.line = 100, .column = 1},
        .record_case = SPAN("7.4.2-2019:830"),
        .state = STATE_OVERDUE,
        .due = 18915, /* 2021-10-15 */
        .has_due = true,
        .fingerprint = 0x9f2c0a7d5e3b1c84,
    };
}

static struct event event_of(enum event_type type, const struct finding *f)
{
    return (struct event){.seq = 1842,
                          .type = type,
                          .severity = f ? f->severity : SEVERITY_NOTICE,
                          .at = morning,
                          .message = f ? f->message : (struct message){.en = SPAN("words")},
                          .finding = f};
}

/* From the event over its body to the datagram. */
static void send_as(const struct syslog_form *form, const struct event *e, struct buf *out)
{
    struct buf body _cleanup_buf_ = {0};
    event_body(e, &frame, &body);
    syslog_datagram(buf_peek(&body), e->severity, e->at, form, out);
}

static void check_body(const struct event *e, const char *expected)
{
    struct buf body _cleanup_buf_ = {0};
    event_body(e, &frame, &body);
    assert_string_equal(body.at, expected);
}

static void the_whole_datagram(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct finding f = overdue();
    struct event e = event_of(EVENT_FINDING_CHANGED, &f);
    send_as(&cee, &e, &b);
    assert_string_equal(
        b.at,
        "<27>Oct 16 09:05:07 duly[812]: @cee: {\"msg\":\"OVERDUE error interim-report "
        "7.4.2-2019:830: Delredovisning skulle ha inkommit 2021-10-15\",\"v\":1,"
        "\"event\":\"FINDING_CHANGED\",\"seq\":1842,\"run\":\"7f3a\",\"at\":\"2021-10-16T09:05:07+"
        "02:00\",\"id\":\"9f2c0a7d5e3b1c84\","
        "\"rule\":\"interim-report\",\"sev\":\"error\",\"case\":\"7.4.2-2019:830\","
        "\"state\":\"overdue\",\"due\":\"2021-10-15\",\"days\":-1,\"path\":\"a/agreement.txt\","
        "\"line\":100,\"rev\":\"r41c9\"}");
}

static void json_and_text_bodies(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct event e = event_of(EVENT_START, NULL);
    send_as(&json, &e, &b);
    assert_string_equal(b.at, "<29>Oct 16 09:05:07 duly[812]: {\"msg\":\"START notice: words\","
                              "\"v\":1,\"event\":\"START\",\"seq\":1842,\"run\":\"7f3a\",\"at\":"
                              "\"2021-10-16T09:05:07+02:00\","
                              "\"sev\":\"notice\",\"rev\":\"r41c9\"}");
    send_as(&text, &e, &b);
    assert_string_equal(b.at, "<29>Oct 16 09:05:07 duly[812]: START notice: words");
}

static void the_longest_header_leaves_room_for_the_longest_body(void **state)
{
    (void)state;
    static char lengthy[9000];
    struct buf body _cleanup_buf_ = {0}, b _cleanup_buf_ = {0};
    const struct syslog_form widest = {.body = SYSLOG_CEE, .facility = 23, .pid = INT32_MAX};
    memset(lengthy, 'x', sizeof lengthy);
    struct event e = event_of(EVENT_START, NULL);
    e.message.en = (struct span){lengthy, sizeof lengthy};
    event_body(&e, &frame, &body);
    assert_int_equal(body.n, EVENT_BODY_MOST);
    syslog_datagram(buf_peek(&body), SEVERITY_INFO, e.at, &widest, &b);
    assert_in_range(b.n, SYSLOG_DATAGRAM - 8, SYSLOG_DATAGRAM);
    assert_non_null(strstr(b.at, ": @cee: {\"msg\":\"START notice: xxx"));
    assert_int_equal(b.at[b.n - 1], '}');
}

static void a_day_of_one_digit_is_padded(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct event e = event_of(EVENT_STOP, NULL);
    e.at = (struct moment){.at = 1704412799, .day = 19726, .minute = 1439}; /* 2024-01-04 */
    send_as(&cee, &e, &b);
    assert_true(span_starts(buf_peek(&b), SPAN("<29>Jan  4 23:59:59 duly[812]: ")));
}

static void a_reminder_tells_which_it_is(void **state)
{
    (void)state;
    struct finding f = {.rule = SPAN("general.dates"),
                        .severity = SEVERITY_WARNING,
                        .message = {.en = SPAN("no such day")},
                        .file = SPAN("b.txt"),
                        .place = {.page = 3},
                        .fingerprint = 0x10};
    struct event e = event_of(EVENT_FINDING_REMINDED, &f);
    e.repeat = 2;
    check_body(&e, "{\"msg\":\"REMINDER warning general.dates b.txt:p3: no such day\",\"v\":1,"
                   "\"event\":\"FINDING_REMINDED\",\"seq\":1842,\"run\":\"7f3a\",\"at\":\"2021-10-"
                   "16T09:05:07+02:00\","
                   "\"id\":\"0000000000000010\",\"rule\":\"general.dates\",\"sev\":\"warning\","
                   "\"repeat\":2,\"path\":\"b.txt\",\"page\":3,\"rev\":\"r41c9\"}");
}

static void a_waiver_is_named(void **state)
{
    (void)state;
    struct finding f = overdue();
    struct event e = event_of(EVENT_FINDING_CHANGED, &f);
    f.waiver = SPAN("w-2021-4");
    e.seq = 0; /* the ledger took none: it is told all the same */
    check_body(&e,
               "{\"msg\":\"WAIVED error interim-report 7.4.2-2019:830: Delredovisning skulle ha "
               "inkommit "
               "2021-10-15\",\"v\":1,\"event\":\"FINDING_CHANGED\",\"run\":\"7f3a\",\"at\":\"2021-"
               "10-16T09:05:07+02:00\","
               "\"id\":\"9f2c0a7d5e3b1c84\",\"rule\":\"interim-report\",\"sev\":\"error\","
               "\"case\":\"7.4.2-2019:830\",\"state\":\"overdue\",\"due\":\"2021-10-15\","
               "\"days\":-1,\"waived\":\"w-2021-4\",\"path\":\"a/agreement.txt\","
               "\"line\":100,\"rev\":\"r41c9\"}");
}

static void check_line(const struct event *e, const char *expected)
{
    struct buf body _cleanup_buf_ = {0}, line _cleanup_buf_ = {0};
    event_body(e, &frame, &body);
    event_line(buf_peek(&body), &line);
    assert_string_equal(line.at, expected);
}

static void a_line_for_a_terminal_tells_the_place_once(void **state)
{
    (void)state;
    struct finding f = overdue();
    struct event e = event_of(EVENT_FINDING_CHANGED, &f);
    check_line(&e, "OVERDUE error interim-report 7.4.2-2019:830: Delredovisning skulle ha inkommit "
                   "2021-10-15 (a/agreement.txt:100)");
    f.place = (struct place){.page = 2};
    f.file = SPAN("a\\b\x1b.txt");
    e.message.sv = SPAN("\"x\\y\"");
    check_line(&e, "OVERDUE error interim-report 7.4.2-2019:830: \"x\\\\y\" "
                   "(a\\\\b\\x1b.txt:p2)");
    f.place = (struct place){0};
    f.file = SPAN("c.txt");
    check_line(&e, "OVERDUE error interim-report 7.4.2-2019:830: \"x\\\\y\" (c.txt)");
    f.record_case = NO_SPAN;
    check_line(&e, "OVERDUE error interim-report c.txt: \"x\\\\y\"");
    e = event_of(EVENT_START, NULL);
    check_line(&e, "START notice: words");
}

/* What a damaged disk may give back. */
static void what_is_no_body_is_shown_as_it_is(void **state)
{
    (void)state;
    static const struct {
        struct span body;
        const char *line, *datagram;
    } cases[] = {
        {SPAN("{\"msg\":\"cut"), "{\"msg\":\"cut", "{\"msg\":\"cut"},
        {SPAN(""), "", ""},
        {SPAN("[1]"), "[1]", "[1]"},
        {SPAN("{\"msg\":\"a\\u000ab\"}"), "{\"msg\":\"a\\\\u000ab\"}", "{\"msg\":\"a\\\\u000ab\"}"},
        {SPAN("{\"msg\":\"a\"}\n<8>forged"), "{\"msg\":\"a\"}\\x0a<8>forged",
         "{\"msg\":\"a\"}\\x0a<8>forged"},
        {SPAN("{\"msg\":\"a\x1b\"}"), "{\"msg\":\"a\\x1b\"}", "{\"msg\":\"a\\x1b\"}"},
        {SPAN("{\"msg\":\"a\"} {}"), "{\"msg\":\"a\"} {}", "{\"msg\":\"a\"} {}"},
        {SPAN("{\"msg\":\"a\\"), "{\"msg\":\"a\\\\", "{\"msg\":\"a\\\\"},
        {SPAN("{\"msg\":\"a\\\\\\\"\"}"), "a\\\"", "@cee: {\"msg\":\"a\\\\\\\"\"}"},
        {SPAN("{\"v\":1}"), "{\"v\":1}", "@cee: {\"v\":1}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf line _cleanup_buf_ = {0}, b _cleanup_buf_ = {0};
        event_line(cases[i].body, &line);
        assert_true(span_is(buf_peek(&line), cases[i].line));
        syslog_datagram(cases[i].body, SEVERITY_INFO, morning, &cee, &b);
        assert_string_equal(b.at + strlen("<30>Oct 16 09:05:07 duly[812]: "), cases[i].datagram);
    }
}

static void check_sentence(const struct event *e, const char *expected)
{
    struct buf b _cleanup_buf_ = {0};
    event_sentence(e, LANGUAGE_ENGLISH, &b);
    assert_string_equal(b.at, expected);
}

static void sentences(void **state)
{
    (void)state;
    struct finding f = overdue();
    struct event e = event_of(EVENT_FINDING_OPENED, &f);
    check_sentence(&e, "OVERDUE error interim-report 7.4.2-2019:830: "
                       "Interim report was due 2021-10-15");
    f.waiver = SPAN("w1");
    check_sentence(&e, "WAIVED error interim-report 7.4.2-2019:830: "
                       "Interim report was due 2021-10-15");
    f = (struct finding){.rule = SPAN("general.dates"),
                         .verdict = VERDICT_FAIL,
                         .severity = SEVERITY_WARNING,
                         .message = {.en = SPAN("no such day")},
                         .file = SPAN("b\nc.txt"),
                         .place = {.line = 7}};
    e = event_of(EVENT_FINDING_OPENED, &f);
    check_sentence(&e, "VIOLATION warning general.dates b\\x0ac.txt:7: no such day");
    f.verdict = VERDICT_UNKNOWN;
    f.place = (struct place){.page = 3};
    check_sentence(&e, "UNKNOWN warning general.dates b\\x0ac.txt:p3: no such day");
    e.type = EVENT_FINDING_RESOLVED;
    e.severity = SEVERITY_NOTICE;
    e.why = WHY_FILE_REMOVED;
    check_sentence(&e, "RESOLVED notice general.dates b\\x0ac.txt:p3 (file-removed): no such day");
    e.type = EVENT_FINDING_GROUP;
    e.severity = SEVERITY_WARNING;
    e.why = WHY_FIRST_SCAN;
    check_sentence(&e, "GROUP warning general.dates (first-scan): no such day");
}

static void a_group_names_no_single_finding(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct finding f = overdue();
    struct event e = event_of(EVENT_FINDING_GROUP, &f);
    e.count = 24;
    e.why = WHY_FIRST_SCAN;
    e.detail = SPAN("a.txt:1, b.txt:2, c.txt:3");
    send_as(&cee, &e, &b);
    assert_non_null(strstr(b.at, "\"rule\":\"interim-report\",\"sev\":\"error\","
                                 "\"why\":\"first-scan\",\"count\":24,"
                                 "\"detail\":\"a.txt:1, b.txt:2, c.txt:3\",\"rev\":\"r41c9\"}"));
    assert_null(strstr(b.at, "\"id\""));
    assert_null(strstr(b.at, "\"path\""));
}

/* ---- whatever the texts are ---- */

/* Short enough, one line, nothing hidden. */
static void check_one_line(const struct buf *b)
{
    assert_true(b->n <= SYSLOG_DATAGRAM);
    if (!visible_is(buf_peek(b)))
        fail_msg("hidden characters: %s", b->at);
}

static cJSON *parse(const char *body)
{
    cJSON *object = cJSON_ParseWithOpts(body, NULL, true);
    if (!object)
        fail_msg("no JSON: %s", body);
    return object;
}

/* In all three forms; what JSON holds. */
static cJSON *check_datagrams(const struct event *e)
{
    static const char header[] = "<28>Oct 16 09:05:07 duly[812]: ";
    struct buf body _cleanup_buf_ = {0}, b _cleanup_buf_ = {0};
    event_body(e, &frame, &body);
    cJSON *object = parse(body.at);
    syslog_datagram(buf_peek(&body), SEVERITY_WARNING, e->at, &cee, &b);
    check_one_line(&b);
    assert_memory_equal(b.at, header, strlen(header));
    assert_memory_equal(b.at + strlen(header), "@cee: ", 6);
    assert_string_equal(b.at + strlen(header) + 6, body.at);
    syslog_datagram(buf_peek(&body), SEVERITY_WARNING, e->at, &json, &b);
    check_one_line(&b);
    assert_string_equal(b.at + strlen(header), body.at);
    syslog_datagram(buf_peek(&body), SEVERITY_WARNING, e->at, &text, &b);
    check_one_line(&b);
    assert_string_equal(b.at + strlen(header), cJSON_GetObjectItem(object, "msg")->valuestring);
    return object;
}

static void long_texts_are_shortened(void **state)
{
    (void)state;
    static char lengthy[9001];
    memset(lengthy, 'x', 9000);
    memcpy(lengthy + 8996, ".txt", 4);
    struct span l = {lengthy, 9000};
    struct finding f = overdue();
    f.message = (struct message){.en = l};
    f.file = l;
    f.record_case = f.rule = f.waiver = span_cut(l, 0, 1000);
    struct event e = event_of(EVENT_FINDING_OPENED, &f);
    e.detail = l;
    cJSON *object = check_datagrams(&e);
    const char *path = cJSON_GetObjectItem(object, "path")->valuestring;
    /* Of a path the end tells more. */
    assert_true(span_starts(span_of(path), SPAN("\xe2\x80\xa6xxx")));
    assert_string_equal(path + strlen(path) - 5, "x.txt");
    const char *msg = cJSON_GetObjectItem(object, "msg")->valuestring;
    assert_string_equal(msg + strlen(msg) - 3, "\xe2\x80\xa6");
    assert_true(strlen(msg) >= 400);
    cJSON_Delete(object);
}

static void a_message_alone_uses_all_the_room(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    static char lengthy[5000];
    memset(lengthy, '"', sizeof lengthy);
    struct finding f = overdue();
    f.message = (struct message){.en = {lengthy, sizeof lengthy}};
    struct event e = event_of(EVENT_FINDING_OPENED, &f);
    event_body(&e, &frame, &b);
    assert_in_range(b.n, EVENT_BODY_MOST - 2, EVENT_BODY_MOST);
    cJSON_Delete(check_datagrams(&e));
}

/* The bytes that visible text stands for: the other way of visible_add(). */
static struct span invisible(const char *s, char *bytes)
{
    size_t n = 0;
    while (*s) {
        char *end = NULL;
        if (s[0] != '\\') {
            bytes[n++] = *s++;
        } else if (s[1] == '\\') {
            bytes[n++] = '\\';
            s += 2;
        } else if (s[1] == 'x') {
            char digits[3] = {s[2], s[3], '\0'};
            bytes[n++] = (char)strtol(digits, &end, 16);
            assert_ptr_equal(end, digits + 2);
            s += 4;
        } else {
            assert_memory_equal(s, "\\u{", 3);
            n += utf8_encode((int32_t)strtol(s + 3, &end, 16), bytes + n);
            assert_int_equal(*end, '}');
            s = end + 1;
        }
    }
    return (struct span){bytes, n};
}

/* What was cut was cut between characters, so that the rest of it is still that of the name. */
static void check_path(const cJSON *object, struct span name)
{
    char bytes[SYSLOG_DATAGRAM];
    const cJSON *path = cJSON_GetObjectItem(object, "path");
    if (name.n == 0) {
        assert_null(path);
        return;
    }
    bool cut = span_starts(span_of(path->valuestring), SPAN("\xe2\x80\xa6"));
    struct span got = invisible(path->valuestring + (cut ? 3 : 0), bytes);
    struct span expected = cut ? span_cut(name, name.n - got.n, name.n) : name;
    assert_true(!cut || got.n >= 70); /* 300 bytes of the widest escapes, each for one */
    assert_true(span_eq(got, expected));
}

/* Pieces that break careless writers, and random bytes: a long one is as long as it may be. */
static struct span hostile(char *bytes, size_t most, uint64_t *dice)
{
    static const struct span pieces[] = {SPAN("\n<8>Oct 16 00:00:00 sshd[1]: forged"),
                                         SPAN("\""),
                                         SPAN("\\"),
                                         SPAN("\\u0000"),
                                         SPAN("\x1b[2J"),
                                         SPAN("\xff"),
                                         SPAN("\xe2\x80\xae"),
                                         SPAN("\xe2\x80\xa8"),
                                         SPAN("\xed\xa0\x80"),
                                         SPAN("\xc2\x9b"),
                                         SPAN("\xf3\xa0\x81\xbf"),
                                         SPAN("å"),
                                         SPAN("\xf0\x9f\x98\x80"),
                                         SPAN("@cee: {"),
                                         SPAN("\","),
                                         SPAN("\r"),
                                         SPAN("a/b.txt")};
    size_t n = 0;
    for (;;) {
        *dice = *dice * 6364136223846793005u + 1442695040888963407u;
        unsigned roll = (unsigned)(*dice >> 33);
        struct span p = pieces[roll % (sizeof pieces / sizeof *pieces)];
        char byte = (char)(roll >> 8);
        if (roll >> 30)
            p = (struct span){&byte, 1};
        if (n + p.n > most || (most < 1000 && (roll >> 16) % 97 == 0))
            return (struct span){bytes, n};
        memcpy(bytes + n, p.at, p.n);
        n += p.n;
    }
}

static void no_name_breaks_a_line(void **state)
{
    (void)state;
    static char name[4000], words[3000], number[200];
    uint64_t dice = 1;
    size_t cut = 0;
    struct finding f = overdue();
    for (int i = 0; i < 100000; i++) {
        f.file = hostile(name, i % 50 == 0 ? sizeof name : 60, &dice);
        f.message.en = hostile(words, i % 70 == 0 ? sizeof words : 60, &dice);
        f.message.sv = (struct span){0};
        f.record_case = i % 3 ? hostile(number, sizeof number, &dice) : (struct span){0};
        struct event e = event_of(EVENT_FINDING_OPENED, &f);
        e.severity = SEVERITY_WARNING;
        cJSON *object = check_datagrams(&e);
        check_path(object, f.file);
        cut += f.file.n > SYSLOG_DATAGRAM;
        cJSON_Delete(object);
    }
    assert_int_equal(cut, 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_datagram),
        cmocka_unit_test(json_and_text_bodies),
        cmocka_unit_test(the_longest_header_leaves_room_for_the_longest_body),
        cmocka_unit_test(a_reminder_tells_which_it_is),
        cmocka_unit_test(a_waiver_is_named),
        cmocka_unit_test(a_line_for_a_terminal_tells_the_place_once),
        cmocka_unit_test(what_is_no_body_is_shown_as_it_is),
        cmocka_unit_test(a_day_of_one_digit_is_padded),
        cmocka_unit_test(sentences),
        cmocka_unit_test(a_group_names_no_single_finding),
        cmocka_unit_test(long_texts_are_shortened),
        cmocka_unit_test(a_message_alone_uses_all_the_room),
        cmocka_unit_test(no_name_breaks_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
