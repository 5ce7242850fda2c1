#!/usr/bin/env bash
# Installs backlogmd into an environment of its own: the Python of the job, and what is installed there, stay as they are.
#
# INPUT_VERSION   a version from the package index; empty for the one in this checkout
#
# Output: bin, the folder with the programs `backlogmd` and `python`.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
    printf '::error title=backlogmd::%s\n' "$1"
    exit 2
}

# The default Python of a runner may be older than the ones in its tool cache.
find_python() {
    local candidate path cache=${RUNNER_TOOL_CACHE:-/nonexistent}
    for candidate in python3 python python3.{14,13,12,11} "$cache"/Python/3.1[1-9].*/*/{bin/python3,python.exe}; do
        path=$(command -v "$candidate") || continue
        if "$path" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$path"
            return
        fi
    done
    return 1
}

what=$here
if [[ -n ${INPUT_VERSION-} ]]; then
    # Nothing else may get to pip: it takes addresses and options as well.
    [[ $INPUT_VERSION =~ ^[0-9]+(\.[0-9]+)*((a|b|rc|\.post|\.dev)[0-9]+)*$ ]] ||
        fail 'the input version is no version, such as 0.1.0'
    what=backlogmd==$INPUT_VERSION
fi

python=$(find_python) || fail 'there is no Python 3.11 or newer here: run actions/setup-python before this action'
home=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/backlogmd.XXXXXX")

# -I: the folder in which this runs is the repository that is checked, and none of its files may be imported.
"$python" -I -m venv "$home"
bin=$home/bin
[[ -d $bin ]] || bin=$home/Scripts
"$bin/python" -I -m pip --disable-pip-version-check install --quiet "$what"
"$bin/backlogmd" --version

printf 'bin=%s\n' "$bin" >>"$GITHUB_OUTPUT"
