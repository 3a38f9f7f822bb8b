/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the main process and a reader say to each other over their SEQPACKET socket. Both are of one
 * build and on one machine, so plain structs do; what arrives is checked all the same.
 *
 *     main → reader   PROBES (with a descriptor of the packed table), READ (with the document)
 *     reader → main   READY or REFUSED once, then one RECORD for each READ, in their order
 */
#pragma once

#include <stdint.h>

enum wire_question_kind { WIRE_PROBES = 1, WIRE_READ };

/* One descriptor comes with each. It is only ever read with pread: its offset is shared. */
struct wire_question {
    uint32_t kind;
    uint32_t format; /* READ: enum format, the main process's guess */
    uint64_t number; /* READ: 1, 2, 3 ... in this reader's life */
    uint64_t size;   /* bytes to read */
};

enum wire_answer_kind { WIRE_READY = 1, WIRE_REFUSED, WIRE_RECORD };

/* A part of the answer's bytes follows: READY what the jail is made of, REFUSED what of it could
   not be built, RECORD a packed record. */
struct wire_answer {
    uint32_t kind;
    uint32_t total, offset; /* of the whole answer's bytes; where this part begins in them */
    uint32_t version;       /* RECORD_VERSION */
    uint64_t number;        /* RECORD: of the question */
};

/* Bytes that follow one wire_answer; well below what a socket takes at once. */
enum { WIRE_PART_BYTES = 64 * 1024 };
