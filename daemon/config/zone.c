/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/reading.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Parts of letters, digits and a few signs: the name becomes a path, and $TZ, where ':' and '<'
   mean something else. */
static bool is_zone_name(const char *name)
{
    const char *part = name;
    for (const char *at = name;; at++) {
        char c = *at;
        if (c == '/' || c == '\0') {
            if (at == part || *part == '.')
                return false;
            part = at + 1;
        } else if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
                   c != '_' && c != '-' && c != '+' && c != '.') {
            return false;
        }
        if (c == '\0')
            return true;
    }
}

/* RFC 9636 3.1: it begins with its magic number. */
static bool is_zone_file(int folder, const char *name)
{
    char magic[4] = "";
    struct stat st;
    int fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && read(fd, magic, 4) == 4 &&
              memcmp(magic, "TZif", 4) == 0;
    close(fd);
    return is;
}

bool config_zone_is_known(const char *name)
{
    const char *dir = getenv("TZDIR");
    if (strcmp(name, "UTC") == 0)
        return true;
    if (!is_zone_name(name) || strlen(name) > 128)
        return false;
    int folder = open(dir ? dir : "/usr/share/zoneinfo", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return false;
    bool known = is_zone_file(folder, name);
    close(folder);
    return known;
}
