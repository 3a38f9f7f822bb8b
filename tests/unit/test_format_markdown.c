/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document_world.h"

struct pair {
    const char *source, *blocks;
};

// clang-format off
static const struct pair inline_markup[] = {
    {"Svar **senast den 31 mars 2019** till oss", "text [] Svar senast den 31 mars 2019 till oss\n"},
    {"*a* _b_ __c__ ***d*** ~~e~~", "text [] a b c d e\n"},
    {"**a *b* c** ord*mitt*i", "text [] a b c ordmitti\n"},
    {"snake_case_ord och 5*3*2 och a * b * c", "text [] snake_case_ord och 5*3*2 och a * b * c\n"},
    {"*inte slut och **inte heller", "text [] *inte slut och **inte heller\n"},
    {"`kod *x*` och ``a`b`` och `öppen", "text [] kod *x* och a`b och `öppen\n"},
    {"[avtalet](https://x.se/a_(b) \"titel\") och ![bild](b.png)", "text [] avtalet och bild\n"},
    {"[text][ref] men [namn] och [x] kvar", "text [] text men [namn] och [x] kvar\n"},
    {"[**fet**](x) [a [b] c](y)", "text [] fet a [b] c\n"},
    {"<https://x.se> <a@b.se> <b>fet</b> 5 < 6 > 4", "text [] https://x.se a@b.se fet 5 < 6 > 4\n"},
    {"före<!-- dolt **x** -->efter <!-- öppen", "text [] föreefter <!-- öppen\n"},
    {"\\*stjärna\\* 1\\. \\[x\\] C:\\dir", "text [] *stjärna* 1. [x] C:\\dir\n"},
    {"a &amp; b &lt; c &#229; &#xE4; &nbsp;&ouml; &okänd; & d", "text [] a & b < c å ä ö &okänd; & d\n"},
    {"&sect; 5 och &ndash;", "text [] § 5 och -\n"},
    {"________ och __________", "text [] ________ och __________\n"},
    {"Rad ett  \nRad två\\\nRad tre", "text [] Rad ett/Rad två/Rad tre\n"},
    {"Rad ett<br>rad två<br/>rad tre", "text [] Rad ett/rad två/rad tre\n"},
    {"*över\nrader* slut", "text [] över/rader slut\n"},
};

static const struct pair blocks[] = {
    {"# Ett\n## Två ##\n### Tre #3\n####### sju\n#inte\n", "heading [] Ett\nheading [] Två\nheading [] Tre #3\ntext [] ####### sju/#inte\n"},
    {"Ett\n===\n\nTvå\n---\n\nText.\n---\n", "heading [] Ett\nheading [] Två\ntext [] Text.\n"},
    {"- a\n* b\n+ c\n", "item [-] a\nitem [*] b\nitem [+] c\n"},
    {"1. a\n   mer\n2) b\n", "item [1.] a mer\nitem [2)] b\n"},
    {"- a\n\n  stycke i punkten\n\n- b\n", "item [-] a\ntext [] stycke i punkten\nitem [-] b\n"},
    {"> citat\n> > djupare\n\ntext\n", "text [] citat djupare\ntext [] text\n"},
    {"```c\n# kod\n**x**\n```\ntext\n", "code [] # kod/**x**\ntext [] text\n"},
    {"~~~\nöppen\n", "code [] öppen\n"},
    {"text\n\n    kod **x**\n    mer\n\ntext\n", "text [] text\ncode [] kod **x**/mer\ntext [] text\n"},
    {"| A | **B** |\n|---|:-:|\n| 1 | x \\| y |\n| | 2 |\n\ntext\n", "row [] A/B\nrow [] 1/x | y\nrow [] 2\ntext [] text\n"},
    {"A | B\n--|--\n1 | 2\n", "row [] A/B\nrow [] 1/2\n"},
    {"***\ntext\n- - -\nmer\n___\nSist\n", "text [] text\ntext [] mer/___/Sist\n"},
    {"text\n\n[ref]: https://x.se\n\n[namn]: Anna\n", "text [] text\nfurniture [] [ref]: https://x.se\ntext [] [namn]: Anna\n"},
    {"<!-- en\nlång\nkommentar --> efter\n\ntext\n", "text [] efter\ntext [] text\n"},
    {"+++\ntitle = \"Namnet\"\ndate = 2021-03-04\n+++\nText.\n", "heading [] Namnet\nrow [] date = 2021-03-04\ntext [] Text.\n"},
    {"---\ntitle: Namnet\ndnr: 2021:3\n---\nText.\n", "heading [] Namnet\nrow [] dnr: 2021:3\ntext [] Text.\n"},
    {"---\ningen nyckel\n---\n", "heading [] ingen nyckel\n"},
    {"**Bakgrund**\n\nText.\n", "heading [] Bakgrund\ntext [] Text.\n"},
};
// clang-format on

/* A title stands before each sample, so that its first line is not taken for one. */
static void check_pairs(const struct pair *pairs, size_t count)
{
    static const char title[] = "heading [] T\n";
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        struct arena *a _cleanup_arena_ = arena_new();
        bool front =
            strncmp(pairs[i].source, "---", 3) == 0 || strncmp(pairs[i].source, "+++", 3) == 0;
        const char *source = arena_printf(a, "%s%s", front ? "" : "# T\n\n", pairs[i].source);
        const char *got = blocks_of(read_markdown(a, source)) + (front ? 0 : sizeof title - 1);
        if (strcmp(got, pairs[i].blocks) != 0) {
            print_error("%s\n--- is\n%s--- want\n%s", pairs[i].source, got, pairs[i].blocks);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static void test_inline(void **state)
{
    (void)state;
    check_pairs(inline_markup, sizeof inline_markup / sizeof *inline_markup);
}

static void test_blocks(void **state)
{
    (void)state;
    check_pairs(blocks, sizeof blocks / sizeof *blocks);
}

static void test_places(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct document *d = read_markdown(
        a, "# Rubrik\n\nSvar **senast den 31 mars** nu\n> och *h\xc3\xa4r* &amp; s\xc3\xa5\n");
    (void)state;
    uint32_t date = (uint32_t)(strstr(d->text, "31 mars") - d->text);
    uint32_t quote = (uint32_t)(strstr(d->text, "h\xc3\xa4r") - d->text);
    uint32_t sign = (uint32_t)(strstr(d->text, "& ") - d->text);
    assert_int_equal(document_place(d, date).line, 3);
    assert_int_equal(document_place(d, date).column, 19);
    assert_int_equal(document_place(d, quote).line, 4);
    assert_int_equal(document_place(d, quote).column, 8);
    assert_int_equal(document_place(d, sign).column, 13);
    assert_int_equal(document_place(d, sign + 2).column, 19);
    assert_string_equal(text_of(a, document_raw(d, (struct range){date, date + 7})), "31 mars");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inline),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
