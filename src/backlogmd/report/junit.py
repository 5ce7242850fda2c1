"""For CI services that show the results of tests: each file is a suite, each finding a test that fails.

The document is as the schema of Ant's JUnit task has it, to which most readers keep. It is built by the standard
library: packages for this format model what test runners have, and leave out what the schema asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.report._results import FileResult, explained, line_of_log, sentence
from backlogmd.report._xml import document, held
from backlogmd.source import Source


def render(
    results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False, now: datetime | None = None
) -> Iterator[str]:
    """The report as one document; *color* and *unsafe_fixes* change nothing here.

    Information is a test that is skipped, as it does not fail a run. A file without a finding is one test that passes.
    """
    root = ET.Element("testsuites")
    time = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S")
    for number, result in enumerate(results):
        root.append(_suite(number, result, time))
    yield document(root)


def _suite(number: int, result: FileResult, time: str) -> ET.Element:
    path, found = held(result.path), result.diagnostics
    skipped = sum(one.severity is Severity.INFO for one in found)
    suite = ET.Element(
        "testsuite",
        name=path,
        package="backlogmd",
        id=str(number),
        timestamp=time,
        hostname="localhost",
        tests=str(max(len(found), 1)),
        failures=str(len(found) - skipped),
        errors="0",
        skipped=str(skipped),
        time="0",
    )
    ET.SubElement(suite, "properties")
    for one in found:
        _case(suite, path, one, result.source)
    if not found:
        ET.SubElement(suite, "testcase", name="No findings", classname=path, time="0")
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    return suite


def _case(suite: ET.Element, path: str, one: Diagnostic, source: Source) -> None:
    line, column = source.position(one.span.start)
    # The schema has no attributes for a place.
    name = held(f"{one.code} {one.name} (line {line}, column {column})")
    case = ET.SubElement(suite, "testcase", name=name, classname=path, time="0")
    message = held(sentence(one.message))
    if one.severity is Severity.INFO:
        outcome = ET.SubElement(case, "skipped", message=message)
    else:
        outcome = ET.SubElement(case, "failure", message=message, type=one.severity.value)
    outcome.text = "\n".join(
        (f"at {path}:{line}:{column}", *(line_of_log(held(each)) for each in explained(one, source)))
    )
