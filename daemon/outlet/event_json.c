/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields are gathered first, each as visible text; what is too long is then cut where it hurts
 * least; then they are written. Visible text holds no control characters, so that only quotes and
 * backslashes are left to be escaped (RFC 8259, 7).
 */
#include "base/utf8.h"
#include "base/visible.h"
#include "outlet/event_body.h"

enum { FIELDS_MOST = 24 };

#define ELLIPSIS "\xe2\x80\xa6"

enum keep { KEEP_WHOLE, KEEP_START, KEEP_END };

struct field {
    const char *key;
    struct span text; /* visible */
    bool number;      /* written without quotes */
    bool cut;         /* an ellipsis stands where something is missing */
    enum keep keep;
};

struct fields {
    struct arena *arena;
    struct field at[FIELDS_MOST];
    size_t n;
};

/* What is cut when it must be, first to last, and how many bytes of it stay. */
static const struct {
    const char *key;
    size_t least;
} cuts[] = {{"detail", 100}, {"msg", 400},   {"path", 300}, {"case", 80},
            {"rule", 80},    {"waived", 80}, {"run", 16},   {"rev", 16}};

static size_t escaped_length(struct span s)
{
    size_t n = s.n;
    for (size_t i = 0; i < s.n; i++)
        n += s.at[i] == '"' || s.at[i] == '\\';
    return n;
}

static void add_escaped(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '"' || s.at[i] == '\\')
            buf_byte(out, '\\');
        buf_byte(out, s.at[i]);
    }
}

/* ---- gathering ---- */

static void add_field(struct fields *f, const char *key, struct span visible, enum keep keep)
{
    if (visible.n > 0)
        f->at[f->n++] = (struct field){.key = key, .text = visible, .keep = keep};
}

static void add_text(struct fields *f, const char *key, struct span raw, enum keep keep)
{
    struct buf visible _cleanup_buf_ = {0};
    visible_add(&visible, raw);
    add_field(f, key, arena_copy(f->arena, buf_peek(&visible)), keep);
}

static void add_word(struct fields *f, const char *key, const char *word)
{
    add_field(f, key, span_of(word), KEEP_WHOLE);
}

static void add_number(struct fields *f, const char *key, int64_t v)
{
    struct span text = span_of(arena_printf(f->arena, "%lld", (long long)v));
    f->at[f->n++] = (struct field){.key = key, .text = text, .number = true};
}

static void add_finding(struct fields *f, const struct event *e)
{
    char id[FINGERPRINT_TEXT];
    if (e->type != EVENT_FINDING_GROUP)
        add_text(f, "id", span_of(fingerprint_text(e->finding->fingerprint, id)), KEEP_WHOLE);
    add_text(f, "rule", e->finding->rule, KEEP_START);
}

static void add_subject(struct fields *f, const struct event *e)
{
    const struct finding *x = e->finding;
    char day[CIVIL_TEXT];
    if (e->type == EVENT_FINDING_GROUP)
        return;
    add_text(f, "case", x->record_case, KEEP_START);
    add_word(f, "state", state_text(x->state));
    if (x->has_due) {
        add_text(f, "due", span_of(civil_text(x->due, day)), KEEP_WHOLE);
        add_number(f, "days", (int64_t)x->due - e->at.day);
    }
    add_text(f, "waived", x->waiver, KEEP_START);
}

static void add_place(struct fields *f, const struct event *e)
{
    const struct finding *x = e->finding;
    if (e->type == EVENT_FINDING_GROUP)
        return;
    add_text(f, "path", x->file, KEEP_END);
    if (x->place.line > 0)
        add_number(f, "line", x->place.line);
    if (x->place.page > 0)
        add_number(f, "page", x->place.page);
}

