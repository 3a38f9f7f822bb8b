/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/records.h"

#include "ledger/counts.h"

static const struct digest any_probes;

/* ---- contents ---- */

static void put_content(struct query *q, const struct digest *content)
{
    uint64_t head;
    memcpy(&head, content->bytes, sizeof head);
    put_unsigned(q, head);
    put_digest(q, content);
}

int64_t content_find(struct ledger *l, const struct digest *content)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_CONTENT_FIND);
    put_content(&q, content);
    return query_number(&q);
}

int64_t content_make(struct ledger *l, const struct digest *content)
{
    int64_t known = content_find(l, content);
    if (known != 0)
        return known;
    struct query q _cleanup_query_ = query(l, STATEMENT_CONTENT_ADD);
    put_content(&q, content);
    return query_write_row(&q) ? get_number(&q) : 0;
}

/* ---- readings ---- */

static int64_t reading_find(struct ledger *l, int64_t reader, const struct digest *probes)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_READING_FIND);
    put_number(&q, reader);
    put_digest(&q, probes);
    return query_number(&q);
}

static int64_t reading_make(struct ledger *l, int64_t reader, const struct digest *probes)
{
    int64_t reading = reading_find(l, reader, probes);
    if (reading != 0)
        return reading;
    struct query q _cleanup_query_ = query(l, STATEMENT_READING_ADD);
    put_number(&q, reader);
    put_digest(&q, probes);
    return query_write_row(&q) ? get_number(&q) : 0;
}

int64_t records_reading(struct ledger *l, const struct digest *probes)
{
    return reading_find(l, RECORD_VERSION, probes);
}

static int64_t reader_of(struct ledger *l, int64_t reading)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_READER);
    put_number(&q, reading);
    return query_number(&q);
}

int64_t records_reading_of(struct ledger *l, int64_t record)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_STATE);
    put_number(&q, record);
    if (record == 0 || !query_row(&q))
        return 0;
    bool readable = get_number(&q) != 0;
    int64_t reading = get_number(&q);
    return readable ? reading : reading_make(l, reader_of(l, reading), &any_probes);
}

bool records_fit_any(struct ledger *l, int64_t reading)
{
    return reading == records_reading(l, &any_probes);
}

/* ---- records ---- */

int64_t ledger_record_find(struct ledger *l, const struct record_key *key)
{
    int64_t reading = records_reading(l, &key->probes);
    int64_t content = content_find(l, &key->content);
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_FIND);
    put_number(&q, content);
    put_word(&q, format_text(key->format));
    put_number(&q, reading);
    return query_number(&q);
}

int64_t ledger_record_put(struct ledger *l, const struct record_key *key, bool readable,
                          struct span packed, instant at)
{
    int64_t reading = reading_make(l, RECORD_VERSION, &key->probes);
    int64_t content = content_make(l, &key->content);
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_ADD);
    put_number(&q, content);
    put_word(&q, format_text(key->format));
    put_number(&q, reading);
    put_number(&q, readable);
    put_number(&q, at);
    put_bytes(&q, packed);
    return query_write_row(&q) ? get_number(&q) : 0;
}

bool ledger_record_get(struct ledger *l, struct arena *a, int64_t id, struct record_key *ret_key,
                       struct span *ret_packed)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_GET);
    put_number(&q, id);
    if (!query_row(&q))
        return false;
    ret_key->content = get_digest(&q);
    if (!format_parse(get_bytes(&q), &ret_key->format))
        ret_key->format = FORMAT_COUNT;
    ret_key->probes = get_digest(&q);
    *ret_packed = get_copy(&q, a);
    return true;
}

static void set_unused(struct ledger *l, int64_t record, bool unused)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_USED);
    put_number(&q, unused);
    put_number(&q, record);
    put_number(&q, unused);
    query_write(&q);
}

static bool is_had(struct ledger *l, int64_t record)
{
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_HAD);
    put_number(&q, record);
    return query_row(&q);
}

void records_taken(struct ledger *l, int64_t record)
{
    if (record != 0)
        set_unused(l, record, false);
}

/* One of what could not be read is never found again. */
void records_left(struct ledger *l, int64_t record)
{
    if (record == 0 || is_had(l, record))
        return;
    if (!counts_unreadable(l, record)) {
        set_unused(l, record, true);
        return;
    }
    struct query q _cleanup_query_ = query(l, STATEMENT_RECORD_REMOVE);
    put_number(&q, record);
    query_write(&q);
}
