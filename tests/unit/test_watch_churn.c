/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever happens, and however the watcher is interrupted by it: once things are quiet, or a
 * barrier is over, what was reported equals a fresh walk. Neither events that are lost nor a
 * new start with what was reported changes that. CHURN_SEED=n repeats one run, CHURN_RUNS=n makes
 * more of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch_world.h"

#include <linux/fs.h>
#include <sys/inotify.h>
#include <sys/syscall.h>

enum { RUNS = 40, OPERATIONS = 300, FILES_MOST = 4096 };

/* What the reports add up to, or what a walk found. */
struct view {
    struct seen {
        char path[200];
        struct identity identity;
    } at[FILES_MOST];
    size_t n;
};

static struct view reported, fresh;

/* A link made or removed changes the ctime under the file's other names without an event there, and
   what is written through a temporary name makes none that is listened to. Half of the runs make
   links; those wait for the hourly comparison. */
static bool with_links;

static struct buf story; /* of this run; printed if it ends badly */

static void tell(const char *what, const char *a, const char *b)
{
    buf_printf(&story, "%s %s %s\n", what, a, b);
}

static struct seen *find(struct view *v, const char *path)
{
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->at[i].path, path) == 0)
            return &v->at[i];
    return NULL;
}

static void heard(void *arg, const struct change *c)
{
    static const char *const names[] = {"  present", "  moved", "  gone"};
    struct view *v = arg;
    tell(names[c->type], c->from ? c->from : "", c->path);
    struct seen *s = find(v, c->type == CHANGE_MOVED ? c->from : c->path);
    if (c->type == CHANGE_GONE) {
        assert_non_null(s); /* gone is only what was there */
        *s = v->at[--v->n];
        return;
    }
    if (c->type == CHANGE_MOVED) {
        assert_non_null(s);
        assert_null(find(v, c->path));
    }
    if (!s)
        s = &v->at[v->n++];
    snprintf(s->path, sizeof s->path, "%s", c->path);
    if (c->type == CHANGE_PRESENT)
        s->identity = c->identity;
}

static int walk_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    if (flag != FTW_F || !S_ISREG(st->st_mode) || watch_temporary(path + ftw->base))
        return 0;
    struct seen *s = &fresh.at[fresh.n++];
    assert_int_equal(identity_at(AT_FDCWD, path, &s->identity), 0);
    snprintf(s->path, sizeof s->path, "%s", path + strlen("./"));
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct seen *)a)->path, ((const struct seen *)b)->path);
}

static void fail_told(uint64_t seed, const char *what, const char *a, const char *b)
{
    fputs(story.at, stdout);
    fail_msg("CHURN_SEED=%llu: %s: %s, %s", (unsigned long long)seed, what, a, b);
}

static void assert_view_is_disk(uint64_t seed)
{
    fresh.n = 0;
    nftw(".", walk_one, 16, FTW_PHYS);
    qsort(fresh.at, fresh.n, sizeof fresh.at[0], by_path);
    qsort(reported.at, reported.n, sizeof reported.at[0], by_path);
    for (size_t i = 0; i < fresh.n || i < reported.n; i++) {
        struct seen *f = &fresh.at[i], *r = &reported.at[i];
        if (i < fresh.n && i < reported.n && by_path(f, r) == 0 &&
            identity_eq(&f->identity, &r->identity))
            continue;
        fail_told(seed, "on disk and reported", i < fresh.n ? f->path : "(none)",
                  i < reported.n ? r->path : "(none)");
    }
}

/* ---- random operations ---- */

static uint64_t dice;
static char outside[80]; /* where links lead, and what is done through them */

static unsigned roll(unsigned sides)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % sides;
}

/* Few names, so that they meet each other again and again. */
static const char *any_path(char *path, bool file)
{
    static const char *const names[] = {"a.txt", "b.txt", "c.docx", "x.tmp"};
    path[0] = '\0';
    for (unsigned depth = roll(4); depth > 0; depth--)
        strcat(path, (const char *[]){"d/", "e/", "f/"}[roll(3)]);
    strcat(path, file ? names[roll(4)] : (const char *[]){"d", "e", "f"}[roll(3)]);
    return path;
}

static void write_some(const char *path, int flags)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0644);
    if (fd < 0)
        return;
    if (write(fd, "some words", 1 + roll(9)) < 0)
        abort();
    close(fd);
}

