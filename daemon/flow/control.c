/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peers: let in, heard, answered, and let go when they dawdle. */
#include "flow/control.h"
#include "base/clock.h"
#include "base/diag.h"
#include "flow/control_listen.h"
#include "outlet/json.h"

#include <errno.h>
#include <limits.h>
#include <sys/socket.h>
#include <unistd.h>

enum state {
    ASKING,    /* the line is still coming */
    HELD,      /* who was asked has it */
    ANSWERING, /* the answer is on its way */
    FINISHED   /* to be freed by the next step */
};

struct control_question {
    struct control_question *next;
    struct control *control;
    enum state state;
    int fd; /* -1: hung up */
    bool owner;
    bool deaf;        /* the peer writes no more: its end of stream is read only once */
    int64_t deadline; /* in ticks, of ASKING and ANSWERING */
    size_t heard;
    char line[CONTROL_LINE + 1];
    struct buf answer;
    size_t taken; /* bytes of it */
};

struct control {
    struct control_listener listener;
    const struct control_row *rows;
    size_t row_count;
    void *arg;
    struct control_question *peers;
    size_t counts[FINISHED + 1]; /* of the states */
    int64_t accept_at;           /* ticks: nobody is let in before */
};

static void set_state(struct control_question *q, enum state state)
{
    q->control->counts[q->state]--;
    q->control->counts[state]++;
    q->state = state;
}

static void hang_up(struct control_question *q)
{
    if (q->fd >= 0)
        close(q->fd);
    q->fd = -1;
}

static void finish(struct control_question *q)
{
    hang_up(q);
    set_state(q, FINISHED);
}

/* ---- answering ---- */

static void send_some(struct control_question *q)
{
    while (q->taken < q->answer.n) {
        ssize_t n = send(q->fd, q->answer.at + q->taken, q->answer.n - q->taken,
                         MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n < 0)
            break;
        q->taken += (size_t)n;
        q->deadline = clock_ticks() + CONTROL_STALL_MS;
    }
    finish(q);
}

/* By all peers together. */
static size_t unread(const struct control *c)
{
    size_t n = 0;
    for (const struct control_question *q = c->peers; q; q = q->next)
        n += q->state == ANSWERING ? q->answer.n - q->taken : 0;
    return n;
}

static void begin(struct control_question *q, struct span answer)
{
    if (q->fd < 0) {
        finish(q);
        return;
    }
    set_state(q, ANSWERING);
    q->deadline = clock_ticks() + CONTROL_STALL_MS;
    buf_span(&q->answer, answer);
    send_some(q);
}

void control_answer(struct control_question *q, struct span answer)
{
    if (unread(q->control) + answer.n > CONTROL_ANSWERS)
        control_refuse(q, "an answer of %zu bytes is too long just now", answer.n);
    else
        begin(q, answer);
}

void control_refuse(struct control_question *q, const char *format, ...)
{
    struct arena *a _cleanup_arena_ = arena_new();
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    struct buf out _cleanup_buf_ = {0};
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(a, format, args);
    va_end(args);
    cJSON_AddNumberToObject(json, "duly", 1);
    json_text(json, "error", span_of(text));
    json_print(json, &out);
    begin(q, buf_peek(&out));
}

/* ---- asking ---- */

static const struct control_row *find_row(const struct control *c, const char *word)
{
    for (size_t i = 0; i < c->row_count; i++)
        if (strcmp(c->rows[i].word, word) == 0)
            return &c->rows[i];
    return NULL;
}

static void refuse_word(struct control_question *q, const char *word)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const struct control *c = q->control;
    const char **words = ARENA_ARRAY(a, c->row_count, const char *);
    for (size_t i = 0; i < c->row_count; i++)
        words[i] = c->rows[i].word;
    const char *near = suggest(span_of(word), words, c->row_count);
    if (near)
        control_refuse(q, "no such question: %s; did you mean %s?", word, near);
    else
        control_refuse(q, "no such question: %s", word);
}

/* A line is a word and, behind a blank, what it is about. */
static void ask(struct control_question *q)
{
    struct control *c = q->control;
    char *rest = strchr(q->line, ' ');
    if (rest)
        *rest++ = '\0';
    const struct control_row *row = find_row(c, q->line);
    set_state(q, HELD);
    if (!row)
        refuse_word(q, q->line);
    else if (row->right == CONTROL_OWNER && !q->owner)
        control_refuse(q, "%s is for root and the user of the daemon", row->word);
    else if (row->waits && c->counts[HELD] > CONTROL_HELD)
        control_refuse(q, "%d questions wait for their answers already", CONTROL_HELD);
    else
        row->ask(c->arg, q, rest ? rest : "");
}

/* Looks at what has come so far. A NUL would end the line for whom it is handed to. */
static void listen_to(struct control_question *q)
{
    char *end = memchr(q->line, '\n', q->heard);
    size_t n = end ? (size_t)(end - q->line) : q->heard;
    if (memchr(q->line, '\0', n) || (!end && q->heard == CONTROL_LINE)) {
        set_state(q, HELD);
        control_refuse(q, "a question is one line of text, at most %d bytes", CONTROL_LINE);
    } else if (end) {
        *end = '\0';
        ask(q);
    }
}

