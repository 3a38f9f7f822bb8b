/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/answer.h"
#include "outlet/json.h"
#include "outlet/status.h"

static void add_finding(struct buf *out, const cJSON *finding)
{
    uint64_t line = answer_number(finding, "line"), page = answer_number(finding, "page");
    buf_text(out, "    ");
    answer_show(out, answer_text(finding, "severity"));
    buf_byte(out, ' ');
    answer_show(out, answer_text(finding, "rule"));
    if (line > 0)
        buf_printf(out, ":%llu", (unsigned long long)line);
    else if (page > 0)
        buf_printf(out, ":p%llu", (unsigned long long)page);
    buf_byte(out, ' ');
    answer_show(out, answer_text(finding, "id"));
    buf_byte(out, '\n');
}

static void add_file(struct buf *out, const cJSON *file, enum language l)
{
    bool swedish = l == LANGUAGE_SWEDISH;
    struct span kind = answer_text(file, "kind");
    const cJSON *finding;
    answer_show(out, answer_text(file, "path"));
    buf_text(out, ": ");
    if (!cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file, "readable")))
        buf_text(out, swedish ? "oläst" : "not read");
    else if (kind.n == 0)
        buf_text(out, swedish ? "av inget slag" : "of no kind");
    answer_show(out, kind);
    buf_byte(out, '\n');
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(file, "findings"))
    {
        add_finding(out, finding);
    }
}

bool dump_text(struct span json, enum language l, struct buf *out)
{
    cJSON *answer _cleanup_json_ = answer_to(json, "status");
    const cJSON *files = cJSON_GetObjectItemCaseSensitive(answer, "files"), *file;
    if (!cJSON_IsArray(files))
        return false;
    cJSON_ArrayForEach(file, files)
    {
        add_file(out, file, l);
    }
    return true;
}
