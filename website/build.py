"""Builds the documentation: `python website/build.py` makes build/docs/site from docs/, and from the program itself.

Warnings are errors, and afterwards every link of every page is followed to the page and the place in it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from backlogmd.manual import SITE, as_toml, default_of, described, facts, in_words, manual_page
from backlogmd.registry import all_rules
from backlogmd.rule import Rule
from backlogmd.settings import settings_schema

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "docs"

REPOSITORY = "https://github.com/backlogmd/backlogmd/blob/main/"
"""Where the files are that are no page of the site."""

ELSEWHERE = {"benchmarks/README.md": "performance.md", "CHANGELOG.md": "changelog.md"}
"""Pages of the site that do not stand in docs/."""

FAMILIES = {
    "BL1": "Checkboxes",
    "BL2": "Estimates",
    "BL3": "Priorities",
    "BL4": "Claims",
    "BL5": "States",
    "BL6": "Tasks and sections",
    "BL7": "Assignments",
    "BL8": "Dates and plans",
    "BL9": "Files and comments",
}

API = {
    "Functions": ("parse", "lint", "fix", "select", "total", "to_json", "from_json", "backlog_plugin"),
    "What goes in": ("Config", "Dialect"),
    "What comes out": ("Diagnostic", "Severity", "Fix", "Safety", "Edit", "FixResult", "Total", "BacklogmdError"),
    "Text and places": ("Source", "Span"),
    "Editing": ("Editor",),
    "Words": ("State", "Form"),
}
"""The public names outside of the tree, which has a page of its own."""

TREE = ("Claim", "Document", "Estimate", "Priority", "Section", "Selector", "Task")

NAVIGATION: list[Any] = [
    {"Start": ["index.md", {"Getting started": "getting-started.md"}]},
    {
        "Guide": [
            {"How a backlog is read": "reading.md"},
            {"Listing tasks": "tasks.md"},
            {"Totals that keep themselves": "totals.md"},
            {"A backlog with a past": "adopting.md"},
            {"The pre-commit hook": "pre-commit.md"},
            {"Pull requests": "pull-requests.md"},
            {"In CI": "ci.md"},
            {"The library": "library.md"},
            {"Editing by program": "editing.md"},
        ]
    },
    {"Rules": ["rules/index.md"]},
    {
        "Configuration": [
            "configuration.md",
            {"Dialects": "dialects.md"},
            {"Reference": "configuration-reference.md"},
        ]
    },
    {
        "Reference": [
            {"Output and formats": "output.md"},
            {"Library: functions": "api/functions.md"},
            {"Library: the tree": "api/tree.md"},
        ]
    },
    {
        "About": [
            {"Beside other tools": "comparison.md"},
            {"Performance": "performance.md"},
            {"What is stable": "stability.md"},
            {"Changes": "changelog.md"},
        ]
    },
]


def main() -> int:
    """Build the site; the exit status is 1 if a page or a link is not as it should be."""
    shutil.rmtree(BUILD, ignore_errors=True)
    write_sources(BUILD)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "-f", str(BUILD / "zensical.toml")]
    built = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(built.stdout, end="")
    if built.returncode or re.search("warning", built.stdout, re.IGNORECASE):
        print("website: the site does not build without warnings", file=sys.stderr)
        return 1
    wrong = [*broken_links(BUILD / "site"), *misread(BUILD / "site", all_pages())]
    for line in wrong:
        print(f"website: {line}", file=sys.stderr)
    if not wrong:
        print(f"website: {len(list((BUILD / 'site').rglob('*.html')))} pages without a warning or a broken link")
    return 1 if wrong else 0


def write_sources(folder: Path) -> None:
    """Everything that the site is built from, in *folder*."""
    pages = folder / "pages"
    for path, text in all_pages().items():
        (pages / path).parent.mkdir(parents=True, exist_ok=True)
        (pages / path).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "schemas", pages / "schemas")
    shutil.copy(ROOT / "website" / "extra.css", pages)
    settings = (ROOT / "website" / "site.toml").read_text(encoding="utf-8")
    # Before the tables: a key of [project].
    nav = f"[project]\nnav = {toml(navigation())}\n"
    (folder / "zensical.toml").write_text(settings.replace("[project]\n", nav, 1), encoding="utf-8")


def all_pages() -> dict[str, str]:
    """The text of all pages by their paths on the site."""
    pages = {f"docs/{path.name}": path.name for path in sorted((ROOT / "docs").glob("*.md"))} | ELSEWHERE
    written = {to: on_site((ROOT / path).read_text(encoding="utf-8"), path, pages) for path, to in pages.items()}
    made = {"rules/index.md": rules_page(), "configuration-reference.md": settings_page(), **api_pages()}
    return written | made | {f"rules/{rule.name}.md": rule_page(rule) for rule in all_rules()}


def navigation() -> list[Any]:
    """What stands where in the navigation."""
    families: dict[str, list[Any]] = {}
    for rule in all_rules():
        families.setdefault(rule.code[:3], []).append({f"{rule.code} {rule.name}": f"rules/{rule.name}.md"})
    rules = [{f"{FAMILIES[family]} ({family})": entries} for family, entries in families.items()]
    return [{"Rules": [*top["Rules"], *rules]} if "Rules" in top else top for top in NAVIGATION]


def toml(value: object) -> str:
    """Lists, tables and texts as TOML writes them on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def on_site(text: str, path: str, pages: dict[str, str]) -> str:
    """The *text* of the file at *path* with its links as they are on the site.

    Links between files become links between *pages*, or lead to the repository; those to the site, which the files have
    where only the site has the page, become links inside it. Fences stay as they are.
    """
    here = PurePosixPath(pages[path]).parent

    def link(match: re.Match[str]) -> str:
        target, hash_, anchor = match[1].partition("#")
        if target.startswith(SITE):
            page = target.removeprefix(SITE).rstrip("/")
            to = relpath(
                page if PurePosixPath(page).suffix else f"{page}/index.md" if page in FOLDERS else f"{page}.md", here
            )
        elif "://" in target or not target:
            return match[0]
        else:
            file = normpath((PurePosixPath(path).parent / target).as_posix())
            if file in pages:
                to = relpath(pages[file], here)
            elif file.startswith("docs/schemas/"):
                to = relpath(file.removeprefix("docs/"), here)
            else:
                to = REPOSITORY + file
        return f"]({to}{hash_}{anchor})"

    parts = re.split(r"(^ *(`{3,}).*?^ *\2 *$)", text, flags=re.MULTILINE | re.DOTALL)
    # Each fence comes with its backticks as a part of their own.
    return "".join(
        re.sub(r"\]\(([^)\s]+)\)", link, part) if at % 3 == 0 else part for at, part in enumerate(parts) if at % 3 < 2
    )


