/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/checking.h"
#include "flow/memory.h"

#include <fcntl.h>
#include <unistd.h>

/* One document's outcome, at the place that its path has in the list. */
struct slot {
    struct finding *findings;
    size_t finding_count;
};

struct pass {
    struct arena *arena;
    const struct checking *checking;
    const struct document_list *list;
    struct report *report;
    struct slot *slots;
    size_t done;
    bool *in_force; /* by pack: it spoke about some document */
};

struct filed file_record(const struct read_file *file, const struct digest *probes)
{
    return (struct filed){
        .record = &file->answer.record,
        .path = file->path,
        .content = file->content,
        .probes = *probes,
    };
}

static void count_outcomes(struct report *r, const struct judgement *j)
{
    for (size_t i = 0; i < j->outcome_count; i++)
        r->not_applicable += j->outcomes[i].verdict == VERDICT_NOT_APPLICABLE;
    for (size_t i = 0; i < j->finding_count; i++) {
        const struct finding *f = &j->findings[i];
        r->by_severity[f->severity]++;
        r->waived += f->waiver.n > 0;
        r->unknown += f->verdict == VERDICT_UNKNOWN;
    }
}

static void keep_findings(struct pass *p, struct slot *slot, const struct judgement *j)
{
    slot->findings = ARENA_ARRAY(p->arena, j->finding_count, struct finding);
    slot->finding_count = j->finding_count;
    for (size_t i = 0; i < j->finding_count; i++)
        slot->findings[i] = finding_copy(p->arena, &j->findings[i]);
}

static void note_packs(struct pass *p, const struct pack_choice *choice, const struct kind *kind)
{
    const struct pack *const *packs;
    size_t n = rules_packs(p->checking->by->rules, &packs);
    for (size_t i = 0; i < n; i++)
        p->in_force[i] |= pack_in_force(choice, packs[i], kind);
}

/* "general 1.0.0, se.samverkan 1.0.0" */
static const char *pack_names(const struct pass *p)
{
    const struct pack *const *packs;
    const char *names = "";
    size_t n = rules_packs(p->checking->by->rules, &packs);
    for (size_t i = 0; i < n; i++)
        if (p->in_force[i])
            names = arena_printf(p->arena, "%s%s%.*s %.*s", names, *names ? ", " : "",
                                 SPAN_ARG(pack_id(packs[i])), SPAN_ARG(pack_version(packs[i])));
    return names;
}

static void keep_document(struct pass *p, const struct read_file *file,
                          const struct classified *kind)
{
    const struct record *record = &file->answer.record;
    p->report->documents[file->id] = (struct report_document){
        .file = arena_copy(p->arena, file->path),
        .format = record->format,
        .readable = record->unread == READ_OK,
        .kind = kind->kind ? arena_copy(p->arena, kind_id(kind->kind)) : NO_SPAN,
        .record_case = arena_copy(p->arena, kind->record_case),
        .key = arena_copy(p->arena, kind->key),
        .title = arena_copy(p->arena, record->title),
        .content = file->content,
    };
    p->report->unreadable += record->unread != READ_OK;
}

static void judge_read(void *arg, struct read_file *file)
{
    struct pass *p = arg;
    struct arena *arena _cleanup_arena_ = file->answer.arena;
    struct filed filed = file_record(file, &file->answer.probes);
    const char *path = p->list->files.at[file->id].path;
    const struct case_file alone = {
        .records = &filed, .count = 1, .choice = choosing_of(p->checking->by, path)};
    struct judgement j;
    judge(arena, p->checking->by->rules, &alone, NULL, NULL, p->checking->now, &j);
    count_outcomes(p->report, &j);
    keep_findings(p, &p->slots[file->id], &j);
    keep_document(p, file, &j.classified[0]);
    note_packs(p, alone.choice, j.classified[0].kind);
    p->done++;
    if (p->checking->progress)
        p->checking->progress(p->checking->progress_arg, p->done, p->list->files.n);
}

static void submit_input(struct reading *r, uint64_t id, const struct document_file *file)
{
    int fd = memory_file_from(STDIN_FILENO);
    if (fd >= 0)
        reading_submit_fd(r, id, fd, file->path, file->hint);
    else
        reading_submit_unread(r, id, file->path, file->hint, strerrordesc_np(-fd));
}

static void submit(struct reading *r, uint64_t id, const struct document_file *file)
{
    if (file->error)
        reading_submit_unread(r, id, file->path, file->hint, file->error);
    else if (strcmp(file->path, "-") == 0)
        submit_input(r, id, file);
    else
        reading_submit(r, id, AT_FDCWD, file->path, file->hint);
}

static void read_all(struct reading *r, const struct document_list *list)
{
    for (size_t i = 0; i < list->files.n && !reading_refusal(r); i++) {
        while (reading_room(r) == 0)
            reading_wait(r);
        submit(r, i, &list->files.at[i]);
    }
    while (reading_pending(r) > 0)
        reading_wait(r);
}

static void gather_findings(struct pass *p)
{
    struct report *r = p->report;
    size_t at = 0;
    for (size_t i = 0; i < p->list->files.n; i++)
        r->finding_count += p->slots[i].finding_count;
    r->findings = ARENA_ARRAY(p->arena, r->finding_count, struct finding);
    for (size_t i = 0; i < p->list->files.n; i++)
        for (size_t j = 0; j < p->slots[i].finding_count; j++)
            r->findings[at++] = p->slots[i].findings[j];
}

bool check_documents(struct arena *a, const struct checking *c, const struct document_list *list,
                     struct report *ret, const char **reterr)
{
    int error = 0;
    struct pass p = {
        .arena = a,
        .checking = c,
        .list = list,
        .report = ret,
        .slots = ARENA_ARRAY(a, list->files.n, struct slot),
    };
    const struct pack *const *packs;
    p.in_force = ARENA_ARRAY(a, rules_packs(c->by->rules, &packs), bool);
    ret->documents = ARENA_ARRAY(a, list->files.n, struct report_document);
    ret->document_count = list->files.n;
    ret->ignored = list->ignored;
    unsigned jobs = list->files.n < c->jobs ? (unsigned)list->files.n : c->jobs;
    struct reading *r =
        reading_new(jobs ? jobs : 1, rules_probes(c->by->rules), judge_read, &p, &error);
    if (!r) {
        *reterr = reading_error(error);
        return false;
    }
    read_all(r, list);
    const char *refusal = reading_refusal(r);
    if (refusal)
        *reterr = arena_strdup(a, refusal);
    reading_free(r);
    gather_findings(&p);
    ret->packs = pack_names(&p);
    return !refusal;
}

bool read_one(struct arena *a, const struct rules *rules, const struct document_file *file,
              void (*use)(void *arg, struct read_file *file), void *arg, const char **reterr)
{
    int error = 0;
    struct reading *r = reading_new(1, rules_probes(rules), use, arg, &error);
    if (!r) {
        *reterr = reading_error(error);
        return false;
    }
    submit(r, 0, file);
    while (reading_pending(r) > 0)
        reading_wait(r);
    const char *refusal = reading_refusal(r);
    if (refusal)
        *reterr = arena_strdup(a, refusal);
    reading_free(r);
    return !refusal;
}
