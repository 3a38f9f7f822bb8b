# awk -f tests/layers.awk tests/layers FILE.c FILE.h ...
# Prints each include that the table does not allow, and fails if there was one.
FILENAME == ARGV[1] {
    sub(/#.*/, "")
    if (split($0, side, ":") < 2)
        next
    level = side[1]
    gsub(/ /, "", level)
    known[level] = may[level, level] = 1
    n = split(side[2], allowed, " ")
    for (i = 1; i <= n; i++)
        may[level, allowed[i]] = 1
    next
}
FNR == 1 {
    n = split(FILENAME, part, "/")
    level = part[n - 1]
    if (!(level in known)) {
        printf "%s: the folder %s is not in the table\n", FILENAME, level
        bad = 1
    }
}
/^#include "[a-z]+\// {
    split($2, part, /["\/]/)
    if (!((level, part[2]) in may)) {
        printf "%s:%d: %s may not include %s\n", FILENAME, FNR, level, part[2]
        bad = 1
    }
}
/^#include <ev\.h>/ && FILENAME != "daemon/loop.c" {
    printf "%s:%d: only daemon/loop.c knows libev\n", FILENAME, FNR
    bad = 1
}
END { exit bad }
