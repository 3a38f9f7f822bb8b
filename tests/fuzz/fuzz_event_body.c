/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as what a damaged ledger gives back, as what answers at the socket, and as the texts of an
   event: whatever they are, what leaves is lines of visible text, and JSON where that is promised.
 */
#include "base/visible.h"
#include "outlet/event_body.h"
#include "outlet/events.h"
#include "outlet/json.h"
#include "outlet/status.h"

#include <stdint.h>
#include <stdlib.h>

static const struct moment noon = {.at = 1634378400, .day = 18916, .minute = 720};
static const struct syslog_form forms[] = {
    {.body = SYSLOG_CEE, .facility = 3, .pid = 1},
    {.body = SYSLOG_JSON, .facility = 3, .pid = 1},
    {.body = SYSLOG_TEXT, .facility = 3, .pid = 1},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_lines(struct span text)
{
    while (text.n > 0) {
        const char *end = memchr(text.at, '\n', text.n);
        size_t n = end ? (size_t)(end - text.at) : text.n;
        check(visible_is(span_cut(text, 0, n)));
        text = span_cut(text, n + 1, text.n);
    }
}

/* What a reader decodes holds no control characters either. */
static void check_decoded(const cJSON *json)
{
    for (const cJSON *item = json; item; item = item->next) {
        check(!item->string || visible_is(span_of(item->string)));
        check(!item->valuestring || visible_is(span_of(item->valuestring)));
        check_decoded(item->child);
    }
}

static void check_json(const char *text)
{
    cJSON *json _cleanup_json_ = cJSON_ParseWithOpts(text, NULL, true);
    check(json);
    check_decoded(json);
}

static void as_body(struct span body)
{
    struct buf b _cleanup_buf_ = {0};
    const struct said_event said = {.seq = 1, .at = noon, .body = body};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        syslog_datagram(body, SEVERITY_ERROR, noon, &forms[i], &b);
        check(b.n <= SYSLOG_DATAGRAM && visible_is(buf_peek(&b)));
        const char *cookie = strstr(b.at, "]: @cee: ");
        if (i == 0 && cookie && b.at + strlen("<27>Oct 16 12:00:00 duly[1") == cookie)
            check_json(cookie + strlen("]: @cee: "));
    }
    buf_clear(&b);
    event_line(body, &b);
    check(visible_is(buf_peek(&b)));
    buf_clear(&b);
    events_text(&said, 1, &b);
    check_lines(buf_peek(&b));
    buf_clear(&b);
    events_json(&said, 1, &b);
    check_lines(buf_peek(&b));
    check_json(b.at);
}

static void as_answer(struct span json)
{
    for (int l = LANGUAGE_ENGLISH; l <= LANGUAGE_SWEDISH; l++) {
        struct buf status _cleanup_buf_ = {0}, dump _cleanup_buf_ = {0};
        check(status_text(json, (enum language)l, &status) || status.n == 0);
        check(dump_text(json, (enum language)l, &dump) || dump.n == 0);
        check_lines(buf_peek(&status));
        check_lines(buf_peek(&dump));
    }
}

static void as_texts(struct span s)
{
    struct buf body _cleanup_buf_ = {0}, b _cleanup_buf_ = {0};
    struct span first = span_cut(s, 0, s.n / 2), second = span_cut(s, s.n / 2, s.n);
    const struct finding f = {.rule = second,
                              .file = first,
                              .record_case = second,
                              .waiver = first,
                              .message = {.en = s},
                              .place = {.line = UINT32_MAX}};
    const struct event e = {.seq = 1,
                            .type = EVENT_FINDING_OPENED,
                            .at = noon,
                            .message = f.message,
                            .finding = &f,
                            .detail = s};
    event_body(&e, &(struct event_frame){.run = "7f3a", .rules = "r41c9"}, &body);
    check(body.n <= EVENT_BODY_MOST && visible_is(buf_peek(&body)));
    check_json(body.at);
    syslog_datagram(buf_peek(&body), SEVERITY_INFO, noon, &forms[1], &b);
    check(strcmp(strstr(b.at, "]: ") + 3, body.at) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = {(const char *)data, size};
    as_body(s);
    as_answer(s);
    as_texts(s);
    return 0;
}
