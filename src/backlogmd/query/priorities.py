"""How a file writes its priorities."""

from __future__ import annotations

import unicodedata

from backlogmd.nodes import Priority, Section, Spelling
from backlogmd.source import Source, Span
from backlogmd.vocabulary import Dialect, plain_name

_TERMS = """short-term, short term, mid-term, mid term, medium-term, medium term, long-term, long term, immediate,
    inmediato, inmediata, imediato, imediata, immédiat, immédiate, sofort, corto plazo, medio plazo, largo plazo,
    curto prazo, médio prazo, longo prazo, court terme, moyen terme, long terme, kurzfristig, mittelfristig,
    langfristig, 立即, 短期, 中期, 长期, 長期, 단기, 중기, 장기"""

_SCOPES = """must have, must-have, must, should have, should-have, should, could have, could-have, could, won't have,
    won’t have, nice to have, nice-to-have, optional, opcional, opcionales, opcionais, optionnel, optionnelle,
    facultatif, optionale, 可选, 可選, 任意, 선택, опционально, необязательно"""

_SCALES = {
    " ".join(word.split()): scale
    for scale, words in (("term", _TERMS), ("scope", _SCOPES))
    for word in words.split(",")
}


def scale_of(priority: Priority) -> str:
    """What the word of a priority ranks: `term` (when), `scope` (whether at all), or else `urgency`.

    Work of the short term may be of any urgency, so that priorities of two scales are not compared.
    """
    return _SCALES.get(" ".join(priority.text.lower().split()), "urgency")


def word_span(priority: Priority, source: Source) -> Span | None:
    """Where the word or code of a priority stands, without the emoji beside it; None where it is an emoji itself."""
    if priority.spelling not in (Spelling.WORD, Spelling.CODE):
        return None
    start, end = priority.span
    text = priority.text
    if source.text.endswith(text, start, end):
        return Span(end - len(text), end)
    return Span(start, start + len(text)) if source.text.startswith(text, start, end) else None


_ABBREVIATIONS = {"med": "medium"}


def plain_word(word: str) -> str:
    """*word* as it is in any spelling: without capitals, accents and hyphens, and whole where it is abbreviated."""
    bare = unicodedata.normalize("NFD", " ".join(word.casefold().replace("-", " ").split()))
    latin = "".join(one for one in bare if not "\u0300" <= one <= "\u036f")
    # Beyond Latin letters, a mark makes another letter: й is no и.
    plain = latin if latin.isascii() else unicodedata.normalize("NFC", bare)
    return _ABBREVIATIONS.get(plain, plain)


def leads(section: Section, source: Source, dialect: Dialect) -> bool:
    """Whether a heading begins with its priority, perhaps behind the word for one or for work: `Prioridad: alta`.

    Such a section groups tasks by priority. `Login (HIGH)` is a part of the work that has one.
    """
    if section.priority is None or section.task is not None:
        return False
    before = plain_name(source.text[section.heading.span.start : section.priority.span.start])
    return not before or before in dialect.priority_names or before in dialect.work_words
