/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static clock_source source_now;
static void *source_arg;

void clock_set_source(clock_source source, void *arg)
{
    source_now = source;
    source_arg = arg;
}

bool clock_set_zone(const char *name)
{
    char path[256];
    const char *dir = getenv("TZDIR");
    int n = snprintf(path, sizeof path, "%s/%s", dir ? dir : "/usr/share/zoneinfo", name);
    bool known = n > 0 && (size_t)n < sizeof path && !strstr(name, "..") && access(path, R_OK) == 0;
    if (!known && strcmp(name, "UTC") != 0)
        return false;
    setenv("TZ", name, 1);
    tzset();
    return true;
}

struct moment clock_moment(instant at)
{
    time_t t = (time_t)at;
    struct tm tm;
    localtime_r(&t, &tm);
    return (struct moment){
        .at = at,
        .day = civil_to_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday),
        .minute = tm.tm_hour * 60 + tm.tm_min,
        .offset = (int)tm.tm_gmtoff,
    };
}

struct moment clock_now(void)
{
    return clock_moment(source_now ? source_now(source_arg) : (instant)time(NULL));
}

static instant local_instant(civil_day day, int hour, int minute, int second)
{
    struct civil c = civil_from_day(day);
    struct tm tm = {
        .tm_year = c.year - 1900,
        .tm_mon = c.month - 1,
        .tm_mday = c.day,
        .tm_hour = hour,
        .tm_min = minute,
        .tm_sec = second,
        .tm_isdst = -1,
    };
    return (instant)mktime(&tm);
}

instant clock_day_start(civil_day day)
{
    return local_instant(day, 0, 0, 0);
}

/* The part behind the date: "Thh:mm[:ss][Z|+hh:mm]". */
static bool parse_time(const char *s, int *second, bool *zoned, int *offset)
{
    int h, m, sec = 0, n = 0, zh, zm;
    char sign;
    if (sscanf(s, "T%2d:%2d%n", &h, &m, &n) != 2 || n != 6)
        return false;
    s += n;
    if (*s == ':') {
        if (sscanf(s, ":%2d%n", &sec, &n) != 1 || n != 3)
            return false;
        s += n;
    }
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60)
        return false;
    *second = h * 3600 + m * 60 + sec;
    *zoned = *s != '\0';
    *offset = 0;
    if (*s == '\0' || strcmp(s, "Z") == 0)
        return true;
    if (sscanf(s, "%c%2d:%2d%n", &sign, &zh, &zm, &n) != 3 || n != 6 || s[n] != '\0' ||
        (sign != '+' && sign != '-') || zh < 0 || zh > 14 || zm < 0 || zm > 59)
        return false;
    *offset = (sign == '-' ? -1 : 1) * (zh * 3600 + zm * 60);
    return true;
}

bool clock_parse(const char *text, struct moment *ret)
{
    char date[CIVIL_TEXT] = "";
    civil_day day;
    size_t n = strlen(text);
    if (n < 10)
        return false;
    memcpy(date, text, 10);
    if (!civil_parse(date, &day))
        return false;
    if (n == 10) {
        *ret = clock_moment(clock_day_start(day));
        return true;
    }
    int second, offset;
    bool zoned;
    if (!parse_time(text + 10, &second, &zoned, &offset))
        return false;
    *ret = clock_moment(zoned ? (instant)day * 86400 + second - offset
                              : local_instant(day, second / 3600, second / 60 % 60, second % 60));
    return true;
}

char *clock_text(struct moment m, char text[MOMENT_TEXT])
{
    char day[CIVIL_TEXT];
    int offset = abs(m.offset) / 60;
    snprintf(text, MOMENT_TEXT, "%sT%02u:%02u:%02u%c%02u:%02u", civil_text(m.day, day),
             (unsigned)m.minute / 60 % 24, (unsigned)m.minute % 60,
             (unsigned)(((m.at + m.offset) % 60 + 60) % 60), m.offset < 0 ? '-' : '+',
             (unsigned)offset / 60 % 100, (unsigned)offset % 60);
    return text;
}

static int64_t ticks(clockid_t clock)
{
    struct timespec ts = {0};
    clock_gettime(clock, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_ticks(void)
{
    return ticks(CLOCK_MONOTONIC);
}

int64_t clock_ticks_of(pid_t pid)
{
    clockid_t clock;
    return clock_getcpuclockid(pid, &clock) ? 0 : ticks(clock);
}
