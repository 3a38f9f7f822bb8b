/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * read_folder PACK FOLDER [ROUNDS]: reads every document of a folder in this one process, without
 * readers, jail and socket, so that a profiler sees where reading spends its time. Prints the
 * processor time of one document, and a digest of all records: what made reading faster must not
 * have made it read otherwise.
 */
#include "base/clock.h"
#include "fact/scan.h"
#include "flow/documents.h"
#include "flow/packs.h"
#include "flow/reading.h"
#include "reader/reader.h"

#include <stdio.h>
#include <time.h>

struct content {
    struct buf bytes;
    enum format hint;
};

struct bench {
    struct arena *arena, *document;
    const struct lexicon *lexicon;
    struct matcher *matcher;
    VEC(struct content) contents;
    struct buf record, digests;
};

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool content_load(struct content *c, const char *path)
{
    FILE *f = fopen(path, "re");
    char part[4096];
    for (size_t n; f && (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_add(&c->bytes, part, n);
    return f && fclose(f) == 0;
}

static void contents_load(struct bench *b, char *folder)
{
    struct document_list list = {.arena = b->arena};
    documents_find(&folder, 1, &list);
    for (size_t i = 0; i < list.files.n; i++) {
        struct content c = {.hint = list.files.at[i].hint};
        if (content_load(&c, list.files.at[i].path))
            *VEC_ADD(b->arena, &b->contents) = c;
    }
}

/* Bytes are copied, as a reader would read them from its descriptor: reading may overwrite them. */
static void read_one_content(struct bench *b, const struct content *c)
{
    struct record record;
    struct span bytes = arena_copy(b->document, buf_peek(&c->bytes));
    read_document(b->document, (char *)(uintptr_t)bytes.at, bytes.n, c->hint, b->lexicon,
                  b->matcher, &record);
    buf_clear(&b->record);
    record_pack(&record, &b->record);
    arena_reset(b->document);
}

static void round_run(struct bench *b)
{
    for (size_t i = 0; i < b->contents.n; i++)
        read_one_content(b, &b->contents.at[i]);
}

static struct digest round_digest(struct bench *b)
{
    for (size_t i = 0; i < b->contents.n; i++) {
        read_one_content(b, &b->contents.at[i]);
        struct digest d = digest_of(buf_peek(&b->record));
        buf_add(&b->digests, d.bytes, sizeof d.bytes);
    }
    return digest_of(buf_peek(&b->digests));
}

static void bench_run(struct bench *b, int rounds)
{
    char hex[DIGEST_TEXT];
    struct digest all = round_digest(b);
    double begun = processor_seconds();
    for (int i = 0; i < rounds; i++)
        round_run(b);
    double took = processor_seconds() - begun;
    printf("%zu documents, records %.16s", b->contents.n, digest_text(&all, hex));
    if (rounds && b->contents.n)
        printf(", %.1f us each", took * 1e6 / rounds / (double)b->contents.n);
    puts("");
}

static void bench_done(struct bench *b)
{
    matcher_free(b->matcher);
    for (size_t i = 0; i < b->contents.n; i++)
        buf_done(&b->contents.at[i].bytes);
    buf_done(&b->record);
    buf_done(&b->digests);
    arena_free(b->document);
    arena_free(b->arena);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: read_folder PACK FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    struct bench b = {.arena = arena_new(), .document = arena_new()};
    struct diags diags = {.arena = b.arena};
    const char *pack = argv[1];
    struct rules *rules = packs_load(b.arena, &pack, 1, &diags);
    if (!rules) {
        fprintf(stderr, "read_folder: %s: not a pack that loads\n", pack);
        bench_done(&b);
        return 1;
    }
    b.lexicon = lexicon_new(b.arena);
    b.matcher = matcher_new(b.arena, rules_probes(rules));
    rules_free(rules);
    contents_load(&b, argv[2]);
    bench_run(&b, argc > 3 ? atoi(argv[3]) : 1);
    bench_done(&b);
    return 0;
}
