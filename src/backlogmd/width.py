"""How wide text is where every character takes one column, two or none: in a terminal, in an editor."""

from __future__ import annotations

# Zero-width joiner, variation selectors, and the first of the regional indicators and skin tones.
_JOINERS = frozenset("\u200b\u200c\u200d\ufe0e\ufe0f🏻🏼🏽🏾🏿" + "".join(map(chr, range(0x1F1E6, 0x1F200))))
# Marks, format characters, and the vowels and final consonants of decomposed Korean.
_JOINING = frozenset(("Mn", "Me", "Mc", "Cf"))
_JOINERS |= frozenset(map(chr, (*range(0x1160, 0x1200), *range(0xD7B0, 0xD800))))


def first(text: str, columns: int) -> str:
    """As much of the beginning of *text* as goes into so many columns; no character is taken apart."""
    end = min(len(text), columns)
    while end and (display_width(text[:end]) > columns or _is_inside(text, end)):
        end -= 1
    return text[:end]


def last(text: str, columns: int) -> str:
    """As much of the end of *text* as goes into so many columns; no character is taken apart."""
    start = max(0, len(text) - columns)
    while start < len(text) and (display_width(text[start:]) > columns or _is_inside(text, start)):
        start += 1
    return text[start:]


def _is_inside(text: str, at: int) -> bool:
    """Whether what stands at *at* belongs to the character before it."""
    if at >= len(text) or text[at].isascii():
        return False
    from unicodedata import category

    return text[at - 1 : at] == "\u200d" or text[at] in _JOINERS or category(text[at]) in _JOINING


def display_width(text: str) -> int:
    """How many columns *text* takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    if not any(character in _JOINERS or category(character) in _JOINING for character in text):
        return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    # Only where characters join with others are the tables of wcwidth needed.
    from wcwidth import wcswidth

    columns: int = wcswidth(text)
    return columns if columns >= 0 else len(text)