static void any_operation(void)
{
    char a[64], b[64];
    unsigned what = roll(14);
    bool files = what < 8 && what != 4 && what != 5;
    any_path(a, what >= 10 ? roll(2) : files);
    any_path(b, what >= 10 ? roll(2) : files);
    switch (what) {
    case 0:
    case 1:
    case 2:
    case 3:
        tell("write", a, "");
        write_some(a, what == 3 ? O_APPEND : O_TRUNC);
        break;
    case 4:
    case 5:
        tell("mkdir", a, "");
        mkdir(a, 0755);
        break;
    case 6:
        tell("unlink", a, "");
        unlink(a);
        break;
    case 7:
    case 8:
    case 9:
        tell("rename", a, b);
        rename(a, b);
        break;
    case 10:
        tell("exchange", a, b);
        syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
        break;
    case 11:
        tell("remove", a, "");
        if (roll(4) == 0)
            remove_tree(a);
        break;
    case 12:
        tell("symlink", a, "");
        if (symlink(outside, a) < 0)
            unlink(a);
        break;
    case 13:
        tell("link or chmod", a, b);
        if ((!with_links || link(a, b) < 0) && fchmodat(AT_FDCWD, a, 0700, AT_SYMLINK_NOFOLLOW) < 0)
            tell("neither", a, b);
        break;
    }
}

static void lose_events(struct world *w)
{
    world_lose_events(w);
    struct inotify_event overflow = {.wd = -1, .mask = IN_Q_OVERFLOW};
    inotify_take(w->watch, (const char *)&overflow, sizeof overflow, w->ticks);
}

static void be_quiet(struct world *w, uint64_t seed)
{
    tell("quiet", "", "");
    world_quiet(w);
    if (with_links)
        world_wait(w, AUDIT + SLOW_PASS);
    assert_view_is_disk(seed);
}

static char own[80]; /* for cookies */

static void be_synced(struct world *w, uint64_t seed)
{
    tell("sync", "", "");
    uint64_t barrier = watch_sync(w->watch);
    assert_true(barrier > 0);
    if (roll(3) == 0)
        lose_events(w);
    for (int64_t begun = w->ticks; !watch_synced(w->watch, barrier);) {
        int next = watch_step(w->watch, w->ticks);
        w->ticks += watch_synced(w->watch, barrier) ? 0 : next;
        assert_true(w->ticks - begun < 20000);
    }
    if (!with_links)
        assert_view_is_disk(seed);
}

static void start(struct world *w)
{
    world_watch(w);
    assert_int_equal(watch_sync_folder(w->watch, own), 0);
    for (size_t i = 0; i < reported.n; i++)
        watch_know(w->watch, 0, reported.at[i].path, &reported.at[i].identity);
}

static void start_anew(struct world *w)
{
    tell("stop", "", "");
    watch_free(w->watch);
    for (unsigned i = roll(20); i > 0; i--)
        any_operation();
    tell("start", "", "");
    start(w);
}

static void assert_names_are_unique(struct world *w, uint64_t seed)
{
    const struct tree *t = &w->watch->tree;
    for (struct node *top = w->watch->roots.at[0].node, *n = top; n; n = node_after(top, n))
        if (tree_find(t, n->parent, node_name(n)) != n)
            fail_told(seed, "twice in one folder", node_name(n), "");
}

static void one_thing(struct world *w, uint64_t seed)
{
    any_operation();
    if (roll(3) == 0)
        w->ticks += roll(3) ? roll(60) : roll(3000);
    if (roll(2) == 0) {
        tell("step", "", "");
        watch_step(w->watch, w->ticks);
        assert_names_are_unique(w, seed);
    }
    if (roll(200) == 0)
        lose_events(w);
    if (roll(150) == 0)
        start_anew(w);
    if (roll(60) == 0)
        be_synced(w, seed);
    if (roll(100) == 0)
        be_quiet(w, seed);
}

static void churn(uint64_t seed)
{
    struct world world;
    dice = seed;
    with_links = seed % 2;
    reported.n = 0;
    buf_clear(&story);
    world_begin(&world, false);
    snprintf(own, sizeof own, "%.60s-own", world.root);
    snprintf(outside, sizeof outside, "%.60s-outside", world.root);
    folder(own);
    folder(outside);
    put("stays.txt", "an empty root would be taken for one that is not mounted");
    for (unsigned i = roll(60); i > 0; i--)
        any_operation();
    world.heard = heard;
    world.heard_arg = &reported;
    start(&world);
    for (int i = 0; i < OPERATIONS; i++)
        one_thing(&world, seed);
    be_quiet(&world, seed);
    if (watch_counts(world.watch).files != reported.n)
        fail_told(seed, "another number of files", "", "");
    world_end(&world);
    remove_tree(own);
    remove_tree(outside);
    buf_done(&story);
}

static void the_view_is_the_disk(void **state)
{
    (void)state;
    const char *seed = getenv("CHURN_SEED"), *runs = getenv("CHURN_RUNS");
    if (seed)
        churn(strtoull(seed, NULL, 10));
    else
        for (uint64_t i = 1; i <= (runs ? strtoull(runs, NULL, 10) : RUNS); i++)
            churn(i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_view_is_the_disk)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
