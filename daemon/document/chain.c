/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chapters of a document are its best rising chain of numbers. A member with text behind it is
 * worth much, one without little; a number left out or used twice costs. A list can be entered at
 * its first number only: so a list 1-5 in chapter 3 does not go on as chapters 4 and 5.
 */
#include "document/chain.h"

enum {
    WORTH_BODY = 15,
    WORTH_BARE = 4,
    COST_GAP = 6,
    COST_REPEAT = 12, /* a number used twice is a fault of its author, and rare */
    COST_START = 3,   /* for each number before the first */
    START_MAX = 20,
    GAP_MAX = 3,
    NUMBERS = 1000,
    NONE = -1
};

/* The end of '.', 0, or either. */
enum { ANY_END = 1 };

struct chain_room {
    int *score;  /* by candidate: of the best chain that ends there */
    int *before; /* by candidate */
    int *best;   /* by number: candidate that ends the best chain so far; NONE between searches */
};

struct chain {
    int score;
    int last; /* candidate, or NONE */
    int bodies, members;
};

struct search {
    struct candidate *c;
    size_t n;
    enum label_kind kind;
    int end;
    bool strict; /* starts at 1, leaves nothing out */
    struct chain_room *room;
};

bool chain_counts_on(const struct label *a, const struct label *b)
{
    if (a->kind != b->kind || a->end != b->end || a->depth != b->depth || !a->depth)
        return false;
    for (int i = 0; i + 1 < a->depth; i++)
        if (a->number[i] != b->number[i])
            return false;
    return a->number[a->depth - 1] + 1 == b->number[b->depth - 1];
}

void chain_measure_runs(struct candidate *c, size_t n)
{
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && c[end].follows;)
            end++;
        for (size_t k = i; k < end; k++)
            c[k].run = (uint32_t)(end - i);
    }
}

static bool belongs(const struct search *s, const struct candidate *c)
{
    return c->label.kind == s->kind && c->label.depth == 1 && c->label.number[0] < NUMBERS &&
           (s->end == ANY_END || c->label.end == s->end);
}

static void extend(const struct search *s, int i, int before, int score)
{
    if (score > s->room->score[i]) {
        s->room->score[i] = score;
        s->room->before[i] = before;
    }
}

static void weigh(const struct search *s, int i)
{
    const struct candidate *c = &s->c[i];
    int number = c->label.number[0], worth = c->body ? WORTH_BODY : WORTH_BARE;
    int gap_max = s->strict ? 1 : GAP_MAX, start_max = s->strict ? 1 : START_MAX;
    s->room->score[i] = INT32_MIN;
    s->room->before[i] = NONE;
    if (c->follows && i && belongs(s, c - 1)) {
        if (s->room->score[i - 1] > INT32_MIN)
            extend(s, i, i - 1, s->room->score[i - 1] + worth);
        return;
    }
    if (number <= start_max)
        extend(s, i, NONE, worth - (number > 1 ? (number - 1) * COST_START : 0));
    int same = s->room->best[number];
    if (same != NONE && !s->strict && c->body && s->c[same].body && c->run == 1)
        extend(s, i, same, s->room->score[same] + worth - COST_REPEAT);
    for (int gap = 1; gap <= gap_max && gap <= number; gap++) {
        int before = s->room->best[number - gap];
        if (before != NONE)
            extend(s, i, before, s->room->score[before] + worth - (gap - 1) * COST_GAP);
    }
}

static struct chain search_chain(const struct search *s)
{
    struct chain found = {.last = NONE};
    for (int i = 0; i < (int)s->n; i++) {
        if (!belongs(s, &s->c[i]))
            continue;
        weigh(s, i);
        int *best = &s->room->best[s->c[i].label.number[0]];
        if (s->room->score[i] > INT32_MIN &&
            (*best == NONE || s->room->score[i] > s->room->score[*best]))
            *best = i;
        if (s->room->score[i] > found.score) {
            found.score = s->room->score[i];
            found.last = i;
        }
    }
    for (size_t i = 0; i < s->n; i++)
        if (belongs(s, &s->c[i]))
            s->room->best[s->c[i].label.number[0]] = NONE;
    for (int i = found.last; i != NONE; i = s->room->before[i]) {
        found.members++;
        found.bodies += s->c[i].body;
    }
    return found;
}

struct chain_room *chain_room_new(struct arena *a, size_t candidates)
{
    struct chain_room *room = ARENA_NEW(a, struct chain_room);
    room->score = ARENA_ARRAY(a, candidates, int);
    room->before = ARENA_ARRAY(a, candidates, int);
    room->best = ARENA_ARRAY(a, NUMBERS, int);
    for (int v = 0; v < NUMBERS; v++)
        room->best[v] = NONE;
    return room;
}

static void accept(const struct search *s, const struct chain *chain)
{
    for (int i = chain->last; i != NONE; i = s->room->before[i])
        s->c[i].accepted = true;
}

/* "1.1" and "1.2" lie under chapter 1. */
static size_t subsections(const struct candidate *c, size_t n, uint16_t chapter)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += c[i].label.kind == LABEL_NUMBER && c[i].label.depth > 1 &&
                 c[i].label.number[0] == chapter && c[i].body && c[i].run < 3;
    return count;
}

bool chain_numbers(struct chain_room *room, struct candidate *c, size_t n)
{
    struct search search = {c, n, LABEL_NUMBER, ANY_END, false, room};
    struct chain mixed = search_chain(&search);
    search.end = '.';
    struct chain pointed = search_chain(&search);
    search.end = 0;
    struct chain plain = search_chain(&search);
    const struct chain *best = pointed.score > plain.score ? &pointed : &plain;
    if (mixed.score >= best->score + 2 * WORTH_BODY)
        best = &mixed;
    search.end = best == &mixed ? ANY_END : best == &pointed ? '.' : 0;
    struct chain chain = search_chain(&search);
    if (chain.last == NONE)
        return false;
    if (chain.bodies < 2 && subsections(c, n, c[chain.last].label.number[0]) < 2)
        return false;
    accept(&search, &chain);
    return true;
}

bool chain_letters(struct chain_room *room, struct candidate *c, size_t n, enum label_kind kind)
{
    struct search search = {c, n, kind, '.', true, room};
    struct chain chain = search_chain(&search);
    if (chain.bodies < 2)
        return false;
    accept(&search, &chain);
    return true;
}
