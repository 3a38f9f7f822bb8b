/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/limits.h"
#include "reader/reader.h"
#include "record/wire.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

struct reader {
    int socket;
    struct arena *own;   /* for life */
    struct arena *table; /* of the probes in force */
    struct arena *document;
    const struct lexicon *lexicon;
    struct matcher *matcher;
    struct buf out;
};

/* ---- what is sent ---- */

/* Sends bytes that stand in the buffer behind room for a header, in as many parts as it takes. The
   header of a later part overwrites what has been sent before it. */
static bool send_parts(const struct reader *r, char *bytes, size_t n, struct wire_answer header)
{
    header.total = (uint32_t)n;
    header.version = RECORD_VERSION;
    size_t sent = 0;
    do {
        size_t part = n - sent < WIRE_PART_BYTES ? n - sent : WIRE_PART_BYTES;
        char *message = bytes + sent - sizeof header;
        header.offset = (uint32_t)sent;
        memcpy(message, &header, sizeof header);
        ssize_t done;
        do
            done = send(r->socket, message, sizeof header + part, MSG_NOSIGNAL);
        while (done < 0 && errno == EINTR);
        if (done < 0)
            return false;
        sent += part;
    } while (sent < n);
    return true;
}

static void out_begin(struct reader *r)
{
    static const char room[sizeof(struct wire_answer)];
    buf_clear(&r->out);
    buf_add(&r->out, room, sizeof room);
}

static bool out_send(struct reader *r, struct wire_answer header)
{
    return send_parts(r, r->out.at + sizeof header, r->out.n - sizeof header, header);
}

static bool send_state(struct reader *r, enum wire_answer_kind kind, const char *what)
{
    out_begin(r);
    buf_text(&r->out, what);
    return out_send(r, (struct wire_answer){.kind = kind});
}

static bool send_record(struct reader *r, const struct record *record, uint64_t number)
{
    const struct record oversized =
        record_unread(UNREAD_LIMIT, span_of(limit_text(LIMIT_NAME_RECORD_BYTES)), record->format);
    out_begin(r);
    record_pack(record, &r->out);
    if (r->out.n > LIMIT_RECORD_BYTES) {
        out_begin(r);
        record_pack(&oversized, &r->out);
    }
    bool sent = out_send(r, (struct wire_answer){.kind = WIRE_RECORD, .number = number});
    if (r->out.room > 1 << 20) /* one large record must not cost memory for ever */
        buf_done(&r->out);
    return sent;
}

/* ---- what is asked ---- */

/* Up to n bytes of the file from its beginning: fewer if it has become shorter meanwhile. */
static ssize_t read_whole(int fd, char *bytes, size_t n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t part = pread(fd, bytes + got, n - got, (off_t)got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return -errno;
        if (part == 0)
            break;
        got += (size_t)part;
    }
    return (ssize_t)got;
}

/* Closed before a byte is looked at: whatever the bytes do, they do it without a descriptor. */
static ssize_t take_whole(int fd, char *bytes, size_t n)
{
    ssize_t got = read_whole(fd, bytes, n);
    close(fd);
    return got;
}

static bool take_probes(struct reader *r, const struct wire_question *q, int fd)
{
    matcher_free(r->matcher);
    r->matcher = NULL;
    arena_reset(r->table);
    char *bytes = arena_alloc(r->table, q->size + 1);
    struct probe_table table = {.arena = r->table};
    ssize_t n = take_whole(fd, bytes, q->size);
    if (n < 0 || !probe_table_unpack((struct span){bytes, (size_t)n}, &table))
        return false;
    r->matcher = matcher_new(r->table, &table);
    return true;
}

static void read_one(struct reader *r, const struct wire_question *q, int fd, struct record *ret)
{
    enum format hint = (enum format)q->format;
    char *bytes = arena_alloc(r->document, q->size + 1);
    ssize_t n = take_whole(fd, bytes, q->size);
    if (n < 0)
        *ret = record_unread(UNREAD_OPEN, span_of(strerrordesc_np((int)-n)), hint);
    else
        read_document(r->document, bytes, (size_t)n, hint, r->lexicon, r->matcher, ret);
}

static bool answer_read(struct reader *r, const struct wire_question *q, int fd)
{
    struct record record;
    if (!r->matcher || q->size > LIMIT_FILE_BYTES || q->format >= FORMAT_COUNT)
        return false;
    read_one(r, q, fd, &record);
    bool sent = send_record(r, &record, q->number);
    arena_reset(r->document);
    return sent;
}

/* A question and its descriptor. False at the end of the conversation. */
static bool next_question(int socket, struct wire_question *ret, int *ret_fd)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec to = {ret, sizeof *ret};
    struct msghdr m = {
        .msg_iov = &to, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t n;
    do
        n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof *ret_fd))
        return false;
    memcpy(ret_fd, CMSG_DATA(c), sizeof *ret_fd);
    return n == sizeof *ret;
}

static bool answer(struct reader *r, const struct wire_question *q, int fd)
{
    switch (q->kind) {
    case WIRE_PROBES:
        return q->size <= 2 * LIMIT_PROBE_BYTES && take_probes(r, q, fd);
    case WIRE_READ:
        return answer_read(r, q, fd);
    default:
        return false;
    }
}

static int converse(struct reader *r)
{
    struct wire_question q;
    for (int fd; next_question(r->socket, &q, &fd);)
        if (!answer(r, &q, fd))
            return 1;
    return 0;
}

int reader_main(int fd)
{
    const char *what;
    struct reader r = {
        .socket = fd, .own = arena_new(), .table = arena_new(), .document = arena_new()};
    r.lexicon = lexicon_new(r.own);
    int error = jail_enter(&what);
    if (error) {
        send_state(&r, WIRE_REFUSED, arena_printf(r.own, "%s: %s", what, strerrordesc_np(-error)));
        return 1;
    }
    int status = send_state(&r, WIRE_READY, what) ? converse(&r) : 1;
    matcher_free(r.matcher);
    arena_free(r.document);
    arena_free(r.table);
    arena_free(r.own);
    buf_done(&r.out);
    return status;
}
