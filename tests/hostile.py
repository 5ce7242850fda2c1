"""Text that tries to be more than text where it is shown."""

from __future__ import annotations

import unicodedata

ESCAPES = {
    "a colour": "\x1b[31mred\x1b[0m",
    "a window title": "\x1b]0;title\x07",
    "a link": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "an eight-bit control sequence": "\x9b31mred",
    "NUL": "a\x00b",
    "backspaces": "safe\x08\x08\x08\x08evil",
    "DEL": "a\x7fb",
    "next line": "a\x85b",
    "a form feed": "a\x0cb",
    "a line separator": "a\u2028b",
    "a paragraph separator": "a\u2029b",
    "a right-to-left override": "a\u202egpj.exe\u202cb",
    "a right-to-left isolate": "a\u2067b\u2069c",
    "a right-to-left mark": "a\u200fb\u061cc",
    "deprecated format characters": "a\u206ab\u206fc",
    "interlinear annotation": "a\ufff9b\ufffac\ufffbd",
    "a byte order mark inside": "a\ufeffb",
    "a lone surrogate": "a\ud800b",
    "a command to a CI service": "##[add-mask]a ##vso[task.setvariable variable=PATH]b",
}


def is_plain(text: str) -> bool:
    """Whether *text* can only be seen: the line feed is the one thing in it that is more than a picture."""
    return not any(_acts(character) for character in text) and "##[" not in text and "##vso[" not in text


def _acts(character: str) -> bool:
    return character != "\n" and (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or character in "\u061c\u200e\u200f\ufeff\ufff9\ufffa\ufffb"
        or "\u206a" <= character <= "\u206f"
    )


INJECTIONS = {
    "a workflow command": "::error file=x.md,line=9::broken",
    "a workflow command after a blank": "  ::stop-commands::x",
    "a line feed and a command": "a\n::add-mask::b",
    "a carriage return and a command": "a\r\n::set-output name=x::b",
    "an escaped line feed": "a%0A::warning::b%0D%25%3A%2C",
    "the separators of properties": "a,line=9,b:c;d=e",
    "the end of CDATA": "a]]>b<![CDATA[c]]>",
    "the end of an attribute": 'a" severity="info" b=\'c\' />',
    "HTML": "<script>alert(1)</script><img src=x onerror=y><!-- c --><br></td></table>",
    "character references": "&lt;b&gt; &#65; &amp;",
    "cells": "a | b || c \\| d \\\\| e",
    "backticks": "`a` ``b`` ```c",
    "emphasis": "*a* **b** _c_ ~~d~~ __e__",
    "a link": "[a](https://example.org) ![b](c.png) <https://example.org> https://example.org www.example.org [1]: x",
    "a mention and a number": "@someone fixes #1 and GH-2",
    "an emoji and a formula": ":bomb: $x^2$",
    "a heading and a rule": "# a --- b\\",
    "a formula of a spreadsheet": '=HYPERLINK("https://example.org";"a")',
    "JSON": '"}],"runs":[],"x":{"y":"\\',
    "a placeholder": "{0} {{1}} %s %(a)s ${b}",
    "characters that XML lacks": "a\ufffeb\uffffc\x0bd",
    "blanks": " a  b\tc ",
}
"""Text that is more than text in one format or another."""


def shown(text: str) -> str:
    """*text* as reports show it: control characters as escapes, by a table of its own."""
    names = {ord(c): f"\\x{ord(c):02x}" for c in "\n\r\t\x0b"}
    return text.translate(names)
