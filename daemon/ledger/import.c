/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/visible.h"
#include "ledger/reserve.h"
#include "ledger/sightings.h"

#include <cjson/cJSON.h>

enum { FAULTS_TOLD = 20 };

struct import {
    struct ledger *ledger;
    const char *file;
    struct diags *diags;
    uint32_t line;
    uint64_t seq;
    size_t faults;
};

static void fault(struct import *im, const char *text)
{
    if (im->faults++ < FAULTS_TOLD)
        diag_add(im->diags, DIAG_ERROR, "ledger.import", im->file, im->line, 0, "%s", text);
}

static void json_freep(cJSON **json)
{
    cJSON_Delete(*json);
}

/* ---- values ---- */

/* JSON has no whole numbers beyond 2^53 that every reader agrees upon. */
static bool whole_number(const cJSON *object, const char *key, int64_t *ret)
{
    const double most = 9007199254740992.0;
    const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsNumber(v) || !(v->valuedouble >= -most && v->valuedouble <= most))
        return false;
    *ret = (int64_t)v->valuedouble;
    return (double)*ret == v->valuedouble;
}

static bool has_string(const cJSON *object, const char *key)
{
    return cJSON_IsString(cJSON_GetObjectItemCaseSensitive(object, key));
}

static struct span string_of(const cJSON *object, const char *key)
{
    const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(v) ? span_of(v->valuestring) : NO_SPAN;
}

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool digest_of_hex(struct span s, struct digest *ret)
{
    if (s.n != 2 * sizeof ret->bytes)
        return false;
    for (size_t i = 0; i < sizeof ret->bytes; i++) {
        int high = nibble(s.at[2 * i]), low = nibble(s.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        ret->bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* ---- lines ---- */

static bool keys_are(const cJSON *object, int count)
{
    return cJSON_IsObject(object) && cJSON_GetArraySize(object) == count;
}

static void take_header(struct import *im, const cJSON *object)
{
    int64_t version, seq, sent;
    if (!whole_number(object, "duly-ledger", &version))
        fault(im, "no copy of a ledger begins like this");
    else if (version != 1)
        fault(im, "a newer duly wrote this copy");
    else if (!keys_are(object, 3) || !whole_number(object, "seq", &seq) || seq < 0 ||
             !whole_number(object, "sent", &sent) || sent < 0 || sent > seq)
        fault(im, "the first line must have \"seq\" and \"sent\", and nothing else");
    else
        im->seq = (uint64_t)seq;
}

static void take_sighting(struct import *im, const cJSON *object)
{
    struct buf path _cleanup_buf_ = {0};
    struct sighting s = {0};
    if (!keys_are(object, 4))
        fault(im, "expected an object of content, at, by and path");
    else if (!digest_of_hex(string_of(object, "content"), &s.content))
        fault(im, "\"content\" must be a SHA-256 in small hexadecimal digits");
    else if (!whole_number(object, "at", &s.at))
        fault(im, "\"at\" must be seconds since 1970");
    else if (!seen_by_parse(string_of(object, "by"), &s.by))
        fault(im, "\"by\" must be \"scan\" or \"watch\"");
    else if (!has_string(object, "path") || !visible_undo(&path, string_of(object, "path")))
        fault(im, "\"path\" is not as the ledger writes paths");
    else if (im->faults == 0) {
        s.path = buf_peek(&path);
        ledger_sight(im->ledger, &s);
    }
}

static void take_line(struct import *im, struct span line)
{
    const char *end = NULL;
    cJSON *object __attribute__((cleanup(json_freep))) =
        cJSON_ParseWithLengthOpts(line.at, line.n, &end, 0);
    if (!object || span_trim(span_cut(line, (size_t)(end - line.at), line.n)).n > 0)
        fault(im, "not one object of JSON");
    else if (im->line == 1)
        take_header(im, object);
    else
        take_sighting(im, object);
}

static void take_lines(struct import *im, struct span lines)
{
    while (lines.n > 0) {
        const char *end = memchr(lines.at, '\n', lines.n);
        size_t n = end ? (size_t)(end - lines.at) : lines.n;
        im->line++;
        take_line(im, span_cut(lines, 0, n));
        lines = span_cut(lines, n + 1, lines.n);
    }
    if (im->line == 0)
        fault(im, "no copy of a ledger begins like this");
}

/* A line that is wrong takes back what the lines before it gave. */
bool ledger_import(struct ledger *l, const char *file, struct span lines, struct diags *diags)
{
    struct import im = {.ledger = l, .file = file, .diags = diags};
    if (store_begin(l) && store_execute(l, "SAVEPOINT import")) {
        take_lines(&im, lines);
        if (im.faults > 0 && !l->failed)
            store_execute(l, "ROLLBACK TO import");
        store_execute(l, "RELEASE import");
    }
    if (im.faults == 0)
        reserve_raise(l, im.seq);
    if (l->failed)
        fault(&im, ledger_fault(l));
    return im.faults == 0;
}
