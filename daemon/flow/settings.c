/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/settings.h"

#include "flow/keeping.h"
#include "flow/packs.h"

#include <string.h>

/* Folders of the command line as roots: they may be relative, a person is there. */
static void use_folders(struct settings *s, const struct settings_source *source)
{
    struct config_root *roots = ARENA_ARRAY(s->arena, source->folder_count, struct config_root);
    for (size_t i = 0; i < source->folder_count; i++) {
        size_t n = strlen(source->folders[i]);
        while (n > 1 && source->folders[i][n - 1] == '/')
            n--;
        roots[i].path = arena_copy(s->arena, (struct span){source->folders[i], n}).at;
    }
    s->config.roots = roots;
    s->config.root_count = source->folder_count;
}

static bool choose(struct settings *s, bool named)
{
    s->choices = ARENA_ARRAY(s->arena, s->config.root_count, const struct pack_choice *);
    for (size_t i = 0; i < s->config.root_count && !named; i++) {
        const struct config_root *r = &s->config.roots[i];
        s->choices[i] = rules_choice(s->arena, s->rules, r->packs, r->pack_count);
        if (!s->choices[i])
            return false;
    }
    return true;
}

static struct settings *settings_new(void)
{
    struct arena *arena = arena_new();
    struct settings *s = ARENA_NEW(arena, struct settings);
    s->arena = arena;
    return s;
}

struct settings *settings_load(const struct settings_source *source, struct diags *diags)
{
    struct settings *s = settings_new();
    s->config = config_default(s->arena);
    bool good =
        !source->config_file || config_load(s->arena, source->config_file, &s->config, diags);
    if (good && source->folder_count > 0)
        use_folders(s, source);
    if (good)
        s->rules = source->pack_count > 0
                       ? packs_load(s->arena, source->packs, source->pack_count, diags)
                       : packs_load_for(s->arena, &s->config, diags);
    if (s->rules && choose(s, source->pack_count > 0))
        return s;
    settings_free(s);
    return NULL;
}

struct settings *settings_load_kept(const char *state, struct diags *diags)
{
    struct settings *s = settings_new();
    if (config_load_kept(s->arena, state, &s->config, diags)) {
        s->rules = packs_load_kept(s->arena, state, &s->config, diags);
        if (s->rules && choose(s, false))
            return s;
    }
    settings_free(s);
    return NULL;
}

const char *settings_state(struct arena *a, const struct settings_source *source)
{
    struct diags nobody = {.arena = a};
    struct config c = config_default(a);
    config_load(a, source->config_file, &c, &nobody);
    return c.state ? c.state : config_default(a).state;
}

enum language settings_language(const struct config *c, enum language otherwise)
{
    if (!c->language)
        return otherwise;
    return strcmp(c->language, "sv") == 0 ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
}

void settings_free(struct settings *s)
{
    if (!s)
        return;
    rules_free(s->rules);
    arena_free(s->arena);
}

struct digest settings_judged_by(const struct settings *s, size_t root, const char *version)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct digest rules = rules_digest(s->rules);
    struct digest choice = pack_choice_digest(s->choices[root]);
    char rules_text[DIGEST_TEXT], choice_text[DIGEST_TEXT];
    return digest_of(
        span_of(arena_printf(a, "%s %s %s %s", version, s->config.zone,
                             digest_text(&rules, rules_text), digest_text(&choice, choice_text))));
}
