#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual pages say what the program's tables say: every member, collection, check, key, limit,
# diagnostic and option is there; and the packs and the output that duly-rules(5) and README.md show
# are what the program makes of them.
set -u
build=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
rules=man/duly-rules.5 program=man/duly.1 config=man/duly.yaml.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0 looked=0

missing() { # PAGE WHAT
    printf '%s does not tell of %s\n' "$1" "$2"
    wrong=$((wrong + 1))
}

# has PAGE PATTERN WHAT
has() {
    looked=$((looked + 1))
    grep -qE -- "$2" "$1" || missing "$1" "$3"
}

# Members and collections, with their types: {MEMBER_x, VALUE_DATE, "year", VALUE_NUMBER, "..."}.
declare -A type=([VALUE_NOTHING]='any value')
while IFS='=' read -r value words; do
    type[$value]=$words
done < <(sed -nE 's/^ *\[(VALUE_[A-Z_]+)\] = "(.*)",$/\1=\2/p' daemon/rule/members.c)
type[VALUE_NOTHING]='any value'
while read -r of name is; do
    has $rules "^\.It ${type[$of]} Ta $name Ta ${type[$is]} Ta ." "the member $name of ${type[$of]}"
done < <(sed -nE 's/^ *\{MEMBER_[A-Z_]+, *(VALUE_[A-Z_]+), *"([a-z-]+)", *(VALUE_[A-Z_]+),.*/\1 \2 \3/p' \
    daemon/rule/members.c)
while read -r name is; do
    has $rules "^\.It $name Ta ${type[$is]} Ta ." "'$name' of every document"
done < <(sed -nE 's/^ *\{BUILTIN_[A-Z_]+, *"([a-z-]+)", *(VALUE_[A-Z_]+),.*/\1 \2/p' \
    daemon/rule/members.c)

# Checks, each with its own keys beneath its heading.
for file in daemon/rule/check_*.c; do
    check=$(sed -nE 's/^ *\.name = "([a-z-]+)",$/\1/p' "$file")
    [ -n "$check" ] || continue
    has $rules "^\.Ss $check\$" "the check $check"
    sed -n "/^\.Ss $check\$/,/^\.S[sh] [^ ]*\$/p" $rules | sed '1b; /^\.S/d' >"$work/check"
    for key in $(grep -oE '\.key = "[a-z-]+"' "$file" | cut -d '"' -f 2); do
        looked=$((looked + 1))
        grep -qE "^\.It Ic $key\$" "$work/check" || missing $rules "$key of the check $check"
    done
done

