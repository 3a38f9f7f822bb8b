/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/testing.h"
#include "flow/checking.h"
#include "flow/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* One case being read: what came back, at the place of its file. */
struct bench {
    struct arena *arena; /* of the case: takes over the answers' arenas by copying nothing */
    const struct rules *rules;
    const struct pack_choice *choice; /* the pack and what it uses */
    struct read_file *files;
    struct filed *filed;
};

static void keep(void *arg, struct read_file *file)
{
    struct bench *b = arg;
    b->files[file->id] = *file;
    b->filed[file->id] = file_record(&b->files[file->id], &file->answer.probes);
}

static int open_file(const struct suite_file *f)
{
    return f->copy ? open(f->copy, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : memory_file(f->text);
}

static bool read_case(struct reading *r, const struct suite_case *c, struct diags *diags)
{
    for (uint32_t i = 0; i < c->file_count; i++) {
        const struct suite_file *f = &c->files[i];
        enum format hint = FORMAT_TEXT;
        int fd = open_file(f);
        if (fd < 0) {
            diag_add(diags, DIAG_ERROR, "test.file", c->file, c->line, 1, "%s: %s",
                     f->copy ? f->copy : "text", strerror(errno));
            return false;
        }
        reading_wanted(f->as.at, &hint);
        reading_submit_fd(r, i, fd, f->as.at, hint);
    }
    while (reading_pending(r) > 0)
        reading_wait(r);
    return true;
}

static bool test_case(struct bench *b, struct reading *r, const struct suite_case *c,
                      struct moment now, struct diags *diags, struct tested_pack *pack,
                      struct tested_case *ret)
{
    b->files = ARENA_ARRAY(b->arena, c->file_count, struct read_file);
    b->filed = ARENA_ARRAY(b->arena, c->file_count, struct filed);
    ret->suite_case = c;
    if (!read_case(r, c, diags) || reading_refusal(r))
        return false;
    suite_judge(b->arena, b->rules, b->choice, c, b->filed, now, pack->coverage,
                pack->coverage_count, &ret->result);
    for (uint32_t i = 0; i < c->file_count; i++)
        arena_free(b->files[i].answer.arena);
    return true;
}

bool test_pack(struct arena *a, const struct rules *rules, const struct pack *pack, unsigned jobs,
               struct moment now, struct diags *diags, struct tested_pack *ret, const char **reterr)
{
    struct suite suite;
    const char *id = arena_copy(a, pack_id(pack)).at;
    struct bench bench = {.arena = a, .rules = rules, .choice = rules_choice(a, rules, &id, 1)};
    int error = 0;
    *ret = (struct tested_pack){.pack = pack_id(pack)};
    *reterr = NULL;
    if (!suite_load(a, pack, diags, &suite))
        return false;
    ret->coverage_count = suite_coverage_new(a, rules, pack_id(pack), &ret->coverage);
    ret->cases = ARENA_ARRAY(a, suite.count, struct tested_case);
    struct reading *r = reading_new(jobs, rules_probes(rules), keep, &bench, &error);
    if (!r) {
        *reterr = reading_error(error);
        return false;
    }
    bool good = true;
    for (size_t i = 0; good && i < suite.count; i++)
        good = test_case(&bench, r, &suite.cases[i], now, diags, ret, &ret->cases[ret->count++]);
    if (reading_refusal(r))
        *reterr = arena_strdup(a, reading_refusal(r));
    reading_free(r);
    return good;
}
