# SPDX-License-Identifier: GPL-3.0-or-later
# awk -f told.awk [-v once=1] [-v open=FILE] FILE: what a sink received (tests/system/sink.c) against
# what the daemon promises. Every number from 1 to the last came, a repeat is the same to the byte;
# with once=1 none is repeated, and they came in order. A finding is opened and resolved by turns,
# where a group may stand for any finding of its rule; and what is open in the end is what the lines
# of `open` (tests/system/open_findings.c) tell.
function fault(text) { print "FAULT: " text; faults++ }
# What was said of the finding last holds unless a group of the other sort came after it.
function may_have(state, id, rule) { return said[id] == state || group[rule, state] > said_at[id] + 0 }
function finding(state, before, id, rule, seq) {
    if (said[id] ? !may_have(before, id, rule) : state == "closed" && !group[rule, before])
        fault("seq " seq ": " id " is said to be " state ", but it was so already")
    said[id] = state
    said_at[id] = seq
    rule_of[id] = rule
    balance[rule] += state == "open" ? 1 : -1
}
$1 < 1 { fault("no event: " $0); next }
{
    seq = $1
    if (once && seq != last + 1) fault("seq " seq " behind " last)
    if (seq > last) last = seq
    if (seq in hash) { repeats++; if (hash[seq] != $2) fault("seq " seq " came again with another body"); next }
    hash[seq] = $2
    line[seq] = $0
}
END {
    for (seq = 1; seq <= last; seq++) {
        if (!(seq in hash)) { fault("seq " seq " of " last " never came"); continue }
        n = split(line[seq], f, " ")
        event = f[3]; rule = f[5]; id = f[6]; count = f[7]
        if (event == "FINDING_OPENED") finding("open", "closed", id, rule, seq)
        else if (event == "FINDING_RESOLVED") finding("closed", "open", id, rule, seq)
        else if (event == "FINDING_FLAPPING") fault("seq " seq ": " id " flaps")
        else if (event == "FINDING_GROUP") {
            groups++
            state = line[seq] ~ / resolved/ ? "closed" : line[seq] ~ / (more )?findings,/ ? "open" : ""
            if (state) { group[rule, state] = seq; balance[rule] += state == "open" ? count : -count }
        }
    }
    if (open) {
        while ((getline text < open) > 0) {
            split(text, f, " ")
            if (f[1] in believed) continue # a copy of the document
            believed[f[1]] = f[2]
            balance[f[2]]--
            still++
            if (said[f[1]] ? !may_have("open", f[1], f[2]) : !group[f[2], "open"])
                fault(text " is open, but that was never said")
        }
        for (id in said)
            if (!(id in believed) && !may_have("closed", id, rule_of[id]))
                fault(id " of " rule_of[id] " is open no more, but that was never said")
        for (rule in balance)
            if (balance[rule]) fault(rule ": " balance[rule] " more said to be open than are")
    }
    printf "%d events, %d repeated, %d groups, %d findings open, %d faults\n", last, repeats, groups, still, faults
    exit faults > 0
}