static void gather(struct fields *f, const struct event *e, const struct event_frame *frame)
{
    struct buf sentence _cleanup_buf_ = {0};
    char at[MOMENT_TEXT];
    event_sentence(e, frame->language, &sentence);
    add_field(f, "msg", arena_copy(f->arena, buf_peek(&sentence)), KEEP_START);
    add_number(f, "v", 1);
    add_word(f, "event", event_type_text(e->type));
    if (e->seq > 0) /* 0: it could not be kept */
        add_number(f, "seq", (int64_t)e->seq);
    add_text(f, "run", span_of(frame->run), KEEP_START);
    add_text(f, "at", span_of(clock_text(e->at, at)), KEEP_WHOLE);
    if (e->finding)
        add_finding(f, e);
    add_word(f, "sev", severity_text(e->severity));
    add_word(f, "why", why_text(e->why));
    if (e->repeat > 0)
        add_number(f, "repeat", e->repeat);
    if (e->finding)
        add_subject(f, e);
    if (e->count > 0)
        add_number(f, "count", e->count);
    if (e->finding)
        add_place(f, e);
    add_text(f, "detail", e->detail, KEEP_START);
    add_text(f, "rev", span_of(frame->rules), KEEP_START);
}

/* ---- shortening and writing ---- */

static size_t field_length(const struct field *f)
{
    return strlen("\"\":") + strlen(f->key) + escaped_length(f->text) + (f->number ? 0 : 2) +
           (f->cut ? strlen(ELLIPSIS) : 0);
}

static size_t object_length(const struct fields *f)
{
    size_t n = strlen("{}") + (f->n > 0 ? f->n - 1 : 0);
    for (size_t i = 0; i < f->n; i++)
        n += field_length(&f->at[i]);
    return n;
}

/* What visible text is made of: a character, or an escape for one (\\, \x0a, \u{202e}). */
static size_t unit_length(struct span s)
{
    size_t n = 1;
    if (!span_starts(s, SPAN("\\")) || s.n < 2) {
        utf8_decode(s, &n);
        return n;
    }
    if (s.at[1] == 'x')
        return s.n < 4 ? s.n : 4;
    const char *brace = s.at[1] == 'u' ? memchr(s.at, '}', s.n) : NULL;
    return brace ? (size_t)(brace - s.at) + 1 : 2;
}

/* Takes whole units away until at most `length` escaped bytes are left: what a cut escape would
   say, no name has. */
static void shorten(struct field *f, size_t length)
{
    struct span s = f->text;
    size_t at = 0, before = 0, all = escaped_length(s);
    while (at < s.n) {
        struct span rest = span_cut(s, at, s.n);
        size_t n = unit_length(rest), written = escaped_length(span_cut(rest, 0, n));
        bool enough = f->keep == KEEP_END ? all - before <= length : before + written > length;
        if (enough)
            break;
        at += n;
        before += written;
    }
    f->text = f->keep == KEEP_END ? span_cut(s, at, s.n) : span_cut(s, 0, at);
    f->cut = f->text.n < s.n;
}

static struct field *field_of(struct fields *f, const char *key)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->at[i].key, key) == 0)
            return &f->at[i];
    return NULL;
}

static void fit(struct fields *f, size_t most)
{
    size_t now = object_length(f);
    for (size_t c = 0; c < sizeof cuts / sizeof *cuts && now > most; c++) {
        struct field *x = field_of(f, cuts[c].key);
        size_t has = x ? escaped_length(x->text) : 0, least = cuts[c].least;
        if (has <= least)
            continue;
        size_t over = now - most + strlen(ELLIPSIS);
        shorten(x, has > least + over ? has - over : least);
        now = object_length(f);
    }
}

static void add_value(struct buf *out, const struct field *f)
{
    if (!f->number)
        buf_byte(out, '"');
    if (f->cut && f->keep == KEEP_END)
        buf_text(out, ELLIPSIS);
    add_escaped(out, f->text);
    if (f->cut && f->keep != KEEP_END)
        buf_text(out, ELLIPSIS);
    if (!f->number)
        buf_byte(out, '"');
}

void event_body(const struct event *e, const struct event_frame *frame, struct buf *out)
{
    struct arena *arena _cleanup_arena_ = arena_new();
    struct fields f = {.arena = arena};
    gather(&f, e, frame);
    fit(&f, EVENT_BODY_MOST);
    for (size_t i = 0; i < f.n; i++) {
        buf_printf(out, "%s\"%s\":", i == 0 ? "{" : ",", f.at[i].key);
        add_value(out, &f.at[i]);
    }
    buf_byte(out, '}');
}
