/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary search, for lists of any kind. */
#pragma once

/* Which of 0 .. n-1 is the first that no longer lies before what is sought; n if all do. `before`
   is an expression of i; where it does not hold for one, it holds for none behind:
       uint32_t first = FIRST_NOT(i, n, at[i].start < offset); */
#define FIRST_NOT(i, n, before)                                                                    \
    ({                                                                                             \
        __typeof__((n) + 0) low_ = 0, high_ = (n);                                                 \
        while (low_ < high_) {                                                                     \
            const __typeof__(low_) i = low_ + (high_ - low_) / 2;                                  \
            if (before)                                                                            \
                low_ = i + 1;                                                                      \
            else                                                                                   \
                high_ = i;                                                                         \
        }                                                                                          \
        low_;                                                                                      \
    })
