"""The documentation is true: its examples run, its tables say what the code does, its links lead somewhere."""

from __future__ import annotations

import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from backlogmd.__main__ import main
from backlogmd.cli._reports import FORMATS
from backlogmd.nodes import Date, Estimate, Field, Kind, Label, Progress, Reference, Task
from backlogmd.query import breakdown
from backlogmd.registry import all_rules
from backlogmd.settings import read_settings
from backlogmd.syntax.parse import parse
from backlogmd.syntax.selector import KEYS, parse_where
from backlogmd.vocabulary import DEFAULT
from tests.report_readers import MACHINE

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "benchmarks" / "README.md"]
READING = (ROOT / "docs" / "reading.md").read_text("utf-8")


def tables(text: str, *header: str) -> Iterator[list[str]]:
    """The rows of the one table with this header; cells as the text that is shown."""
    cells: list[list[str]] = []
    inside = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            cells.append([])
        elif token.type == "inline" and token.level >= 4 and cells:
            cells[-1].append("".join(child.content for child in token.children or ()))
        elif token.type == "table_close":
            inside = cells[0] == list(header)
            if inside:
                yield from cells[1:]
            cells = []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_in_python_run_as_shown(page: Path) -> None:
    # One name space for a page: an example goes on where the one before it ended.
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(re.findall(r"^```pycon\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)),
        {},
        page.name,
        str(page),
        0,
    )
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        linked = page.parent / path if path else page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", linked.read_text("utf-8"), re.MULTILINE)
            assert anchor in [heading.lower().replace(" ", "-") for heading in headings], target


def test_there_are_examples() -> None:
    assert ">>> " in (ROOT / "README.md").read_text("utf-8")
    assert ">>> " in (ROOT / "docs" / "library.md").read_text("utf-8")
    assert ">>> " in READING


def only_task(line: str) -> Task:
    (task,) = parse(line).tasks
    return task


STATES = list(tables(READING, "Box", "State"))
ESTIMATES = list(tables(READING, "Written", "Read as"))
PRIORITIES = list(tables(READING, "Written", "Level"))
PARTS = list(tables(READING, "Written", "Part", "Value"))


def test_the_tables_are_found() -> None:
    assert [len(rows) > 9 for rows in (STATES, ESTIMATES, PRIORITIES, PARTS)] == [True] * 4


@pytest.mark.parametrize(("box", "state"), STATES)
def test_a_box_has_the_state_that_the_table_says(box: str, state: str) -> None:
    assert only_task(f"- {box} Ship").state.value == state


def in_words(estimate: Estimate | None) -> str:
    if estimate is None:
        return "none"
    if estimate.kind is Kind.SIZE:
        return f"size {estimate.unit}"
    amount = f"{estimate.low} to {estimate.high}" if estimate.is_range else f"{estimate.low}"
    before = {">=": "at least ", "<=": "at most ", "": "about " if estimate.approximate else ""}[estimate.bound]
    return f"{before}{amount} {'points' if estimate.kind is Kind.POINTS else 'minutes'}"


@pytest.mark.parametrize(("written", "read"), ESTIMATES)
def test_an_estimate_is_read_as_the_table_says(written: str, read: str) -> None:
    task = only_task(f"- [ ] {written}")
    assert in_words(task.estimate) == read
    if task.estimate is not None:
        assert task.title.text == "Ship"


def test_an_estimate_may_stand_in_a_bullet() -> None:
    assert in_words(only_task("- [ ] Ship\n  - Estimate: 4 hours\n").estimate) == "240 minutes"


@pytest.mark.parametrize(("written", "level"), PRIORITIES)
def test_a_priority_is_read_as_the_table_says(written: str, level: str) -> None:
    task = only_task(f"- [ ] {written}")
    assert (task.priority and task.priority.level, task.title.text) == (level, "Ship")


def parts_of(task: Task) -> Iterator[tuple[str, str]]:
    yield "title", task.title.text
    named: dict[str, tuple[Label, ...]] = {
        "assignee": task.assignees,
        "tag": task.tags,
        "dependency": task.depends_on,
        "id": (task.id,) if task.id else (),
    }
    for name, labels in named.items():
        yield from ((name, label.text) for label in labels)
    others: tuple[Date | Field | Reference | Progress, ...] = (*task.dates, *task.fields, *task.references)
    for one in others:
        if isinstance(one, Field):
            yield "field", f"{one.name}={one.value}"
        elif isinstance(one, Date):
            yield one.kind.value, one.value
        elif isinstance(one, Reference):
            yield one.kind.value, one.text
    if task.progress:
        yield "progress", f"{task.progress.done}/{task.progress.total}"


@pytest.mark.parametrize(("written", "part", "value"), PARTS)
def test_a_part_of_a_line_is_read_as_the_table_says(written: str, part: str, value: str) -> None:
    assert (part, value) in list(parts_of(only_task(f"- [ ] {written}")))


def test_the_families_are_those_of_the_rules() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    families = [row[0] for row in tables(index, "Family", "About")]
    assert families == sorted({rule.code[:3] for rule in all_rules()})


def test_the_lists_of_tasks_that_are_shown_are_those_of_the_examples(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("COLUMNS", raising=False)
    page = ROOT / "docs" / "tasks.md"
    text = page.read_text("utf-8")
    sessions = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(sessions) == 2
    for session in sessions:
        command = session.partition("\n")[0]
        program, *argv = shlex.split(command.removeprefix("$ "))
        assert (program, main([*argv, "--color", "never"])) == ("backlogmd", 0)
        shown = f"{command}\n{capsys.readouterr().out}"
        if request.config.getoption("--regen", default=False):
            text = text.replace(session, shown)
            page.write_text(text, encoding="utf-8", newline="")
        else:
            assert session == shown


def conditions() -> Iterator[str]:
    """The conditions in the table of the page."""
    for row in tables((ROOT / "docs" / "tasks.md").read_text("utf-8"), "Condition", "Tasks"):
        yield row[0]


@pytest.mark.parametrize("condition", list(conditions()))
def test_a_condition_that_is_shown_is_one(condition: str) -> None:
    selector = parse_where(condition, DEFAULT)
    assert not selector.words
    assert not selector.selects_all


def test_every_key_of_a_condition_is_named() -> None:
    text = (ROOT / "docs" / "tasks.md").read_text("utf-8")
    listed = text.partition("The keys are ")[2].partition(". ")[0]
    assert re.findall(r"`(\w+)`", listed) == list(KEYS)
    by = text.partition("`--by` takes one or more of ")[2].partition(", and gives")[0]
    assert re.findall(r"`(\w+)`", by) == list(breakdown.KEYS)


def test_the_output_that_is_shown_is_that_of_the_example(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "output.md").read_text("utf-8")
    # A fence after a blank line begins a block.
    shown = re.findall(r"(?<=\n\n)```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 2
    for output_format, text in zip(("full", "concise"), shown, strict=True):
        main(["check", "--color", "never", "--output-format", output_format, "examples/ferry-BACKLOG.md"])
        assert text in capsys.readouterr().out


def test_the_reports_that_are_shown_are_those_of_the_example(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = ROOT / "docs" / "output.md"
    text = page.read_text("utf-8")
    sessions = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(sessions) == 5
    for session in sessions:
        command = session.partition("\n")[0]
        program, *argv = shlex.split(command.removeprefix("$ "))
        assert (program, main(argv)) == ("backlogmd", 1)
        # The one thing that is another with every run.
        printed = re.sub(r'(?<=timestamp=")[^"]+', "2027-03-04T05:06:07", capsys.readouterr().out)
        shown = f"{command}\n{printed}"
        if request.config.getoption("--regen", default=False):
            text = text.replace(session, shown)
            page.write_text(text, encoding="utf-8", newline="")
        else:
            assert session == shown


def test_every_format_has_a_section() -> None:
    text = (ROOT / "docs" / "output.md").read_text("utf-8")
    listed = [name for row in tables(text, "Format", "For") for name in row[0].split(", ")]
    assert listed == list(FORMATS)
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [one for one in headings if one in FORMATS] == listed


def test_severities_are_called_what_the_table_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (header,) = re.findall(r"^\| Severity \| (.*) \|$", (ROOT / "docs" / "output.md").read_text("utf-8"), re.MULTILINE)
    formats = header.split(" | ")
    rows = list(tables((ROOT / "docs" / "output.md").read_text("utf-8"), "Severity", *formats))
    for number, output_format in enumerate(formats, 1):
        main(["check", "--output-format", output_format, "examples/ferry-BACKLOG.md"])
        told = {one.level for one in MACHINE[output_format](capsys.readouterr().out.removesuffix("\n"))}
        words = {"failure": "error"} if output_format == "junit" else {}
        assert {words.get(rows[0][number], rows[0][number]), rows[2][number]} <= told


def test_the_page_about_adopting_is_what_happens(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "adopting.md"
    old = text = page.read_text("utf-8")
    fences = list(re.finditer(r"^```(markdown|console|toml)\n(.*?)^```$", old, re.MULTILINE | re.DOTALL))
    assert [fence[1] for fence in fences] == [
        *("markdown", "console", "toml", "console", "console", "console", "console", "console", "toml")
    ]
    (tmp_path / "BACKLOG.md").write_text(fences[0][2], encoding="utf-8")
    for fence in reversed(list(map(shown_and_done, fences[1:-1], [capsys] * len(fences)))):
        text = text[: fence[0]] + fence[2] + text[fence[1] :]
    if request.config.getoption("--regen", default=False):
        page.write_text(text, encoding="utf-8", newline="")
    else:
        assert old == text
    read_settings(tomllib.loads(fences[-1][2]), page.name)


def shown_and_done(fence: re.Match[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, int, str]:
    """Where the text of a fence stands, and what it should be: a session, or the configuration that was written."""
    if fence[1] == "toml":
        return (*fence.span(2), Path("backlogmd.toml").read_text("utf-8"))
    command = fence[2].partition("\n")[0]
    program, *argv = shlex.split(command.removeprefix("$ "))
    assert program == "backlogmd"
    assert main([*argv, "--color", "never"] if argv[0] == "check" else argv) in (0, 1)
    out, err = capsys.readouterr()
    return (*fence.span(2), f"{command}\n{out}{err}")
