/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "deliver.h"
#include "flow/checking.h"
#include "outlet/facts.h"

#include <unistd.h>

struct asking {
    const struct options *options;
    struct choosing by;
    const struct pack_choice *choice; /* for the file */
    enum status status;
};

static void write_facts(const struct options *o, const struct output *to, void *arg,
                        struct buf *out)
{
    const struct facts_view *view = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        facts_json(view, out);
    else
        facts_text_report(view, out);
}

static void show(void *arg, struct read_file *file)
{
    struct asking *asking = arg;
    struct arena *arena _cleanup_arena_ = file->answer.arena;
    struct filed filed = file_record(file, &file->answer.probes);
    struct classified kind = classify(arena, asking->by.rules, asking->choice, &filed);
    struct facts_view view = {
        .file = file->path,
        .kind = kind.kind ? kind_id(kind.kind) : NO_SPAN,
        .record_case = kind.record_case,
        .key = kind.key,
        .record = &file->answer.record,
    };
    if (!deliver(asking->options, write_facts, &view))
        asking->status = STATUS_TROUBLE;
    else if (file->answer.record.unread != READ_OK)
        asking->status = STATUS_INCOMPLETE;
}

enum status cmd_facts(const struct options *o)
{
    struct document_list list = {.arena = o->arena};
    struct asking asking = {.options = o, .status = STATUS_CLEAN};
    const char *error;
    documents_find(o->arguments, o->argument_count, &list);
    if (o->argument_count != 1 || list.nothing || list.files.n != 1) {
        complain("facts wants one file%s%s", list.nothing ? ": no such file: " : "",
                 list.nothing ? list.nothing : "");
        return STATUS_TROUBLE;
    }
    struct moment now;
    if (!packs_for(o, &list, &asking.by, &now))
        return STATUS_TROUBLE;
    asking.choice = choosing_of(&asking.by, list.files.at[0].path);
    if (!read_one(o->arena, asking.by.rules, &list.files.at[0], show, &asking, &error)) {
        complain("nothing was read: %s", error);
        asking.status = STATUS_TROUBLE;
    }
    rules_free(asking.by.rules);
    return asking.status;
}
