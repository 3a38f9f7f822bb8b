/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a pattern fails, the last star takes more and matching goes on from there; stars before it
 * need not be tried again. A star within a folder name cannot cross a slash, so the last "**" is
 * kept beside it.
 */
#include "base/glob.h"

#include "base/utf8.h"

enum reach {
    REACH_NONE,
    REACH_NAME,    /* "*": no slash */
    REACH_ANY,     /* "**" at the end or within a name */
    REACH_FOLDERS, /* "**" and a slash: whole folders, or none */
};

struct star {
    enum reach reach;
    struct span pattern, path; /* behind the star; where its text ends so far */
};

static int32_t take(struct span *s)
{
    size_t length;
    int32_t c = utf8_lower(utf8_decode(*s, &length));
    *s = span_cut(*s, length, s->n);
    return c;
}

static struct star star_at(struct span pattern, struct span path)
{
    enum reach reach = span_starts(pattern, SPAN("**/"))  ? REACH_FOLDERS
                       : span_starts(pattern, SPAN("**")) ? REACH_ANY
                                                          : REACH_NAME;
    size_t length = reach == REACH_FOLDERS ? 3 : reach == REACH_ANY ? 2 : 1;
    return (struct star){reach, span_cut(pattern, length, pattern.n), path};
}

/* The star takes a character more, or a folder more; false if it cannot. */
static bool star_takes(struct star *s)
{
    if (s->reach == REACH_NONE || s->path.n == 0 ||
        (s->reach == REACH_NAME && s->path.at[0] == '/'))
        return false;
    while (take(&s->path) != '/')
        if (s->reach != REACH_FOLDERS)
            return true;
        else if (s->path.n == 0)
            return false;
    return true;
}

static bool take_same(struct span *pattern, struct span *path)
{
    if (pattern->n == 0 || path->n == 0)
        return false;
    int32_t wanted = take(pattern), there = take(path);
    return wanted == there || (wanted == '?' && there != '/');
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* Most patterns end in an extension, and most paths in another one. */
static bool ends_otherwise(struct span pattern, struct span path)
{
    if (pattern.n == 0 || path.n == 0)
        return false;
    char wanted = pattern.at[pattern.n - 1], there = path.at[path.n - 1];
    return wanted != '*' && wanted != '?' && is_ascii(wanted) && is_ascii(there) &&
           utf8_lower(wanted) != utf8_lower(there);
}

bool glob_matches(struct span pattern, struct span path)
{
    if (ends_otherwise(pattern, path))
        return false;
    struct star names = {.reach = REACH_NONE}, folders = {.reach = REACH_NONE};
    while (pattern.n > 0 || path.n > 0) {
        if (pattern.n > 0 && pattern.at[0] == '*') {
            struct star star = star_at(pattern, path);
            names = star.reach == REACH_NAME ? star : (struct star){.reach = REACH_NONE};
            folders = star.reach == REACH_NAME ? folders : star;
            pattern = star.pattern;
            continue;
        }
        if (take_same(&pattern, &path))
            continue;
        struct star *next = star_takes(&names) ? &names : star_takes(&folders) ? &folders : NULL;
        if (!next)
            return false;
        if (next == &folders)
            names.reach = REACH_NONE;
        pattern = next->pattern;
        path = next->path;
    }
    return true;
}