FOLDERS = {"rules"}
"""Folders of the site that have an index."""


def rule_page(rule: Rule) -> str:
    """The page of a rule: what `backlogmd rule` shows."""
    return manual_page(rule) + "\n"


def rules_page() -> str:
    """The index of all rules, by family."""
    text = (
        f"All {len(all_rules())} rules. `backlogmd rule NAME` shows the same pages in the terminal. "
        "Which ones run, and how much they matter, is a matter of [configuration](../configuration.md)."
    )
    lines = ["# Rules", "", text]
    for family, title in FAMILIES.items():
        lines += ["", f"## {title} ({family})", "", "| Rule | Finds | By default | Fix |", "|---|---|---|---|"]
        for rule in all_rules():
            if rule.code.startswith(family):
                severity, fix, *_ = facts(rule).split(", ")
                summary = rule.summary.replace("|", "\\|")
                level = severity if rule.default else "off"
                lines.append(
                    f"| [{rule.code} {rule.name}]({rule.name}.md) | {summary} | {level} | {fix.removesuffix(' fix')} |"
                )
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """The reference of the configuration, from the models that read it."""
    schema = settings_schema()
    definitions = schema["$defs"]
    text = (
        "What may stand in `backlogmd.toml`, in `.backlogmd.toml`, and under `[tool.backlogmd]` in `pyproject.toml`. "
        "[Configuration](configuration.md) says how these are found and shows examples; the "
        "[JSON Schema](schemas/config.schema.json) tells editors."
    )
    lines = [
        "# Configuration reference",
        "",
        text,
        "",
        "## Settings",
        *settings_of(schema, "", definitions),
        "",
        "## dialect",
        "",
        described(definitions["DialectTable"]),
        *settings_of(definitions["DialectTable"], "dialect.", definitions),
        "",
        "## dialect.levels",
        "",
        described(definitions["LevelTable"]),
        *settings_of(definitions["LevelTable"], "dialect.levels.", definitions),
        "",
        "## Options of rules",
        "",
        "Each in the table `[rules.NAME]` of its rule.",
        "",
        "| Rule | Option | Values | By default | |",
        "|---|---|---|---|---|",
    ]
    for rule in all_rules():
        if rule.options is not None:
            table = schema["properties"]["rules"]["properties"][rule.name]
            for name, one in table["properties"].items():
                cells = (
                    f"[{rule.name}](rules/{rule.name}.md)",
                    f"`{name}`",
                    in_words(one, definitions),
                    as_toml(one.get("default")),
                    described(one),
                )
                lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def settings_of(table: dict[str, Any], prefix: str, definitions: dict[str, Any]) -> Iterator[str]:
    """A heading, the type, the default and the description of each setting of a table."""
    for name, one in table["properties"].items():
        yield from ("", f"### `{prefix}{name}`", "", described(one), "")
        default = "required" if name in table.get("required", ()) else default_of(one)
        kind = in_words(one, definitions)
        yield f"{kind[0].upper()}{kind[1:]}; {default}."


