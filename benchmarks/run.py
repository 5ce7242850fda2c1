"""How long a whole command takes, from a cold start, beside other tools on the same files.

    python benchmarks/run.py

Only the standard library is used. The commands run one after the other, round by round (A B C A B C …), so that a slow
moment of the machine hits all of them; what is printed are medians and ratios of medians. A tool that is not installed
beside this Python or on the PATH is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

TOOLS: dict[str, Sequence[str]] = {
    "backlogmd": ("backlogmd", "check"),
    "mdformat": ("mdformat", "--check"),
    "rumdl": ("rumdl", "check", "--no-cache"),
    "pymarkdown": ("pymarkdown", "scan"),
}
VERSIONS = {"pymarkdown": "version"}
"""What asks for the version where it is not `--version`."""

OURS = "backlogmd"

LEVELS = ("🔴 URGENT", "🟠 HIGH", "🟡 MEDIUM", "🟢 LOW")
CATEGORIES = ("Bug Fixes", "Features", "Testing", "Documentation", "Performance")
VERBS = ("Fix", "Complete", "Document", "Improve", "Replace", "Measure", "Remove")
THINGS = ("request queue", "report export", "login page", "memory limits", "error handling", "cache", "batch import")
NOTES = ("Reproduce the issue", "Apply the change", "Add tests", "Verify in production", "Document the outcome")
TASKS_IN_PROJECT, TASKS_IN_SECTION, NOTES_OF_TASK = 15, 3, 3

SEED = 57
"""Tasks of the file that a real backlog of production systems has: 4 projects, 19 sections, three notes a task."""

SIZES = (SEED, 1_000, 10_000)


def backlog(tasks: int) -> str:
    """A backlog with so many tasks, and a summary that is true, so that there is nothing to print."""
    lines = ["# Production Systems Backlog", "", "Tasks for systems that customers use.", ""]
    hours = dict.fromkeys(LEVELS, 0)
    level = LEVELS[0]
    for number in range(tasks):
        in_project = number % TASKS_IN_PROJECT
        if in_project == 0:
            lines += ["---", "", f"## system-{number // TASKS_IN_PROJECT + 1} (Service)", ""]
        if in_project % TASKS_IN_SECTION == 0:
            section = in_project // TASKS_IN_SECTION
            level = LEVELS[section % len(LEVELS)]
            lines += [f"### {level} - {CATEGORIES[section % len(CATEGORIES)]}", ""]
        estimate = 2 + number % 11
        hours[level] += estimate
        title = f"{VERBS[number % len(VERBS)]} the {THINGS[number // 7 % len(THINGS)]} of part {number}"
        lines.append(f"- [ ] **{title}** ({estimate} hours)")
        lines += [f"  - {NOTES[(number + note) % len(NOTES)]}" for note in range(NOTES_OF_TASK)]
        lines.append("")
    lines += ["---", "", "## Time Estimates Summary", "", "| Priority | Total Hours |", "|----------|-------------|"]
    lines += [f"| {name} | {amount} hours |" for name, amount in hours.items()]
    lines += [f"| **TOTAL** | **{sum(hours.values())} hours** |", ""]
    return "\n".join(lines)


def command_of(tool: str) -> list[str] | None:
    """How to call a tool: the program beside this Python, else the one on the PATH."""
    name, *arguments = TOOLS[tool]
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    found = beside or shutil.which(name)
    if found is not None:
        return [found, *arguments]
    if tool == OURS and importlib.util.find_spec("backlogmd") is not None:
        return [sys.executable, "-m", "backlogmd", *arguments]
    return None


def version_of(tool: str, command: Sequence[str]) -> str:
    """What a tool says about its version."""
    call = [*command[: -len(TOOLS[tool]) + 1], VERSIONS.get(tool, "--version")]
    run = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    return (run.stdout or run.stderr).strip().splitlines()[0].removeprefix(tool).strip()


def seconds(command: Sequence[str], limit: float) -> float:
    """The wall time of one run, infinite if it was ended at *limit*. Findings are no failure; a tool that breaks is."""
    start = time.perf_counter()
    try:
        run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return math.inf
    taken = time.perf_counter() - start
    if run.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: status {run.returncode}\n{run.stderr.decode(errors='replace')}")
    return taken


def measure(
    commands: dict[str, list[str]],
    files: dict[str, Path],
    rounds: int,
    limit: float,
    say: Callable[[str], None],
) -> dict[tuple[str, str], list[float]]:
    """The times of every tool on every file, taken in turns. What once took longer than *limit* is not run again."""
    times: dict[tuple[str, str], list[float]] = {(tool, name): [] for name in files for tool in commands}
    for tool, command in commands.items():
        # One run that does not count: file caches, compiled modules.
        seconds([*command, str(next(iter(files.values())))], limit)
        say(f"{tool} is warm")
    for turn in range(rounds):
        for (tool, name), taken in times.items():
            if math.inf not in taken:
                taken.append(seconds([*commands[tool], str(files[name])], limit))
        say(f"round {turn + 1} of {rounds}")
    return times


def report(times: dict[tuple[str, str], list[float]], smaller: str, larger: str, limit: float) -> Iterator[str]:
    """The table: medians in milliseconds, each beside its ratio to ours, and how time grows with size."""
    tools = list(dict.fromkeys(tool for tool, _ in times))
    names = list(dict.fromkeys(name for _, name in times))
    middle = {key: math.inf if math.inf in taken else median(taken) for key, taken in times.items()}
    yield "| Tool | " + " | ".join(f"{name}, ms | ratio" for name in names) + f" | {larger} : {smaller} |"
    yield "|---|" + "---:|---:|" * len(names) + "---:|"
    for tool in tools:
        cells = []
        for name in names:
            ours = middle.get((OURS, name))
            ended = math.isinf(middle[tool, name])
            cells.append(f"over {1000 * limit:,.0f}" if ended else f"{1000 * middle[tool, name]:,.0f}")
            cells.append("" if ended or not ours else f"{middle[tool, name] / ours:.2f}")
        growth = middle[tool, larger] / middle[tool, smaller]
        yield f"| {tool} | " + " | ".join(cells) + f" | {'' if not math.isfinite(growth) else f'{growth:.1f}'} |"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="measure on these files as well")
    parser.add_argument("--rounds", type=int, default=11, help="how often each command runs (default: 11)")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS), help="which tools (default: all)")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="tasks of the files that are made")
    parser.add_argument("--limit", type=float, default=30, help="seconds after which a run is ended")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="keep the files that are made here")
    options = parser.parse_args(argv)

    commands = {tool: command for tool in options.tools if (command := command_of(tool)) is not None}
    missing = [tool for tool in options.tools if tool not in commands]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.write or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = {}
        for size in options.sizes:
            name = f"{size:,} tasks"
            files[name] = folder / f"BACKLOG-{size}.md"
            files[name].write_text(backlog(size), encoding="utf-8", newline="\n")
        files |= {path.name: path for path in options.files}
        times = measure(commands, files, options.rounds, options.limit, lambda text: print(text, file=sys.stderr))
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {options.rounds} rounds")
    print("; ".join(f"{tool} {version_of(tool, command)}" for tool, command in commands.items()))
    if missing:
        print(f"not installed: {', '.join(missing)}")
    print()
    ordered = [f"{size:,} tasks" for size in sorted(options.sizes)][-2:]
    for line in report(times, ordered[0], ordered[-1], options.limit):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
