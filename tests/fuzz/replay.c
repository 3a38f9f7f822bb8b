/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over the files of a corpus: how the ordinary tests replay what fuzzing found.
 */
#include "base/buf.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool slurp(const char *path, struct buf *out)
{
    char block[4096];
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(out, block, n);
    fclose(f);
    return true;
}

int main(int argc, char **argv)
{
    DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
    size_t ran = 0;
    if (!dir) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    for (struct dirent *e; (e = readdir(dir));) {
        char path[4096];
        struct buf bytes _cleanup_buf_ = {0};
        snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
        if (e->d_name[0] == '.' || !slurp(path, &bytes))
            continue;
        buf_grow(&bytes, 0);
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.at, bytes.n);
        ran++;
    }
    closedir(dir);
    return ran ? 0 : 1; /* an empty corpus tests nothing */
}
