/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watch/watch.h"

// clang-format off
static const struct {
    const char *name;
    bool temporary;
} rows[] = {
    {"~$avtal.docx",            true},
    {"~WRD0001.tmp",            true},
    {"~WRL3456.TMP",            true},
    {"~wrd0001.tmp",            true},
    {".~lock.avtal.odt#",       true},
    {"lu4711ab.tmp",            true},
    {"5D2F1A00",                true},
    {"avtal.txt~",              true},
    {"#avtal.txt#",             true},
    {".#avtal.txt",             true},
    {".avtal.txt.swp",          true},
    {".avtal.txt.swx",          true},
    {"4913",                    true},
    {".goutputstream-AB12CD",   true},
    {"avtal.pdf.part",          true},
    {"avtal.pdf.crdownload",    true},
    {".avtal.txt.Xa81Qz",       true},
    {".nfs0000000000c8",        true},
    {"._avtal.docx",            true},
    {"thumbs.DB",               true},
    {".DS_Store",               true},
    {"avtal.txt.bak",           true},
    {"avtal.txt",               false},
    {"avtal",                   false},
    {"20240131",                false}, /* a date, not Excel */
    {"5D2F1A0",                 false},
    {"5d2f1a00",                false},
    {"5D2F1A00.xlsx",           false},
    {"~",                       false},
    {".tmp",                    false}, /* nothing before the ending */
    {"#1 avtal.txt",            false},
    {".hidden.txt",             false},
    {".x.swptxt",               false},
    {"tmp",                     false},
    {"4913.txt",                false},
    {"avtal.bakad.txt",         false},
};
// clang-format on

static void names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (watch_temporary(rows[i].name) != rows[i].temporary)
            fail_msg("%s", rows[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
