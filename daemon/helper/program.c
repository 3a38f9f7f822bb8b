/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper/program.h"

#include "version.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* folder is relative to that of our own program. */
static bool near_us(const char *folder, const char *name, char path[static PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    if (n <= 0)
        return false;
    path[n] = '\0';
    char *slash = strrchr(path, '/');
    size_t room = slash ? (size_t)(path + PATH_MAX - slash - 1) : 0;
    if (strlen(folder) + strlen(name) >= room)
        return false;
    strcpy(stpcpy(slash + 1, folder), name);
    return access(path, X_OK) == 0;
}

int program_find(const char *given, const char *name, char path[static PATH_MAX])
{
    if (!given && (near_us("", name, path) || near_us("../libexec/duly/", name, path)))
        return 0;
    int n = given ? snprintf(path, PATH_MAX, "%s", given)
                  : snprintf(path, PATH_MAX, "%s/%s", DULY_LIBEXEC, name);
    if (n < 0 || n >= PATH_MAX)
        return -ENAMETOOLONG;
    return access(path, X_OK) ? -errno : 0;
}
