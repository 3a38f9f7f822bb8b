/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How currencies are written. */
#pragma once

enum currency {
    CURRENCY_CROWN,  /* "kr": of the document's country */
    CURRENCY_KRONER, /* Norwegian or Danish */
    CURRENCY_SEK,
    CURRENCY_ORE,
    CURRENCY_TKR,
    CURRENCY_MKR,
    CURRENCY_MDKR,
    CURRENCY_SEK_CODE,
    CURRENCY_TSEK,
    CURRENCY_MSEK,
    CURRENCY_NOK,
    CURRENCY_TNOK,
    CURRENCY_MNOK,
    CURRENCY_DKK,
    CURRENCY_TDKK,
    CURRENCY_MDKK,
    CURRENCY_EUR,
    CURRENCY_EURO,
    CURRENCY_TEUR,
    CURRENCY_MEUR,
    CURRENCY_USD,
    CURRENCY_DOLLAR,
    CURRENCY_MUSD,
    CURRENCY_GBP,
    CURRENCY_CHF,
    CURRENCY_COUNT
};
