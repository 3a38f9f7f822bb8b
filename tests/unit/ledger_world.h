/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the ledger put into it. Include cmocka before. */
#pragma once

#include "ledger/ledger.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct moment noon = {.at = 1634292000}; /* 2021-10-15T12:00+02:00 */

__attribute__((unused)) static struct ledger *in_memory(void)
{
    struct buf text _cleanup_buf_ = {0};
    enum ledger_found found;
    struct ledger *l = ledger_open(NULL, noon, &found, &text);
    assert_non_null(l);
    assert_int_equal(found, LEDGER_NEW);
    assert_int_equal(text.n, 0);
    return l;
}

__attribute__((unused)) static int begin_in_memory(void **state)
{
    *state = in_memory();
    return 0;
}

__attribute__((unused)) static int end(void **state)
{
    ledger_close(*state);
    return 0;
}

#define IN_MEMORY(f) cmocka_unit_test_setup_teardown(f, begin_in_memory, end)

static inline struct digest digest_n(uint8_t n)
{
    struct digest d = {.bytes = {[0] = n, [31] = 1}};
    return d;
}

static inline struct record_key key_n(uint8_t content, uint8_t probes)
{
    return (struct record_key){digest_n(content), FORMAT_TEXT, digest_n(probes)};
}

static inline struct ledger_file file_at(int64_t root, const char *path)
{
    return (struct ledger_file){
        .root = root,
        .path = span_of(path),
        .identity = {.inode = 7,
                     .size = 10,
                     .mtime_ns = 3,
                     .ctime_ns = 4,
                     .mode = 0100644,
                     .owner = 1,
                     .group = 2,
                     .links = 1},
        .next_change = INSTANT_NEVER,
    };
}

/* A file with a record, put and there. */
__attribute__((unused)) static int64_t put_file(struct ledger *l, const char *path, uint8_t content,
                                                bool readable)
{
    struct ledger_file f = file_at(ledger_root(l, "/srv"), path);
    struct record_key key = key_n(content, 9);
    f.record = readable ? ledger_record_find(l, &key) : 0;
    if (f.record == 0)
        f.record = ledger_record_put(l, &key, readable, SPAN("packed"), noon.at);
    int64_t id = ledger_file_put(l, &f);
    assert_true(id > 0);
    return id;
}

static inline struct finding finding_n(uint64_t fingerprint, enum severity severity)
{
    return (struct finding){
        .pack = SPAN("general"),
        .rule = SPAN("agreement.signed"),
        .verdict = VERDICT_FAIL,
        .severity = severity,
        .message = {SPAN("not signed"), SPAN("inte undertecknat")},
        .fingerprint = fingerprint,
    };
}

__attribute__((unused)) static void put_event(struct ledger *l, const char *body)
{
    ledger_event_put(l, &(struct outbox_event){.seq = ledger_next_seq(l),
                                               .type = EVENT_START,
                                               .severity = SEVERITY_NOTICE,
                                               .at = noon.at,
                                               .body = span_of(body)});
}
