#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""validate.py PATTERNS FOLDER: 25 patterns over every file, two processes: the plain way to do it."""
import multiprocessing
import os
import re
import sys

PATTERNS = [re.compile(line.rstrip("\n"), re.MULTILINE) for line in open(sys.argv[1], encoding="utf-8")]


def count(path):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    return sum(len(p.findall(text)) for p in PATTERNS)


if __name__ == "__main__":
    paths = [os.path.join(d, name) for d, _, names in os.walk(sys.argv[2]) for name in names]
    with multiprocessing.Pool(2) as pool:
        print(sum(pool.imap_unordered(count, paths, chunksize=64)))
