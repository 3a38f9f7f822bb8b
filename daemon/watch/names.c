/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/watch.h"

#include <ctype.h>
#include <strings.h>

enum { EXCEL_NAME = 8, RSYNC_SUFFIX = 6 };

/* A name is temporary when it begins and ends like this, and has something between; case is
   ignored, since Windows programs save over SMB. */
// clang-format off
#define T(literal) {(literal), sizeof(literal) - 1}
static const struct {
    struct span begin, end;
    const char *who;
} patterns[] = {
    {T("~$"),               T(""),            "Office: owner file"},
    {T(""),                 T(".tmp"),        "any program; Word's ~WRD0001.tmp, LibreOffice's lu4711ab.tmp"},
    {T(""),                 T("~"),           "vim, emacs, gedit: backup"},
    {T(""),                 T(".bak"),        "backup: the old version makes room for the new one"},
    {T(""),                 T(".old"),        "likewise"},
    {T(""),                 T(".orig"),       "likewise"},
    {T(".~lock."),          T("#"),           "LibreOffice: lock"},
    {T(".~"),               T(""),            "WPS Office: lock"},
    {T("#"),                T("#"),           "emacs: autosave"},
    {T(".#"),               T(""),            "emacs: lock"},
    {T("."),                T(".swp"),        "vim: swap"},
    {T("."),                T(".swo"),        "vim: swap"},
    {T("."),                T(".swn"),        "vim: swap"},
    {T("."),                T(".swx"),        "vim: swap"},
    {T(".goutputstream-"),  T(""),            "GLib: the new version"},
    {T(""),                 T(".kate-swp"),   "Kate: swap"},
    {T(""),                 T(".part"),       "browsers, ownCloud"},
    {T(""),                 T(".filepart"),   "WinSCP"},
    {T(""),                 T(".partial"),    "browsers, rsync"},
    {T(""),                 T(".crdownload"), "Chromium"},
    {T(""),                 T(".download"),   "Safari"},
    {T(".nfs"),             T(""),            "NFS: removed while open"},
    {T(".fuse_hidden"),     T(""),            "FUSE: removed while open"},
    {T(".smbdelete"),       T(""),            "SMB: removed while open"},
    {T("._"),               T(""),            "macOS: resource fork"},
};
#undef T
static const char *const names[] = {
    "4913", /* vim: may it write here? */
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    ".directory",
};
// clang-format on

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Excel saves as eight hexadecimal digits without extension. Eight decimal ones are rather a date
   that somebody wrote. */
static bool is_excel(const char *name, size_t n)
{
    if (n != EXCEL_NAME)
        return false;
    bool letter = false;
    for (size_t i = 0; i < n; i++) {
        if (!isxdigit((unsigned char)name[i]) || islower((unsigned char)name[i]))
            return false;
        letter = letter || isupper((unsigned char)name[i]);
    }
    return letter;
}

/* rsync writes .NAME.XXXXXX (mkstemp) and renames it. */
static bool is_rsync(const char *name, size_t n)
{
    if (n < RSYNC_SUFFIX + 3 || name[0] != '.' || name[n - RSYNC_SUFFIX - 1] != '.' ||
        !memchr(name + 1, '.', n - RSYNC_SUFFIX - 2))
        return false;
    for (size_t i = n - RSYNC_SUFFIX; i < n; i++)
        if (!isalnum((unsigned char)name[i]))
            return false;
    return true;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Most names are told apart by a letter. */
static bool starts(const char *name, struct span with)
{
    return with.n == 0 || (same_letter(name[0], with.at[0]) &&
                           same_letter(name[with.n - 1], with.at[with.n - 1]) &&
                           strncasecmp(name, with.at, with.n) == 0);
}

bool watch_temporary(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < COUNT(patterns); i++) {
        struct span begin = patterns[i].begin, end = patterns[i].end;
        if (n > begin.n + end.n && starts(name, begin) && starts(name + n - end.n, end))
            return true;
    }
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return is_excel(name, n) || is_rsync(name, n);
}
