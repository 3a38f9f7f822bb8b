/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the doctor found, as text and as JSON: a line stays one line, a remedy stays a command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outlet/health.h"

#include <cjson/cJSON.h>

static void add(struct arena *a, struct health_report *r, enum health h, const char *check,
                const char *found, const char *remedy)
{
    *VEC_ADD(a, &r->lines) =
        (struct health_line){.health = h, .check = check, .found = found, .remedy = remedy};
}

static struct health_report sample(struct arena *a)
{
    struct health_report r = {.version = "0.1.0", .user = "duly"};
    add(a, &r, HEALTH_OK, "zone", "Europe/Stockholm", NULL);
    add(a, &r, HEALTH_WARNING, "watches", "few are left", "sysctl --system");
    add(a, &r, HEALTH_FAULT, "root", "/srv/a\nok zone", "cd '/srv/\\n'\nls $'\\x0a'");
    return r;
}

static void test_text(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf out _cleanup_buf_ = {0};
    struct health_report r = sample(a);
    (void)state;
    health_report_text(&r, &out);
    assert_string_equal(out.at, "ok       zone          Europe/Stockholm\n"
                                "warning  watches       few are left\n"
                                "             sysctl --system\n"
                                "fault    root          /srv/a\\x0aok zone\n"
                                "             cd '/srv/\\n'\n"
                                "             ls $'\\x0a'\n"
                                "1 fault, 1 warning; looked as user duly\n");
}

static void test_nothing_is_wrong(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf out _cleanup_buf_ = {0};
    struct health_report r = {.version = "0.1.0", .user = "du\033ly"};
    (void)state;
    health_report_text(&r, &out);
    assert_string_equal(out.at, "0 faults, 0 warnings; looked as user du\\x1bly\n");
}

static void test_json(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf out _cleanup_buf_ = {0};
    struct health_report r = sample(a);
    (void)state;
    health_report_json(&r, &out);
    cJSON *json = cJSON_Parse(out.at);
    assert_non_null(json);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(json, "command")), "doctor");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(json, "user")), "duly");
    const cJSON *checks = cJSON_GetObjectItem(json, "checks");
    assert_int_equal(cJSON_GetArraySize(checks), 3);
    const cJSON *last = cJSON_GetArrayItem(checks, 2);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(last, "check")), "root");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(last, "health")), "fault");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(last, "found")),
                        "/srv/a\\x0aok zone");
    const cJSON *remedy = cJSON_GetObjectItem(last, "remedy");
    assert_int_equal(cJSON_GetArraySize(remedy), 2);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetArrayItem(remedy, 0)), "cd '/srv/\\n'");
    assert_int_equal(
        cJSON_GetArraySize(cJSON_GetObjectItem(cJSON_GetArrayItem(checks, 0), "remedy")), 0);
    const cJSON *summary = cJSON_GetObjectItem(json, "summary");
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(summary, "ok")), 1);
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(summary, "warning")), 1);
    assert_int_equal(cJSON_GetNumberValue(cJSON_GetObjectItem(summary, "fault")), 1);
    cJSON_Delete(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_nothing_is_wrong),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
