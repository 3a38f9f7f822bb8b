/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * open_findings < JSON: of what `duly status --dump` or `duly check` tells as JSON, the open
 * findings, one a line: fingerprint, rule, path and line.
 */
#include "base/buf.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static const char *text(const cJSON *o, const char *key)
{
    const char *s = cJSON_GetStringValue(cJSON_GetObjectItem(o, key));
    return s ? s : "-";
}

static void print_finding(const cJSON *finding, const char *path)
{
    const cJSON *line = cJSON_GetObjectItem(finding, "line");
    const char *id = cJSON_HasObjectItem(finding, "id") ? "id" : "fingerprint";
    printf("%s %s %s:%d\n", text(finding, id), text(finding, "rule"), path,
           line ? line->valueint : 0);
}

int main(void)
{
    struct buf bytes _cleanup_buf_ = {0};
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, stdin)) > 0;)
        buf_add(&bytes, part, n);
    cJSON *root = cJSON_ParseWithLength(bytes.at ? bytes.at : "", bytes.n);
    const cJSON *file, *finding;
    cJSON_ArrayForEach(file, cJSON_GetObjectItem(root, "files"))
        cJSON_ArrayForEach(finding, cJSON_GetObjectItem(file, "findings"))
            print_finding(finding, text(file, "path"));
    cJSON_ArrayForEach(finding, cJSON_GetObjectItem(root, "findings"))
        print_finding(finding, text(finding, "file"));
    int status = root ? 0 : 1;
    cJSON_Delete(root);
    return status;
}
