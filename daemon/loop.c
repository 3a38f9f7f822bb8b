/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loop.h"

#include <ev.h>
#include <signal.h>
#include <stdlib.h>

struct loop {
    struct ev_loop *ev;
    const struct loop_work *work;
    struct ev_io *ios; /* one per descriptor of the last poll list */
    struct pollfd *fds;
    size_t io_count, room;
    struct ev_timer timeout;
    struct ev_periodic next; /* absolute: it fires whatever makes the wall clock reach it */
    struct ev_signal terminate, interrupt, hangup;
    bool stop, reload;
};

/* What happened does not matter: the step looks at everything. */
static void on_io(struct ev_loop *ev, struct ev_io *io, int events)
{
    (void)ev, (void)io, (void)events;
}

static void on_timeout(struct ev_loop *ev, struct ev_timer *timer, int events)
{
    (void)ev, (void)timer, (void)events;
}

static void on_next(struct ev_loop *ev, struct ev_periodic *periodic, int events)
{
    (void)ev, (void)periodic, (void)events;
}

static void on_signal(struct ev_loop *ev, struct ev_signal *signal, int events)
{
    struct loop *l = ev_userdata(ev);
    (void)events;
    if (signal->signum == SIGHUP)
        l->reload = true;
    else
        l->stop = true;
}

static void make_room(struct loop *l, size_t n)
{
    if (n <= l->room)
        return;
    l->ios = reallocarray(l->ios, n, sizeof *l->ios);
    l->fds = reallocarray(l->fds, n, sizeof *l->fds);
    l->room = n;
    if (!l->ios || !l->fds)
        abort();
}

/* libev compares with what the kernel was told last: what stays the same costs no system call. */
static void watch_descriptors(struct loop *l, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int events =
            (l->fds[i].events & POLLIN ? EV_READ : 0) | (l->fds[i].events & POLLOUT ? EV_WRITE : 0);
        ev_io_init(&l->ios[i], on_io, l->fds[i].fd, events);
        ev_io_start(l->ev, &l->ios[i]);
    }
    l->io_count = n;
}

static void forget_descriptors(struct loop *l)
{
    for (size_t i = 0; i < l->io_count; i++)
        ev_io_stop(l->ev, &l->ios[i]);
    l->io_count = 0;
}

/* Waits once for descriptors, time limit, instant or signal. */
static void wait_once(struct loop *l)
{
    const struct loop_work *work = l->work;
    int timeout;
    make_room(l, work->fds(work->arg));
    watch_descriptors(l, work->poll(work->arg, l->fds, &timeout));
    instant next = work->next(work->arg);
    ev_now_update(l->ev);
    if (timeout >= 0) {
        ev_timer_set(&l->timeout, timeout / 1000.0, 0.);
        ev_timer_start(l->ev, &l->timeout);
    }
    if (next != INSTANT_NEVER) {
        ev_periodic_set(&l->next, (double)next, 0., NULL);
        ev_periodic_start(l->ev, &l->next);
    }
    ev_run(l->ev, EVRUN_ONCE);
    ev_timer_stop(l->ev, &l->timeout);
    ev_periodic_stop(l->ev, &l->next);
    forget_descriptors(l);
}

static void act(struct loop *l)
{
    const struct loop_work *work = l->work;
    if (l->reload)
        work->reload(work->arg);
    if (l->stop)
        work->stop(work->arg);
    l->reload = l->stop = false;
    work->step(work->arg);
}

static void start_signals(struct loop *l)
{
    ev_signal_init(&l->terminate, on_signal, SIGTERM);
    ev_signal_init(&l->interrupt, on_signal, SIGINT);
    ev_signal_init(&l->hangup, on_signal, SIGHUP);
    ev_signal_start(l->ev, &l->terminate);
    ev_signal_start(l->ev, &l->interrupt);
    ev_signal_start(l->ev, &l->hangup);
}

bool loop_run(const struct loop_work *work)
{
    struct loop l = {.ev = ev_default_loop(EVFLAG_SIGNALFD | EVFLAG_NOENV), .work = work};
    if (!l.ev)
        return false;
    ev_set_userdata(l.ev, &l);
    ev_init(&l.timeout, on_timeout);
    ev_init(&l.next, on_next);
    start_signals(&l);
    for (work->step(work->arg); !work->stopped(work->arg); act(&l))
        wait_once(&l);
    free(l.ios);
    free(l.fds);
    ev_loop_destroy(l.ev);
    return true;
}