# All other keys of packs and tests, and what the schema for editors knows.
for key in $({ grep -ohE '(\.key = |ROW\([a-z]+, )"[a-z-]+"' daemon/rule/*.c | cut -d '"' -f 2
    "$build/duly" rules schema | grep -oE '^ +"[a-z-]+": \{' | cut -d '"' -f 2; } | sort -u); do
    has $rules "^\.(It )?Ic (.* , )?$key( |\$)" "the key $key"
done

for limit in $(sed -nE 's/.*X\([A-Z_]+, "([a-z-]+)".*/\1/p' include/base/limits.h); do
    has $rules "^\.It $limit Ta [0-9]+ Ta ." "the limit $limit"
done
for id in $(grep -rhoE '"(packs|yaml|schema|rules|tests|test|obligations|document)\.[a-z-]+"' \
    daemon | tr -d '"' | sort -u); do
    has $rules "^\.It Dv (.* , )?$id( |\$)" "the diagnostic $id"
done
for id in $(sed -nE 's/^\.It Dv ((packs|yaml|schema|rules|tests|test|obligations|document)\..*)/\1/p' \
    $rules | tr -d ,); do
    looked=$((looked + 1))
    grep -rqF "\"$id\"" daemon || missing "the program" "$id, which $rules explains"
done

# Keys, words and diagnostics of the configuration; and its example loads.
for key in $(grep -ohE '\.key = "[a-z-]+"' daemon/config/*.c | cut -d '"' -f 2 | sort -u); do
    has $config "^\.(It )?Ic $key( |\$)" "the key $key"
done
for word in $(awk '/^static const char \*const /, /NULL\};/' daemon/config/*.c |
    grep -oE '"[a-z0-9]+"' | tr -d '"' | sort -u); do
    case $word in
    local[1-6]) ;; # within local0 to local7
    *) has $config "^\.(Ql|It Cm) $word( |\$)" "the word $word" ;;
    esac
done
for id in $(grep -rhoE '"config\.[a-z-]+"' daemon | tr -d '"' | sort -u); do
    has $config "^\.It Dv (.* , )?$id( |\$)" "the diagnostic $id"
done
for id in $(sed -nE 's/^\.It Dv ((config|packs)\..*)/\1/p' $config | tr -d ,); do
    looked=$((looked + 1))
    grep -rqF "\"$id\"" daemon || missing "the program" "$id, which $config explains"
done
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' $config | sed '1,/^\.Bd/d; /^\./d' >"$work/duly.yaml"
for key in $(sed -nE 's/^ *\{\.key = "([a-z]+)".*/\1/p' daemon/config/config.c); do
    looked=$((looked + 1))
    grep -q "^$key:" "$work/duly.yaml" || missing $config "$key in its example"
done
sed -i "s|^rules: .*|rules: $PWD/rules|" "$work/duly.yaml"
"$build/duly" rules list --config "$work/duly.yaml" 2>&1 >/dev/null | grep -E '(error|warning):' |
    grep -v '\[config.not-available\]$' && missing "the program" "the example of $config"

# Options: in the synopsis of their command, and explained.
for command in $("$build/duly" --help | sed -nE 's/^  duly ([a-z]+) .*/\1/p'); do
    sed -n "/^\.Cm $command\$/,/^\.Nm\$/p" $program >"$work/synopsis"
    [ -s "$work/synopsis" ] || missing $program "the command $command"
    for option in $("$build/duly" "$command" --help | sed -nE 's/^  --([a-z-]+) .*/\1/p'); do
        looked=$((looked + 1))
        grep -qE "Fl -$option( |\$)" "$work/synopsis" ||
            missing $program "--$option of $command in the synopsis"
        has $program "^\.It Fl -$option( |\$)" "--$option"
    done
done

# Keys of events.
for key in $(grep -oE 'add_(field|word|text|number)\(f, "[a-z]+"' daemon/outlet/event_json.c |
    cut -d '"' -f 2 | sort -u); do
    has $program "^\.It Ic (.* , )?$key( |\$)" "the key $key of events"
done

# Events that the program sends.
for event in $(grep -rhoE '(say\([a-z]+, |\.type = )EVENT_[A-Z_]+' daemon/flow daemon/*.c |
    sed 's/.*EVENT_//' | sort -u); do
    has $program "^\.Dv $event( |\$)" "the event $event"
done

# The pack and its tests, as the page shows them.
plain() {
    sed -e 's/\\e/\\/g; s/\\(en/–/g; s/\\(:a/ä/g; s/\\&//g'
}
mkdir "$work/loans"
awk -v to="$work/loans/" '/^\.Pa loans\// {split($2, part, "/"); file = to part[2]}
    /^\.Ed/ {file = ""} file && inside {print >file} /^\.Bd/ {inside = 1} /^\.Ed/ {inside = 0}' \
    $rules
for file in "$work"/loans/*.yaml; do
    plain <"$file" >"$work/plain" && cp "$work/plain" "$file"
done
promised=$(sed -n '/^\.Dl .* passed, /s/^\.Dl //p' $rules)
said=$("$build/duly" test --require-tests "$work/loans" 2>&1)
if [ -z "$promised" ] || [ "$said" != "$promised" ]; then
    printf 'the pack of %s says:\n%s\n' $rules "$said"
    wrong=$((wrong + 1))
fi

# Every example of a check loads.
mkdir "$work/examples"
{
    cat <<'END'
duly: 1
pack: {id: examples, version: 1.0.0, title: The examples of the manual}
kinds:
  k: {match: {title: Avtal}}
facts:
  k:
    dnr:        {type: case-number}
    period:     {type: period, in: Tid}
    parties:    {type: party, want: 0..9}
    signatures: {type: signature, want: 0..9}
rules:
END
    sed -n 's/^\.Dl check: //p' $rules | plain | while read -r check; do
        case $check in
        *orgnr*) each='each: parties, ' ;;
        *refers-to*) each='each: references, ' ;;
        *within*) each='each: dates, ' ;;
        *) each= ;;
        esac
        n=$((${n:-0} + 1))
        printf '  r%d: {for: k, %scheck: %s, message: x}\n' "$n" "$each" "$check"
    done
} >"$work/examples/pack.yaml"
looked=$((looked + 1))
"$build/duly" rules lint "$work/examples" >"$work/said" 2>&1 ||
    { cat "$work/said" && wrong=$((wrong + 1)); }
[ "$(grep -c '^  r[0-9]' "$work/examples/pack.yaml")" = \
    "$("$build/duly" rules schema | grep -c '{"required": \["')" ] ||
    missing $rules "an example of each check"

# README.md: the first rules, and every line of the report at its beginning.
mkdir "$work/minutes"
awk -v to="$work/" '/^```/ {file = ""} file {print >file}
    match($0, /`[a-z\/.]*\.yaml`/) {named = substr($0, RSTART + 1, RLENGTH - 2)}
    /^```yaml/ {sub(".*/duly/", "", named); file = to named}' README.md
"$build/duly" rules list --config "$work/duly.yaml" 2>&1 >/dev/null | grep -E '(error|warning):' &&
    missing "the program" "the configuration of README.md"
(cd "$work" && "$build/duly" rules lint ./minutes && "$build/duly" test --require-tests ./minutes) \
    >"$work/said" 2>&1
sed -n '/^\$ duly rules lint/,/^```/{/^[$`]/d;p}' README.md >"$work/promised"
diff "$work/promised" "$work/said" || missing README.md "the first rules"
LC_ALL=C.UTF-8 "$build/duly" check --rules rules/se.samverkan \
    rules/se.samverkan/examples/agreement-faulty.txt | sed 's/; [0-9.]* s$//' >"$work/said"
sed -n '/^\$ duly check/,/^```/{/^[$`]/d;/^\.\.\.$/d;s/; [0-9.]* s$//;p}' README.md >"$work/promised"
looked=$((looked + $(wc -l <"$work/promised")))
while IFS= read -r line; do
    grep -qxF -- "$line" "$work/said" || missing "the program" "what README.md shows: $line"
done <"$work/promised"

[ "$looked" -gt 250 ] || { echo "only $looked things were looked for"; exit 1; }
printf '%d looked for, %d wrong\n' "$looked" "$wrong"
[ "$wrong" = 0 ]
