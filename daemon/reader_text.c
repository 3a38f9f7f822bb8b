/* SPDX-License-Identifier: GPL-3.0-or-later */
/* duly-text: the reader of plain text and Markdown. Its socket is its standard input. */
#include "reader/reader.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static bool is_conversation(int fd)
{
    int type;
    socklen_t n = sizeof type;
    return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_SEQPACKET;
}

int main(void)
{
    if (is_conversation(STDIN_FILENO))
        return reader_main(STDIN_FILENO);
    fputs("duly-text is started by duly, which hands it documents; there is nothing to run here\n",
          stderr);
    return 2;
}
