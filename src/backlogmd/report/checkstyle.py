"""For the many programs that read what Checkstyle writes, Jenkins and reviewdog among them: XML, file by file.

Elements and attributes are those that Checkstyle's own XMLLogger writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from backlogmd.report._results import FileResult, sentence
from backlogmd.report._xml import document, held


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """The report as one document; *color* and *unsafe_fixes* change nothing here."""
    # Readers look at the version to learn which elements there can be: it is that of Checkstyle's output.
    root = ET.Element("checkstyle", version="4.3")
    for result in results:
        file = ET.SubElement(root, "file", name=held(result.path))
        for one in result.diagnostics:
            line, column = result.source.position(one.span.start)
            ET.SubElement(
                file,
                "error",
                line=str(line),
                column=str(column),
                severity=one.severity.value,
                message=held(sentence(one.message)),
                source=held(f"backlogmd.{one.code}.{one.name}"),
            )
    yield document(root)
