/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"
#include "flow/control.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool service_is_installed(void)
{
    static const char *const units[] = {
        "/etc/systemd/system/duly.service", "/usr/lib/systemd/system/duly.service",
        "/lib/systemd/system/duly.service", "/usr/local/lib/systemd/system/duly.service"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (access(units[i], F_OK) == 0)
            return true;
    return false;
}

void complain_of_nobody(const struct config *c, struct diags *faults)
{
    print_diags(faults, false);
    complain("no daemon answers at %s/control: it is not running; start it with %s", c->run,
             service_is_installed() ? "systemctl start duly" : "duly watch");
}

/* The group of the socket is who may ask. */
static void complain_of_permission(const struct config *c)
{
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/control", c->run);
    const struct group *g = stat(path, &st) == 0 ? getgrgid(st.st_gid) : NULL;
    if (g && st.st_gid != 0)
        complain("%s: no permission; ask as root, or as a member of the group %s", path,
                 g->gr_name);
    else
        complain("%s: no permission; ask as root", path);
}

void complain_of_answer(const struct config *c)
{
    complain("%s/control: the answer is not understood; another version of duly may run there",
             c->run);
}

static enum asked tell(const struct config *c, int error)
{
    switch (error) {
    case -ENOENT:
    case -ENOTDIR:
    case -ECONNREFUSED:
        return ASKED_NOBODY;
    case -EACCES:
    case -EPERM:
        complain_of_permission(c);
        break;
    case -ETIMEDOUT:
        complain("the daemon at %s/control did not answer in time; journalctl -u duly may tell why",
                 c->run);
        break;
    case -ECONNRESET:
    case -EPIPE:
        complain("the daemon at %s/control ended before it answered", c->run);
        break;
    default:
        complain("%s/control: %s", c->run, strerror(-error));
    }
    return ASKED_FAILED;
}

enum asked ask_daemon(const struct config *c, const char *question, int timeout_ms,
                      struct reply *ret)
{
    *ret = (struct reply){0};
    int error = control_ask(c->run, question, timeout_ms, &ret->text);
    if (error)
        return tell(c, error);
    ret->json = cJSON_ParseWithLength(ret->text.at, ret->text.n);
    if (!cJSON_IsObject(ret->json)) {
        complain_of_answer(c);
        return ASKED_FAILED;
    }
    const char *refused = cJSON_GetStringValue(cJSON_GetObjectItem(ret->json, "error"));
    if (refused)
        complain("%s", refused);
    return refused ? ASKED_FAILED : ASKED_ANSWERED;
}
