/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/text_document.h"
#include "fact/fact.h"

/* What stands beside a value is looked for in its sentence and in its block. */
static void a_fact_knows_where_it_stands(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts facts = {0};
    struct document *d = text_document(
        a, SPAN("Avtal\n\nBörjar 2024-01-02. Slutar 2024-03-04.\n\nKlart 2024-05-06\n"), "sv");
    facts_find(d, lexicon_new(a), &facts);
    assert_int_equal(facts.list.n, 3);
    const struct fact *f = facts.list.at;
    assert_int_equal(f[0].block, 1);
    assert_int_equal(f[1].block, 1);
    assert_int_equal(f[2].block, 2);
    assert_int_not_equal(f[0].sentence, f[1].sentence);
    assert_int_not_equal(f[1].sentence, f[2].sentence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fact_knows_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
