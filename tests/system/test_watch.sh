#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `duly watch` on a folder: each violation once, resolved once; saving as editors do is no deletion;
# rules are exchanged under way, and faulty ones refused.
build=$1
. "$(dirname "$0")/../support/daemon.sh"

cp -R rules/general "$dir/general"
mkdir "$dir/docs/old"
faulty >"$dir/docs/old/first.txt"
watching --rules "$dir/general" --syslog "$dir/nobody" "$dir/docs"
comes "$dir/said" '^START notice: .* a restart says everything again$'
comes "$dir/said" '^VIOLATION error date.impossible .*/docs/old/first.txt:4: '

# A new file, written slowly: nothing before it is closed.
{
    printf 'Samarbetsavtal\n\n1 Avtalstid\nAvtalet gäller från den 31 fe'
    sleep 1
    never_came "$dir/said" 'second.txt'
    printf 'bruari 2024.\n'
} >"$dir/docs/second.txt"
comes "$dir/said" 'date.impossible .*/second.txt:4: '

# Written again with the same fault: nothing new to say.
faulty >"$dir/docs/second.txt"

# Word's way of saving: between the two renames there is no document.
sound >"$dir/docs/~WRD0001.tmp"
mv "$dir/docs/second.txt" "$dir/docs/~WRL0001.tmp"
sleep 0.3
mv "$dir/docs/~WRD0001.tmp" "$dir/docs/second.txt"
rm "$dir/docs/~WRL0001.tmp"
comes "$dir/said" '^RESOLVED notice date.impossible .*/second.txt:4 (fixed)'
how_often "$dir/said" 'VIOLATION .*date.impossible.*second.txt' 1
never_came "$dir/said" 'second.txt.*file-removed'

# A renamed folder says nothing; a deleted file is resolved under its new name.
mv "$dir/docs/old" "$dir/docs/new"
sleep 0.5
rm "$dir/docs/new/first.txt"
comes "$dir/said" '^RESOLVED notice date.impossible .*/docs/new/first.txt:4 (file-removed)'
how_often "$dir/said" 'date.impossible.*first.txt' 2

# A link leads nowhere, a FIFO is not opened, a picture is not read.
mkdir "$dir/outside"
faulty >"$dir/outside/foreign.txt"
ln -s "$dir/outside" "$dir/docs/link"
ln -s "$dir/outside/foreign.txt" "$dir/docs/link.txt"
mkfifo "$dir/docs/pipe.txt"
faulty >"$dir/docs/picture.png"

# What no reader reads is said to be so.
faulty >"$dir/docs/report.docx"
faulty >"$dir/docs/report.doc"
comes "$dir/said" '^UNKNOWN .*/docs/report.docx: .* its format is not read (convert '
comes "$dir/said" '^UNKNOWN .*/docs/report.doc: .* its format is not read (convert '

# Faulty rules are refused with the place; the last good ones stay in force.
cp "$dir/general/pack.yaml" "$dir/pack.yaml"
printf 'surprise: 1\n' >>"$dir/general/pack.yaml"
kill -HUP "$daemon"
comes "$dir/said" '^RULES_REJECTED error: .*pack.yaml:[0-9]'
faulty >"$dir/docs/third.txt"
comes "$dir/said" 'VIOLATION error date.impossible .*/third.txt:4: '
cp "$dir/pack.yaml" "$dir/general/pack.yaml"
kill -HUP "$daemon"
comes "$dir/said" '^RULES_LOADED notice: '
how_often "$dir/said" 'VIOLATION .*date.impossible.*third.txt' 1

# A root that goes away resolves nothing.
mv "$dir/docs" "$dir/away"
comes "$dir/said" '^WATCH_DEGRADED warning: .*/docs: '
sleep 1.5
mv "$dir/away" "$dir/docs"
comes "$dir/said" '^WATCH_RESTORED notice: .*/docs: '
never_came "$dir/said" 'third.*file-removed'

# More than twenty of a rule are one line, at the latest with the end.
mkdir "$dir/many"
for i in $(seq 10 59); do
    faulty >"$dir/many/$i.txt"
done
mv "$dir/many" "$dir/docs/many"
comes "$dir/said" 'VIOLATION .*date.impossible.*/many/'
sleep 1

stopped
comes "$dir/said" '^GROUP error date.impossible: [0-9]* more findings, for example .*/many/'
[ "$(grep -c 'VIOLATION .*date.impossible.*/many/' "$dir/said")" -le 20 ] || fail "a flood"
never_came "$dir/said" 'foreign\|link\|pipe\|picture'
