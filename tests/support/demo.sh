#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# demo.sh BUILD_FOLDER: judges the sample agreements once, then leaves the daemon watching a copy
# of them, with its events on this terminal.
set -eu
build=$1
folder=build/run/agreements
rm -rf "$folder"
mkdir -p "$folder"
cp rules/se.samverkan/examples/* "$folder"/

echo "\$ duly check --rules rules/se.samverkan --rules rules/general $folder"
"$build/duly" check --rules rules/se.samverkan --rules rules/general "$folder" || true

cat <<EOF

The daemon now watches $folder. To see an alert, spoil a date from another terminal:

    sed -i 's/Granvik 2023-08-24/Granvik 2023 -/' $folder/agreement.txt

and mend it again:

    sed -i 's/^Granvik 2023 -\$/Granvik 2023-08-24/' $folder/agreement.txt

Each change is one line here; a trial sends nothing to the system log. Ctrl-C ends it.

\$ duly watch --stderr --rules rules/se.samverkan --rules rules/general $folder
EOF
exec "$build/duly" watch --stderr --rules rules/se.samverkan --rules rules/general "$folder"
