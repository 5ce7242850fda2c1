#!/usr/bin/env bash
# Checks, annotates, and writes the summary of the job.
#
# BACKLOGMD_BIN   the folder with the programs `backlogmd` and `python`
# INPUT_PATHS     files and folders: words as a shell has them, of which nothing is expanded
# INPUT_ARGS      more options of `backlogmd check`, likewise
# INPUT_SINCE     a revision, or `pull-request` for where the pull request begins; empty for all findings
# INPUT_SUMMARY   `true` or `false`
# INPUT_SARIF     where to write a SARIF report; empty for none
#
# Outputs: findings (how many), status (of `backlogmd check`), sarif (the file, if it tells of everything).
set -euo pipefail

work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/backlogmd.XXXXXX")
trap 'rm -rf "$work"' EXIT

output() {
    printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# Values are never part of a message: a line of the log that begins with `::` is a command.
warn() {
    printf '::warning title=backlogmd::%s\n' "$1"
}

fail() {
    printf '::error title=backlogmd::%s\n' "$1"
    output status 2
    exit 2
}

# -I: the folder in which this runs is the repository that is checked, and none of its files may be imported.
run_python() {
    "$BACKLOGMD_BIN/python" -I -c "$@"
}

# Reads the words of the input $1, whose value is $2, into the array `words`.
read_words() {
    local word
    words=()
    TEXT=$2 run_python '
import os, shlex, sys
try:
    words = shlex.split(os.environ["TEXT"])
except ValueError:
    sys.exit(1)
sys.stdout.buffer.write(b"".join(os.fsencode(word) + b"\0" for word in words))
' >"$work/words" || fail "in the input $1, a quote has no end"
    while IFS= read -r -d '' word; do
        words+=("$word")
    done <"$work/words"
}

# The commits that the event has for the base and the head of the pull request; nothing if it is about none.
read_event() {
    run_python '
import json, re, sys
try:
    with open(sys.argv[1], "rb") as file:
        event = json.load(file)
    commits = [event["pull_request"][side]["sha"] for side in ("base", "head")]
except (OSError, ValueError, KeyError, TypeError):
    commits = []
if all(isinstance(one, str) and re.fullmatch("[0-9a-f]{40,64}", one) for one in commits):
    print(*commits)
' "${GITHUB_EVENT_PATH-}"
}

# The commit at which the pull request begins, in the variable `base`.
find_base() {
    local base_of_event head_of_event parents
    read -r base_of_event head_of_event <<<"$(read_event)"
    [[ -n $base_of_event ]] || return 1
    base=$base_of_event
    # What actions/checkout has by default: the pull request merged into its base, which has gone on since the event.
    # The commit names its parents also in a clone that is too shallow to have them.
    parents=$(git cat-file commit HEAD | sed -n '1,/^$/s/^parent //p' | tr '\n' ' ')
    if [[ $parents =~ ^([0-9a-f]+)\ ([0-9a-f]+)\ $ && ${BASH_REMATCH[2]} == "$head_of_event" ]]; then
        base=${BASH_REMATCH[1]}
        if ! git rev-parse --quiet --verify 'HEAD^2^{commit}' >/dev/null; then
            GIT_TERMINAL_PROMPT=0 git fetch --quiet --no-tags --no-recurse-submodules --depth=2 \
                origin "$(git rev-parse HEAD)" || return 1
        fi
    fi
    git merge-base "$base" HEAD >/dev/null
}

# What the pull request does to the tasks, in the file `changes`.
write_changes() {
    "$BACKLOGMD_BIN/backlogmd" diff --output-format markdown --merge-base -- \
        "$base" "$(git rev-parse HEAD)" ${paths[@]+"${paths[@]}"} >"$work/changes" || {
        # A summary without it is better than none.
        rm "$work/changes"
        warn 'what the pull request does to the tasks is not known; the log has the reason'
    }
}

write_summary() {
    if [[ -f $work/changes ]]; then
        cat "$work/changes"
    else
        printf '### Backlog\n'
    fi
    printf '\n'
    if [[ -f $work/findings.md ]]; then
        # GitHub takes 1 MiB from a step, and nothing at all of more; the changes may have a part of it.
        LC_ALL=C awk '
            { size += length($0) + 1 }
            size > 800000 { print "\nThere is more in the log."; exit }
            { print }
        ' "$work/findings.md"
    else
        printf 'Nothing was checked; the log has the reason.\n'
    fi
}

[[ ${INPUT_SUMMARY-} == true || ${INPUT_SUMMARY-} == false ]] || fail 'the input summary is neither true nor false'
# It becomes a line of the outputs.
[[ ${INPUT_SARIF-} != *[[:cntrl:]]* ]] || fail 'the input sarif is no name of a file'
[[ ${INPUT_SARIF-} != - ]] || fail 'the input sarif is no name of a file'

read_words paths "${INPUT_PATHS-}"
paths=(${words[@]+"${words[@]}"})
read_words args "${INPUT_ARGS-}"
args=(${words[@]+"${words[@]}"})

base=
if [[ -n ${GITHUB_BASE_REF-} && ($INPUT_SUMMARY == true || ${INPUT_SINCE-} == pull-request) ]] && ! find_base; then
    base=
    [[ ${INPUT_SINCE-} != pull-request ]] ||
        fail 'where the pull request begins is not known: give actions/checkout fetch-depth: 0'
    warn 'what the pull request does to the tasks is not known: give actions/checkout fetch-depth: 0'
fi

options=(--output-format full --output-format github)
options+=(--output-format "json=$work/report.json" --output-format "markdown=$work/findings.md")
if [[ -n ${INPUT_SARIF-} ]]; then
    options+=(--output-format "sarif=$INPUT_SARIF")
fi
if [[ ${INPUT_SINCE-} == pull-request ]]; then
    # Without a pull request, all findings count.
    [[ -z $base ]] || options+=("--since=$base")
elif [[ -n ${INPUT_SINCE-} ]]; then
    options+=("--since=$INPUT_SINCE")
fi

status=0
"$BACKLOGMD_BIN/backlogmd" check "${options[@]}" ${args[@]+"${args[@]}"} -- ${paths[@]+"${paths[@]}"} || status=$?

findings=
if [[ -f $work/report.json ]]; then
    findings=$(run_python '
import json, sys
with open(sys.argv[1], "rb") as file:
    print(sum(len(one["findings"]) for one in json.load(file)["files"]))
' "$work/report.json")
fi
output findings "$findings"
output status "$status"
# Whoever uploads a report that lacks a file closes the alerts in it; and where none was written, an old one may lie.
if [[ -n ${INPUT_SARIF-} && $status -le 1 ]]; then
    output sarif "$INPUT_SARIF"
fi
if [[ $INPUT_SUMMARY == true ]]; then
    [[ -z $base ]] || write_changes
    write_summary >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
