/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sentences begin: with a block, behind a meant line end, and behind a full stop that is one.
 */
#include "base/utf8.h"
#include "document/draft.h"
#include "document/eight.h"
#include "document/shape.h"

enum { WORD_BYTES = 16, ABBREVIATION_BYTES = 6 };

// clang-format off
/* With their inner points, without the last; at most ABBREVIATION_BYTES each. */
static const char abbreviations[] =
    "|t.ex|bl.a|fr.o.m|t.o.m|f.o.m|m.fl|s.k|d.v.s|dvs|o.s.v|osv|p.g.a|pga|kl|nr|dnr|ca|resp|inkl|exkl"
    "|ev|st|tel|jfr|kap|art|bil|sid|obs|ggr|tkr|mkr|a.a|e.d|f.n|i.e|e.g|etc|mr|mrs|ms|dr|prof|no|vs|approx"
    "|inc|ltd|co|sec|fig|para|z.b|u.a|d.h|bzw|ggf|usw|abs|vgl|str|ziff|evtl|zzgl|sog"
    "|esim|mm|ks|ym|yms|ns|klo|puh|f.eks|mfl|mv|jf|stk|pkt|p.ex|cf|av|env|m|mme|tf|t.f|vik|förf"
    "|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec|dez|ö.h|n.b|u.s|c.a|adr|org|reg|avd|enl|forts|std|u|v|s|p|d.o|o.d|g|å|";
// clang-format on

static bool may_end(char c)
{
    return c == '.' || c == '!' || c == '?' || c == '\n';
}

/* The first byte from i on that may end a sentence. */
static uint32_t find_mark(const char *text, uint32_t i, uint32_t end)
{
    for (; i + 8 <= end; i += 8) {
        uint64_t x = eight_load(text + i);
        uint64_t marks = eight_is(x, '.') | eight_is(x, '!') | eight_is(x, '?') | eight_is(x, '\n');
        if (marks)
            return i + eight_first(marks);
    }
    while (i < end && !may_end(text[i]))
        i++;
    return i;
}

static const bool before_word[256] = {[' '] = true,  ['\n'] = true, ['('] = true, ['"'] = true,
                                      ['\''] = true, ['/'] = true,  ['['] = true};

/* The word before the point at i: back to a blank or an opening mark. */
static struct span word_before(const struct document *d, uint32_t start, uint32_t i)
{
    uint32_t from = i;
    while (from > start && i - from <= WORD_BYTES && !before_word[(unsigned char)d->fold[from - 1]])
        from--;
    return (struct span){d->fold + from, i - from};
}

static bool is_figures(struct span s, bool *ret_points)
{
    *ret_points = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '.')
            *ret_points = true;
        else if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    }
    return s.n > 0;
}

/* "A", "B.C": single capitals. */
static bool are_initials(struct span word)
{
    for (size_t i = 0, n; i < word.n; i += n + 1)
        if (!utf8_is_upper(utf8_decode(span_cut(word, i, word.n), &n)) ||
            (i + n < word.n && word.at[i + n] != '.'))
            return false;
    return word.n > 0;
}

/* A point that belongs to the word before it. */
static bool belongs_to_word(const struct document *d, uint32_t start, uint32_t i)
{
    struct span word = word_before(d, start, i);
    bool points;
    if (!word.n)
        return false;
    if (is_figures(word, &points)) {
        bool ordinal = d->language[0] == 'd' || d->language[0] == 'f' || d->language[0] == 'n';
        return (points && word.n <= 6) || word.at == d->fold + start || (ordinal && word.n <= 2);
    }
    return are_initials((struct span){d->text + (word.at - d->fold), word.n}) ||
           (word.n <= ABBREVIATION_BYTES && shape_listed(abbreviations, word));
}

/* Where the next sentence begins if one ends at the mark at i, else 0. */
static uint32_t next_start(const struct document *d, struct range r, uint32_t i)
{
    size_t n;
    uint32_t next = i + 1;
    while (next < r.end && strchr(".!?)\"'", d->text[next]))
        next++;
    if (next >= r.end || d->text[next] != ' ')
        return 0;
    next++;
    uint32_t first = next;
    while (first < r.end && strchr("(\"'", d->text[first]))
        first++;
    if (first >= r.end)
        return 0;
    int32_t c = utf8_decode(span_cut((struct span){d->text, r.end}, first, r.end), &n);
    if (utf8_is_lower(c))
        return 0;
    return d->text[i] == '.' && next == i + 2 && belongs_to_word(d, r.start, i) ? 0 : next;
}

static void add_sentence(struct document *d, uint32_t start)
{
    if (!d->sentences.n || d->sentences.at[d->sentences.n - 1] < start)
        *VEC_ADD(d->arena, &d->sentences) = start;
}

static void find_in_block(struct document *d, const struct block *b)
{
    struct range r = {b->text.start, b->text.end};
    add_sentence(d, block_start(b));
    for (uint32_t i = r.start; (i = find_mark(d->text, i, r.end)) < r.end; i++) {
        bool line_end = d->text[i] == '\n';
        uint32_t next = line_end ? i + 1 : next_start(d, r, i);
        if (!next || next >= r.end)
            continue;
        add_sentence(d, next);
        if (line_end)
            r.start = next;
    }
}

void find_sentences(struct draft *w)
{
    for (size_t i = 0; i < w->document.blocks.n; i++)
        find_in_block(&w->document, &w->document.blocks.at[i]);
}