static void hear(struct control_question *q)
{
    while (q->state == ASKING) {
        ssize_t n = recv(q->fd, q->line + q->heard, CONTROL_LINE - q->heard, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0) {
            finish(q);
            return;
        }
        q->heard += (size_t)n;
        listen_to(q);
    }
}

/* A peer that only writes no more (shutdown(2)) still wants its answer; one that closed does not.
   What it says behind its question is taken and forgotten. */
static void notice_hangup(struct control_question *q)
{
    char rest[512];
    ssize_t n = q->deaf || q->fd < 0 ? 1 : recv(q->fd, rest, sizeof rest, MSG_DONTWAIT);
    if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
        return;
    struct pollfd both = {.fd = q->fd};
    q->deaf = true;
    if (n < 0 || (poll(&both, 1, 0) == 1 && both.revents & (POLLHUP | POLLERR)))
        hang_up(q);
}

/* ---- all of them ---- */

static bool has_room(const struct control *c)
{
    return c->counts[ASKING] + c->counts[ANSWERING] < CONTROL_PEERS;
}

/* Without a descriptor to spare (EMFILE) the one who waits stays, and would wake us for ever. */
static bool let_in(struct control *c, int64_t now)
{
    enum { PAUSE = 1000 };
    bool owner;
    if (!has_room(c) || now < c->accept_at)
        return false;
    int fd = control_listener_accept(&c->listener, &owner);
    if (fd < 0 && fd != -EAGAIN)
        c->accept_at = now + PAUSE;
    if (fd < 0)
        return false;
    struct control_question *q = calloc(1, sizeof *q);
    if (!q)
        abort(); /* as in arena.h */
    *q = (struct control_question){.next = c->peers,
                                   .control = c,
                                   .state = ASKING,
                                   .fd = fd,
                                   .owner = owner,
                                   .deadline = now + CONTROL_ASK_MS};
    c->peers = q;
    c->counts[ASKING]++;
    return true;
}

static void attend(struct control_question *q, int64_t now)
{
    if (q->state == ASKING)
        hear(q);
    else if (q->state == HELD)
        notice_hangup(q);
    else if (q->state == ANSWERING)
        send_some(q);
    if ((q->state == ASKING || q->state == ANSWERING) && now >= q->deadline)
        finish(q);
}

static void free_question(struct control_question *q)
{
    hang_up(q);
    buf_done(&q->answer);
    free(q);
}

static void free_finished(struct control *c)
{
    for (struct control_question **at = &c->peers; *at;) {
        struct control_question *q = *at;
        if (q->state != FINISHED) {
            at = &q->next;
            continue;
        }
        *at = q->next;
        free_question(q);
    }
    c->counts[FINISHED] = 0;
}

void control_step(struct control *c)
{
    int64_t now = clock_ticks();
    while (let_in(c, now))
        ;
    for (struct control_question *q = c->peers; q; q = q->next)
        attend(q, now);
    free_finished(c);
}

size_t control_fds(const struct control *c)
{
    size_t n = 1;
    for (size_t i = 0; i < FINISHED; i++)
        n += c->counts[i];
    return n;
}

size_t control_poll(const struct control *c, struct pollfd *fds, int *ret_timeout_ms)
{
    size_t n = 0;
    int64_t now = clock_ticks(), next = INT64_MAX;
    if (has_room(c) && now >= c->accept_at)
        fds[n++] = (struct pollfd){c->listener.fd, POLLIN, 0};
    else if (has_room(c))
        next = c->accept_at;
    for (const struct control_question *q = c->peers; q; q = q->next) {
        bool timed = q->state == ASKING || q->state == ANSWERING;
        if (q->state != FINISHED && q->fd >= 0 && !(q->state == HELD && q->deaf))
            fds[n++] = (struct pollfd){q->fd, q->state == ANSWERING ? POLLOUT : POLLIN, 0};
        if (timed && q->deadline < next)
            next = q->deadline;
    }
    if (c->counts[FINISHED])
        next = now; /* room for others */
    int64_t wait = next > now ? next - now : 0;
    *ret_timeout_ms = next == INT64_MAX ? -1 : wait < INT_MAX ? (int)wait : INT_MAX;
    return n;
}

struct control *control_new(const char *run, const struct control_row *rows, size_t count,
                            void *arg, struct buf *reterr)
{
    struct control *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    *c = (struct control){.rows = rows, .row_count = count, .arg = arg};
    if (control_listener_open(&c->listener, run, reterr))
        return c;
    free(c);
    return NULL;
}

void control_free(struct control *c)
{
    if (!c)
        return;
    for (struct control_question *q = c->peers, *next; q; q = next) {
        next = q->next;
        free_question(q);
    }
    control_listener_close(&c->listener);
    free(c);
}
