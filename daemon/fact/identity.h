/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Swedish identity numbers as ten digits: who they may belong to, and whether they are right. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The tenth digit is the check digit: the Luhn sum over all ten ends in 0. */
bool identity_check_digit(const char ten[static 10]);

/* The first digit names a group (1-9), the third is at least 2: that is what keeps organisations
   apart from persons, whose third and fourth digits are a month. */
bool identity_is_organisation(const char ten[static 10]);

/* All digits alike: a form's dummy, even where the check digit is right. */
bool identity_is_dummy(const char ten[static 10]);

/* Digits 1-6 are a day of the calendar, or a day plus 60 (co-ordination number). The century may be
   18, 19 or 20; 0 if it is not written: the day must then exist in one of them. */
bool identity_is_birth(const char ten[static 10], int century);
