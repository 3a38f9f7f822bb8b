/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/watch.h"

#include <ctype.h>
#include <strings.h>

enum { EXCEL_NAME = 8, RSYNC_SUFFIX = 6 };

/* A name is temporary when it begins and ends like this, and has something between; case is
   ignored, since Windows programs save over SMB. */
// clang-format off
static const struct {
    const char *begin, *end;
    const char *who;
} patterns[] = {
    {"~$",             "",            "Office: owner file"},
    {"",               ".tmp",        "any program; Word's ~WRD0001.tmp, LibreOffice's lu4711ab.tmp"},
    {"",               "~",           "vim, emacs, gedit: backup"},
    {"",               ".bak",        "backup: the old version makes room for the new one"},
    {"",               ".old",        "likewise"},
    {"",               ".orig",       "likewise"},
    {".~lock.",        "#",           "LibreOffice: lock"},
    {".~",             "",            "WPS Office: lock"},
    {"#",              "#",           "emacs: autosave"},
    {".#",             "",            "emacs: lock"},
    {".",              ".swp",        "vim: swap"},
    {".",              ".swo",        "vim: swap"},
    {".",              ".swn",        "vim: swap"},
    {".",              ".swx",        "vim: swap"},
    {".goutputstream-", "",           "GLib: the new version"},
    {"",               ".kate-swp",   "Kate: swap"},
    {"",               ".part",       "browsers, ownCloud"},
    {"",               ".filepart",   "WinSCP"},
    {"",               ".partial",    "browsers, rsync"},
    {"",               ".crdownload", "Chromium"},
    {"",               ".download",   "Safari"},
    {".nfs",           "",            "NFS: removed while open"},
    {".fuse_hidden",   "",            "FUSE: removed while open"},
    {".smbdelete",     "",            "SMB: removed while open"},
    {"._",             "",            "macOS: resource fork"},
};
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

bool watch_temporary(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < COUNT(patterns); i++) {
        size_t begin = strlen(patterns[i].begin), end = strlen(patterns[i].end);
        if (n > begin + end && strncasecmp(name, patterns[i].begin, begin) == 0 &&
            strcasecmp(name + n - end, patterns[i].end) == 0)
            return true;
    }
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return is_excel(name, n) || is_rsync(name, n);
}
