/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's own datagram, field by field; and that each id stands in the catalog. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outlet/journal.h"

#include <stdio.h>

static const struct syslog_form cee = {.body = SYSLOG_CEE, .facility = 3, .pid = 812},
                                text = {.body = SYSLOG_TEXT, .facility = 3, .pid = 812};

/* 2021-10-16 09:05:07 at +02:00 */
static const struct moment morning = {
    .at = 1634367907, .day = 18916, .minute = 9 * 60 + 5, .offset = 7200};

/* Reads a field as journald does; false at the end. A malformed datagram fails the test. */
static bool next_field(struct span *rest, struct span *ret_name, struct span *ret_value)
{
    if (rest->n == 0)
        return false;
    const char *end = memchr(rest->at, '\n', rest->n);
    assert_non_null(end);
    *ret_name = (struct span){rest->at, (size_t)(end - rest->at)};
    size_t at = ret_name->n + 1, length = 0;
    assert_true(at + 8 <= rest->n);
    for (size_t i = 8; i-- > 0;)
        length = length << 8 | (unsigned char)rest->at[at + i];
    at += 8;
    assert_true(length < rest->n - at);
    *ret_value = (struct span){rest->at + at, length};
    assert_int_equal(rest->at[at + length], '\n');
    *rest = span_cut(*rest, at + length + 1, rest->n);
    return true;
}

static void expect(struct span *rest, const char *name, const char *value)
{
    struct span n, v;
    assert_true(next_field(rest, &n, &v));
    assert_true(span_eq(n, span_of(name)));
    assert_true(span_eq(v, span_of(value)));
}

static void fields_of_a_finding(void **state)
{
    (void)state;
    static const char body[] =
        "{\"msg\":\"VIOLATION error a.b: \xc3\xa4\",\"v\":1,\"event\":\"FINDING_OPENED\","
        "\"seq\":1842,\"rule\":\"a.b\",\"path\":\"x\\\\x0ay.txt\",\"days\":-1}";
    struct buf out _cleanup_buf_ = {0};
    journal_datagram(span_of(body), EVENT_FINDING_OPENED, SEVERITY_ERROR, morning, &cee, &out);
    struct span rest = buf_peek(&out);
    struct buf message _cleanup_buf_ = {0};
    buf_printf(&message, "@cee: %s", body);
    expect(&rest, "MESSAGE", message.at);
    expect(&rest, "MESSAGE_ID", "83fc51e527684e52b0256e364c19f7da");
    expect(&rest, "PRIORITY", "3");
    expect(&rest, "SYSLOG_FACILITY", "3");
    expect(&rest, "SYSLOG_IDENTIFIER", "duly");
    expect(&rest, "SYSLOG_PID", "812");
    expect(&rest, "DULY_AT", "2021-10-16T09:05:07+02:00");
    expect(&rest, "DULY_MSG", "VIOLATION error a.b: \xc3\xa4");
    expect(&rest, "DULY_V", "1");
    expect(&rest, "DULY_EVENT", "FINDING_OPENED");
    expect(&rest, "DULY_SEQ", "1842");
    expect(&rest, "DULY_RULE", "a.b");
    expect(&rest, "DULY_PATH", "x\\x0ay.txt");
    expect(&rest, "DULY_DAYS", "-1");
    assert_int_equal(rest.n, 0);
}

static void the_sentence_alone(void **state)
{
    (void)state;
    struct buf out _cleanup_buf_ = {0};
    journal_datagram(SPAN("{\"msg\":\"hello\",\"v\":1}"), EVENT_START, SEVERITY_NOTICE, morning,
                     &text, &out);
    struct span rest = buf_peek(&out);
    expect(&rest, "MESSAGE", "hello");
}

/* A damaged ledger may give back anything: no field of it is taken over, no line is broken. */
static void what_is_no_body(void **state)
{
    (void)state;
    struct buf out _cleanup_buf_ = {0};
    journal_datagram(SPAN("{\"a\nPRIORITY\":\"\n0\"}"), EVENT_STOP, SEVERITY_INFO, morning, &cee,
                     &out);
    struct span rest = buf_peek(&out), name, value;
    expect(&rest, "MESSAGE", "{\"a\\x0aPRIORITY\":\"\\x0a0\"}");
    size_t more = 0;
    for (; next_field(&rest, &name, &value); more++)
        assert_false(span_starts(name, SPAN("DULY_PRIORITY")));
    assert_int_equal(more, 6);
}

/* Keys that the journal has no such names for are left out. */
static void names_of_fields(void **state)
{
    (void)state;
    struct buf out _cleanup_buf_ = {0};
    journal_datagram(SPAN("{\"msg\":\"m\",\"a-b\":\"1\",\"c_2\":\"2\",\"d\":[1]}"), EVENT_STOP,
                     SEVERITY_INFO, morning, &cee, &out);
    struct span rest = buf_peek(&out), name, value;
    for (int i = 0; i < 7; i++)
        assert_true(next_field(&rest, &name, &value));
    expect(&rest, "DULY_MSG", "m");
    expect(&rest, "DULY_C_2", "2");
    assert_int_equal(rest.n, 0);
}

static void the_form_decides(void **state)
{
    (void)state;
    struct syslog_form native = cee;
    struct buf one _cleanup_buf_ = {0}, other _cleanup_buf_ = {0};
    native.journal = true;
    event_datagram(SPAN("{\"msg\":\"m\"}"), EVENT_STOP, SEVERITY_INFO, morning, &cee, &one);
    event_datagram(SPAN("{\"msg\":\"m\"}"), EVENT_STOP, SEVERITY_INFO, morning, &native, &other);
    assert_true(span_starts(buf_peek(&one), SPAN("<30>Oct 16 09:05:07 duly[812]: @cee: {")));
    assert_true(span_starts(buf_peek(&other), SPAN("MESSAGE\n")));
}

/* ---- the catalog ---- */

static char *catalog(void)
{
    static char bytes[1 << 16];
    FILE *f = fopen("systemd/duly.catalog", "re");
    assert_non_null(f);
    bytes[fread(bytes, 1, sizeof bytes - 1, f)] = '\0';
    fclose(f);
    return bytes;
}

static void each_id_is_explained(void **state)
{
    (void)state;
    const char *all = catalog();
    size_t entries = 0;
    for (const char *at = all; (at = strstr(at, "\n-- ")); at++)
        entries++;
    assert_int_equal(entries, 2 * EVENT_TYPES);
    for (unsigned t = 0; t < EVENT_TYPES; t++) {
        char english[64], swedish[64];
        const char *id = journal_id((enum event_type)t);
        assert_int_equal(strspn(id, "0123456789abcdef"), 32);
        snprintf(english, sizeof english, "\n-- %s\nSubject: ", id);
        snprintf(swedish, sizeof swedish, "\n-- %s sv\nSubject: ", id);
        assert_non_null(strstr(all, english));
        assert_non_null(strstr(all, swedish));
    }
    assert_string_equal(journal_id(EVENT_TYPES), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_a_finding), cmocka_unit_test(the_sentence_alone),
        cmocka_unit_test(what_is_no_body),     cmocka_unit_test(names_of_fields),
        cmocka_unit_test(the_form_decides),    cmocka_unit_test(each_id_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
