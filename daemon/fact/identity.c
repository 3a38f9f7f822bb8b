/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/identity.h"
#include "base/civil.h"

bool identity_check_digit(const char ten[static 10])
{
    int sum = 0;
    for (size_t i = 0; i < 10; i++) {
        int digit = ten[i] - '0';
        if (i % 2 == 0)
            digit *= 2;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

bool identity_is_organisation(const char ten[static 10])
{
    return ten[0] != '0' && ten[2] >= '2';
}

bool identity_is_dummy(const char ten[static 10])
{
    for (size_t i = 1; i < 10; i++)
        if (ten[i] != ten[0])
            return false;
    return true;
}

static int two(const char *at)
{
    return (at[0] - '0') * 10 + at[1] - '0';
}

bool identity_is_birth(const char ten[static 10], int century)
{
    int year = two(ten), month = two(ten + 2), day = two(ten + 4);
    if (day > 60)
        day -= 60;
    if (century)
        return century >= 18 && century <= 20 && civil_valid(century * 100 + year, month, day);
    /* 1900 had no 29 February, 2000 had one; other years agree across the centuries. */
    return civil_valid(2000 + year, month, day);
}
