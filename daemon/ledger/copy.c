/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/copy.h"

#include "base/visible.h"
#include "ledger/replace.h"
#include "ledger/sightings.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char file_name[] = "ledger-copy.jsonl";

/* ---- lines ---- */

/* Visible text has no controls: two characters are left that JSON minds. */
static void add_string(struct buf *b, struct span s)
{
    struct buf visible _cleanup_buf_ = {0};
    visible_add(&visible, s);
    buf_byte(b, '"');
    for (size_t i = 0; i < visible.n; i++) {
        if (visible.at[i] == '"' || visible.at[i] == '\\')
            buf_byte(b, '\\');
        buf_byte(b, visible.at[i]);
    }
    buf_byte(b, '"');
}

static void add_header(struct buf *b, const struct ledger *l)
{
    buf_printf(b, "{\"duly-ledger\":1,\"seq\":%" PRIu64 ",\"sent\":%" PRIu64 "}\n",
               l->counts.last_seq, l->sent);
}

static void add_sighting(struct buf *b, const struct sighting *s)
{
    char content[DIGEST_TEXT];
    buf_printf(b, "{\"content\":\"%s\",\"at\":%" PRId64 ",\"by\":\"%s\",\"path\":",
               digest_text(&s->content, content), s->at, seen_by_text(s->by));
    add_string(b, s->path);
    buf_text(b, "}\n");
}

void ledger_export(struct ledger *l, void (*line)(void *arg, struct span line), void *arg)
{
    struct buf b _cleanup_buf_ = {0};
    struct arena *a _cleanup_arena_ = arena_new();
    add_header(&b, l);
    line(arg, buf_peek(&b));
    struct query q _cleanup_query_ = query(l, STATEMENT_SIGHTINGS);
    for (struct sighting s; query_row(&q); arena_reset(a)) {
        sighting_get(&q, a, &s);
        buf_clear(&b);
        add_sighting(&b, &s);
        line(arg, buf_peek(&b));
    }
}

/* ---- the copy ---- */

struct writing {
    struct replacement file;
    struct buf waiting;
    int error;
};

static void flush(struct writing *w)
{
    if (w->error == 0)
        w->error = replacement_add(&w->file, buf_peek(&w->waiting));
    buf_clear(&w->waiting);
}

static void write_line(void *arg, struct span line)
{
    enum { AT_ONCE = 1 << 16 };
    struct writing *w = arg;
    buf_span(&w->waiting, line);
    if (w->waiting.n >= AT_ONCE)
        flush(w);
}

bool ledger_copy(struct ledger *l)
{
    struct writing w = {0};
    if (!l->state)
        return true;
    w.error = replacement_begin(&w.file, l->state, file_name);
    if (w.error == 0)
        ledger_export(l, write_line, &w);
    flush(&w);
    if (w.error == 0)
        w.error = replacement_end(&w.file);
    replacement_done(&w.file);
    buf_done(&w.waiting);
    if (w.error < 0)
        store_remark(l, "cannot write %s/%s: %s", l->state, file_name, strerror(-w.error));
    return w.error == 0;
}

/* ---- taking it back ---- */

static char *path_of(struct arena *a, const struct ledger *l)
{
    return arena_printf(a, "%s/%s", l->state, file_name);
}

bool copy_is_there(const struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    return access(path_of(a, l), F_OK) == 0;
}

/* The next copy would be written over it. */
static void lay_aside(struct arena *a, const char *path)
{
    char *to = arena_printf(a, "%s.faulty", path);
    for (unsigned n = 2; access(to, F_OK) == 0; n++)
        to = arena_printf(a, "%s.faulty-%u", path, n);
    rename(path, to);
}

static void take_lines(struct ledger *l, struct arena *a, const char *path, struct span lines,
                       struct buf *ret_text)
{
    struct diags diags = {.arena = a};
    uint64_t before = (uint64_t)sqlite3_total_changes64(l->db);
    if (ledger_import(l, path, lines, &diags)) {
        buf_printf(ret_text, "what was first seen when was taken from %s", path);
        if ((uint64_t)sqlite3_total_changes64(l->db) == before)
            buf_text(ret_text, ", which is empty");
        return;
    }
    lay_aside(a, path);
    buf_printf(ret_text,
               "its copy %s is faulty too (line %u: %s) and lies aside as well: nothing "
               "was taken from it",
               path, diags.list.at[0].line, diags.list.at[0].text);
}

void copy_take_back(struct ledger *l, struct buf *ret_text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *path = path_of(a, l);
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 || fstat(fd, &st) < 0 || st.st_size == 0) {
        buf_text(ret_text, "there is no copy of what was first seen when");
    } else {
        size_t size = (size_t)st.st_size;
        void *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED)
            buf_printf(ret_text, "its copy cannot be read (%s)", strerror(errno));
        else {
            take_lines(l, a, path, (struct span){at, size}, ret_text);
            munmap(at, size);
        }
    }
    if (fd >= 0)
        close(fd);
}