def api_pages() -> dict[str, str]:
    """The pages of the library; mkdocstrings fills them."""
    lines = [
        "# The library: functions",
        "",
        "Everything here is in `backlogmd` itself. [The guide](../library.md) shows it at work.",
    ]
    for title, names in API.items():
        lines += ["", f"## {title}"]
        for name in names:
            lines += ["", f"::: backlogmd.{name}", "    options:", "      heading_level: 3"]
    tree = [
        "# The library: the tree",
        "",
        "What `backlogmd.parse` gives. "
        + ", ".join(f"[`{name}`][backlogmd.nodes.{name}]" for name in TREE)
        + " are in "
        "`backlogmd` as well; the others are in `backlogmd.nodes`.",
        "",
        "::: backlogmd.nodes",
        "    options:",
        "      show_root_heading: false",
        "      show_root_toc_entry: false",
        "      heading_level: 2",
    ]
    return {"api/functions.md": "\n".join(lines) + "\n", "api/tree.md": "\n".join(tree) + "\n"}


# What came out.


@dataclass
class Page:
    """What a built page has and where it leads."""

    anchors: set[str]
    links: list[str]
    blocks: Counter[str]
    """How many headings, tables, entries of lists and so on its text has."""


BLOCKS = {"blockquote", "h1", "h2", "h3", "h4", "li", "pre", "table", "tr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page(set(), [], Counter())
        self.inside = 0

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "article"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside += tag == "article"
        if self.inside and tag in BLOCKS:
            self.page.blocks[tag] += 1
        for name in ("id", "name"):
            if values.get(name):
                self.page.anchors.add(str(values[name]))
        for name in ("href", "src"):
            if name in values and tag in ("a", "link", "img", "script"):
                self.page.links.append(values[name] or "")


def read_page(html: str) -> Page:
    """What is on a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.page


def misread(site: Path, sources: dict[str, str]) -> Iterator[str]:
    """The pages whose text is another on the site than where CommonMark is read, one line each.

    Zensical reads a Markdown of its own: a list right below a paragraph is none there.
    """
    markdown = MarkdownIt("commonmark").enable("table")
    for path, text in sources.items():
        # What mkdocstrings fills in is not Markdown.
        if not re.search("^:::", text, re.MULTILINE):
            built = site / path.removesuffix("index.md").removesuffix(".md") / "index.html"
            expected = read_page(f"<article>{markdown.render(text)}</article>").blocks
            found = read_page(built.read_text(encoding="utf-8")).blocks
            for tag in sorted(BLOCKS):
                if found[tag] != expected[tag]:
                    yield f"{path}: {found[tag]} instead of {expected[tag]} <{tag}>"


def broken_links(site: Path) -> Iterator[str]:
    """The links of a built site that lead nowhere, one line each."""
    pages = {path: read_page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        shown = path.relative_to(site)
        for link in page.links:
            parts = urlsplit(link.removeprefix(SITE) if link.startswith(SITE) else link)
            if parts.scheme or parts.netloc:
                continue
            # The page for what is not found may stand anywhere, so its links begin at the root.
            start = site if link.startswith((SITE, "/")) else path.parent
            target = (
                Path(normpath(start / unquote(parts.path).lstrip("/"))) if parts.path or link.startswith(SITE) else path
            )
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                yield f"{shown}: {link} leads nowhere"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                yield f"{shown}: {link} leads to no place on its page"


if __name__ == "__main__":
    sys.exit(main())
