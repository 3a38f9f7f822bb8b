/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/json.h"
#include "outlet/status.h"

#include <stdio.h>
#include <stdlib.h>

/* As `find -printf %C@` and `stat -c %.9Z` have it: a double has not as many digits. */
static void add_time(cJSON *object, const char *key, int64_t ns)
{
    char text[32];
    uint64_t far = ns < 0 ? -(uint64_t)ns : (uint64_t)ns;
    snprintf(text, sizeof text, "%s%llu.%09llu", ns < 0 ? "-" : "",
             (unsigned long long)far / 1000000000, (unsigned long long)far % 1000000000);
    cJSON_AddStringToObject(object, key, text);
}

static void add_identity(cJSON *row, const struct identity *i)
{
    char inode[32];
    cJSON *object = cJSON_AddObjectToObject(row, "identity");
    snprintf(inode, sizeof inode, "%llu", (unsigned long long)i->inode);
    cJSON_AddRawToObject(object, "inode", inode);
    cJSON_AddNumberToObject(object, "size", (double)i->size);
    add_time(object, "mtime", i->mtime_ns);
    add_time(object, "ctime", i->ctime_ns);
}

static void add_content(cJSON *row, const struct digest *content)
{
    static const struct digest none;
    char hex[DIGEST_TEXT];
    bool read = !digest_eq(content, &none);
    json_text_or_null(row, "sha256", read ? span_of(digest_text(content, hex)) : NO_SPAN);
}

static void add_findings(cJSON *row, const struct dump_file *file)
{
    char id[FINGERPRINT_TEXT];
    cJSON *array = cJSON_AddArrayToObject(row, "findings");
    for (size_t i = 0; i < file->finding_count; i++) {
        const struct dump_finding *f = &file->findings[i];
        cJSON *object = cJSON_CreateObject();
        cJSON_AddItemToArray(array, object);
        cJSON_AddStringToObject(object, "id", fingerprint_text(f->fingerprint, id));
        json_text(object, "rule", f->rule);
        cJSON_AddStringToObject(object, "severity", severity_text(f->severity));
        json_number_or_null(object, "line", f->place.line);
        json_number_or_null(object, "page", f->place.page);
    }
}

static void add_file(struct buf *out, const struct dump_file *file)
{
    cJSON *row _cleanup_json_ = cJSON_CreateObject();
    json_text(row, "path", file->path);
    add_identity(row, &file->identity);
    add_content(row, &file->content);
    cJSON_AddBoolToObject(row, "readable", file->readable);
    json_text_or_null(row, "kind", file->kind);
    add_findings(row, file);
    json_line(row, out);
}

static int by_path(const void *a, const void *b)
{
    const struct dump_file *const *x = a, *const *y = b;
    return span_order((*x)->path, (*y)->path);
}

void dump_json(const struct dump_file *files, size_t count, bool synced, struct buf *out)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    const struct dump_file **sorted = ARENA_ARRAY(scratch, count, const struct dump_file *);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &files[i];
    if (count > 0)
        qsort(sorted, count, sizeof *sorted, by_path);
    buf_printf(out, "{\"duly\":1,\"command\":\"status\",\"synced\":%s,\"files\":[",
               synced ? "true" : "false");
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? "\n" : ",\n");
        add_file(out, sorted[i]);
    }
    buf_text(out, "\n]}\n");
}
