/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as sentences and as datagrams: the exact form, and that no text breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "outlet/syslog.h"

#include <cjson/cJSON.h>

static struct event_frame frame = {
    .run = "7f3a", .rules = "r41c9", .facility = 3, .pid = 812, .language = LANGUAGE_SWEDISH};

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

static void the_whole_datagram(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct finding f = overdue();
    struct event e = event_of(EVENT_FINDING_CHANGED, &f);
    syslog_datagram(&e, &frame, &b);
    assert_string_equal(
        b.at,
        "<27>Oct 16 09:05:07 duly[812]: @cee: {\"msg\":\"OVERDUE error interim-report "
        "7.4.2-2019:830: Delredovisning skulle ha inkommit 2021-10-15\",\"v\":1,"
        "\"event\":\"FINDING_CHANGED\",\"seq\":1842,\"run\":\"7f3a\",\"id\":\"9f2c0a7d5e3b1c84\","
        "\"rule\":\"interim-report\",\"sev\":\"error\",\"case\":\"7.4.2-2019:830\","
        "\"state\":\"overdue\",\"due\":\"2021-10-15\",\"days\":-1,\"path\":\"a/agreement.txt\","
        "\"line\":100,\"rev\":\"r41c9\"}");
}

static void json_and_text_bodies(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct event e = event_of(EVENT_START, NULL);
    struct event_frame other = frame;
    other.body = SYSLOG_JSON;
    syslog_datagram(&e, &other, &b);
    assert_string_equal(b.at, "<29>Oct 16 09:05:07 duly[812]: {\"msg\":\"START notice: words\","
                              "\"v\":1,\"event\":\"START\",\"seq\":1842,\"run\":\"7f3a\","
                              "\"sev\":\"notice\",\"rev\":\"r41c9\"}");
    other.body = SYSLOG_TEXT;
    syslog_datagram(&e, &other, &b);
    assert_string_equal(b.at, "<29>Oct 16 09:05:07 duly[812]: START notice: words");
}

static void a_day_of_one_digit_is_padded(void **state)
{
    (void)state;
    struct buf b _cleanup_buf_ = {0};
    struct event e = event_of(EVENT_STOP, NULL);
    e.at = (struct moment){.at = 1704412799, .day = 19726, .minute = 1439}; /* 2024-01-04 */
    syslog_datagram(&e, &frame, &b);
    assert_true(span_starts(buf_peek(&b), SPAN("<29>Jan  4 23:59:59 duly[812]: ")));
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
    syslog_datagram(&e, &frame, &b);
    assert_non_null(strstr(b.at, "\"rule\":\"interim-report\",\"sev\":\"error\","
                                 "\"why\":\"first-scan\",\"count\":24,"
                                 "\"detail\":\"a.txt:1, b.txt:2, c.txt:3\",\"rev\":\"r41c9\"}"));
    assert_null(strstr(b.at, "\"id\""));
    assert_null(strstr(b.at, "\"path\""));
}

/* ---- whatever the texts are ---- */

/* Whole, short enough, one line, and JSON behind the cookie. */
static cJSON *check_datagram(const struct event *e)
{
    struct buf b _cleanup_buf_ = {0};
    syslog_datagram(e, &frame, &b);
    assert_true(b.n <= SYSLOG_DATAGRAM);
    assert_true(utf8_valid(buf_peek(&b)));
    for (size_t i = 0; i < b.n; i++)
        assert_true((unsigned char)b.at[i] >= 0x20 && b.at[i] != 0x7f);
    const char *body = strstr(b.at, ": @cee: ");
    assert_non_null(body);
    cJSON *json = cJSON_ParseWithOpts(body + strlen(": @cee: "), NULL, true);
    if (!json)
        fail_msg("no JSON: %s", b.at);
    return json;
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
    f.record_case = f.rule = f.waiver = span_cut(l, 0, 100);
    struct event e = event_of(EVENT_FINDING_OPENED, &f);
    e.detail = l;
    cJSON *json = check_datagram(&e);
    const char *path = cJSON_GetObjectItem(json, "path")->valuestring;
    /* Of a path the end tells more. */
    assert_true(span_starts(span_of(path), SPAN("\xe2\x80\xa6xxx")));
    assert_string_equal(path + strlen(path) - 5, "x.txt");
    const char *msg = cJSON_GetObjectItem(json, "msg")->valuestring;
    assert_string_equal(msg + strlen(msg) - 3, "\xe2\x80\xa6");
    assert_true(strlen(msg) >= 400);
    cJSON_Delete(json);
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
    syslog_datagram(&e, &frame, &b);
    assert_in_range(b.n, SYSLOG_DATAGRAM - 2, SYSLOG_DATAGRAM);
    cJSON_Delete(check_datagram(&e));
}

/* Pieces that break careless writers, and random bytes. */
static struct span hostile(char *text, size_t most, uint64_t *dice)
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
        if (n + p.n > most || (roll >> 16) % 97 == 0)
            return (struct span){text, n};
        memcpy(text + n, p.at, p.n);
        n += p.n;
    }
}

static void no_name_breaks_a_line(void **state)
{
    (void)state;
    static char name[4096], words[3000], number[200];
    uint64_t dice = 1;
    struct finding f = overdue();
    for (int i = 0; i < 100000; i++) {
        f.file = hostile(name, i % 50 == 0 ? sizeof name : 60, &dice);
        f.message.en = hostile(words, i % 70 == 0 ? sizeof words : 60, &dice);
        f.message.sv = (struct span){0};
        f.record_case = i % 3 ? hostile(number, sizeof number, &dice) : (struct span){0};
        struct event e = event_of(EVENT_FINDING_OPENED, &f);
        cJSON_Delete(check_datagram(&e));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_datagram),
        cmocka_unit_test(json_and_text_bodies),
        cmocka_unit_test(a_day_of_one_digit_is_padded),
        cmocka_unit_test(sentences),
        cmocka_unit_test(a_group_names_no_single_finding),
        cmocka_unit_test(long_texts_are_shortened),
        cmocka_unit_test(a_message_alone_uses_all_the_room),
        cmocka_unit_test(no_name_breaks_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
