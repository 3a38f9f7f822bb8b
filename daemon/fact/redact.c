/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/redact.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(struct span s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && is_digit(s.at[at + n]))
        n++;
    return n;
}

static int two_digits(const char *at)
{
    return (at[0] - '0') * 10 + (at[1] - '0');
}

/* "MMDD"; co-ordination numbers add 60 to the day. */
static bool is_birthday(const char *at)
{
    int month = two_digits(at), day = two_digits(at + 2);
    return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91));
}

/* The length of what may be a personal number at the start of a run of digits, else 0. */
static size_t personal_number_at(struct span s, size_t at)
{
    size_t run = digits_at(s, at);
    if ((run == 10 || run == 12) && is_birthday(s.at + at + run - 8))
        return run;
    if ((run != 6 && run != 8) || !is_birthday(s.at + at + run - 4))
        return 0;
    size_t next = at + run;
    if (next < s.n && strchr("-+_ ", s.at[next]))
        next++;
    bool interim = next < s.n && s.at[next] >= 'A' && s.at[next] <= 'Z';
    size_t birth_number = digits_at(s, next + interim);
    return birth_number + interim == 4 ? next + 4 - at : 0;
}

struct span redact_path(struct arena *a, struct span path)
{
    char *copy = arena_alloc(a, path.n + 1);
    if (path.n)
        memcpy(copy, path.at, path.n);
    for (size_t i = 0; i < path.n;) {
        size_t n = is_digit(path.at[i]) ? personal_number_at(path, i) : 0;
        for (size_t j = 0; j < n; j++)
            if (is_digit(copy[i + j]))
                copy[i + j] = '*';
        size_t run = digits_at(path, i);
        i += n ? n : run ? run : 1;
    }
    return (struct span){copy, path.n};
}

void redact_range(struct document *d, struct range r)
{
    struct span text = {d->text, r.end};
    for (uint32_t i = r.start; i < r.end;) {
        size_t run = digits_at(text, i), n = run ? personal_number_at(text, i) : 0;
        if (n)
            document_mask(d, (struct range){i, i + (uint32_t)n});
        i += (uint32_t)(n ? n : run ? run : 1);
    }
}
