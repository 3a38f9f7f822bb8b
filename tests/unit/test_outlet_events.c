/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `duly events`: what was said, for people and for programs, whatever the disk gives back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outlet/events.h"
#include "outlet/json.h"

/* 2021-10-16 09:05:07 and the first second of 1970, at +02:00 */
static const struct moment morning = {
    .at = 1634367907, .day = 18916, .minute = 9 * 60 + 5, .offset = 7200};

static const struct said_event events[] = {
    {.seq = 7,
     .at = morning,
     .severity = SEVERITY_ERROR,
     .body = SPAN("{\"msg\":\"VIOLATION error a.b 1-2: x\\\\\\\\y\",\"v\":1,\"seq\":7,"
                  "\"case\":\"1-2\",\"path\":\"a.txt\",\"line\":3}")},
    {.seq = 12345678901,
     .at = morning,
     .severity = SEVERITY_INFO,
     .body = SPAN("{\"msg\":\"HEARTBEAT info: well\",\"v\":1,\"seq\":12345678901}")},
    {.seq = 9, .at = morning, .severity = SEVERITY_WARNING, .body = SPAN("{\"msg\":\"\x1b[2J")},
};

static void a_line_for_each(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    (void)state;
    events_text(events, 3, &b);
    assert_string_equal(
        b.at,
        "     7  2021-10-16T09:05:07+02:00  error     VIOLATION error a.b 1-2: x\\\\y (a.txt:3)\n"
        "12345678901  2021-10-16T09:05:07+02:00  info      HEARTBEAT info: well\n"
        "     9  2021-10-16T09:05:07+02:00  warning   {\"msg\":\"\\x1b[2J\n");
    events_text(events, 0, &b);
}

static void an_object_of_bodies(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    (void)state;
    events_json(events, 3, &b);
    assert_string_equal(
        b.at, "{\"duly\":1,\"command\":\"events\",\"events\":[\n"
              "{\"msg\":\"VIOLATION error a.b 1-2: x\\\\\\\\y\",\"v\":1,\"seq\":7,\"case\":\"1-2\","
              "\"path\":\"a.txt\",\"line\":3,\"at\":\"2021-10-16T09:05:07+02:00\"},\n"
              "{\"msg\":\"HEARTBEAT info: well\",\"v\":1,\"seq\":12345678901,"
              "\"at\":\"2021-10-16T09:05:07+02:00\"},\n"
              "{\"msg\":\"{\\\"msg\\\":\\\"\\\\x1b[2J\",\"seq\":9,\"sev\":\"warning\","
              "\"damaged\":true,\"at\":\"2021-10-16T09:05:07+02:00\"}\n"
              "]}\n");
    cJSON *json _cleanup_json_ = cJSON_Parse(b.at);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "events")), 3);
}

static void nothing_was_said(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    (void)state;
    events_json(NULL, 0, &b);
    cJSON *json _cleanup_json_ = cJSON_Parse(b.at);
    assert_true(cJSON_IsArray(cJSON_GetObjectItem(json, "events")));
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "events")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_for_each),
        cmocka_unit_test(an_object_of_bodies),
        cmocka_unit_test(nothing_was_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
