"""Emoji that were decoded with the wrong codec.

An emoji of a backlog is three bytes (`E2 xx xx`) or four (`F0 9F xx xx`) of UTF-8. A program that takes those bytes
for another encoding shows `ðŸ”´` (cp1252), `馃敶` (gb18030) or `游댮` (Johab) where 🔴 stood. The mistake can be
undone: encode what stands there with the wrong codec, decode the bytes as UTF-8. It is done here only where the result
is exactly an emoji that backlogs use, so that real Korean, Russian or French text is never taken for damage.

Nothing is imported or built before a text has a character outside ASCII: the leads below are what the first two or
three bytes look like in each codec, and only behind a lead is a codec tried. Big5 has no leads: neither `F0 9F` nor
any `E2 xx xx` of these emoji is well-formed Big5, so it cannot hold such damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from backlogmd.source import Span

TARGETS = (
    # priorities and statuses
    "🔴🟠🟡🟢🔵🟣🟤🟥🟧🟨🟩🟦🟪🟫🔶🔷🔸🔹🔺🔻🔼🔽🔲🔳🔘⚪⚫⬜⬛⭐🌟★☆⏫⏬⬆⬇⬅➡"
    "☐☑☒✅✔✓✖✗✘❌❎❗❓❕❔⛔🚫🚨🚧🚦🚩🔥⚡⚠❄✨🏁🛑⏳⌛⏸⏹⏺⏩⏪⏭⏮⏯🔁🔂🔃🔄🔀"
    # dates, fields and kinds of work
    "📅📆🗓⏰⏱⏲⌚🕐🕒➕➖🛫🛬🆔🆕🆗🆘🆙🔒🔓🔐🔑🔍🔎🔗🔔🔕🔖🔜🔝🔧🔨🔩🔬🔮🛠🛡⚙⚖⚓⚒♻✏✍📝📋📌📍📎📊📈📉📄📃📁📂📚📖📦📢📣📥📤📱📧"
    "💡💬💭💥💣💀💤💰💎💻💾💪🐛🐞🪲🎯🎉🎨🎬🏃🏅🏆🏗🏷🌱🌐🌍🧪🧹🧱🧩🧠🧰🤖🤔🤝🥇🥈🥉👀👤👥👍👎🙋🖥🗂🗑🗣🚀"
)
"""The emoji that are looked for, each one code point; U+FE0F may follow any of them."""

_Leads = dict[str, tuple[tuple[str, str], ...]]

# Codec -> pairs of (first characters, regex of what must follow them). `F0 9F` comes first, then the `E2 xx` forms.
# Bytes that a Windows codec leaves undefined are C1 controls, as WHATWG decodes them. In the multi-byte codecs a
# three-byte emoji ends inside a character: it survives only with the three bytes of U+FE0F after it, which is the last
# character of those patterns (Shift-JIS has one-byte katakana, so there it survives alone).
_ONCE: _Leads = {
    "johab": (("游", "[ㄱ-ㆎ가-힣]"), ("久拘救丘仇九驕俱", "[가-힣]잺")),
    "cp949": (("狩燧", "[가-힣]툘"),),
    "gb18030": (("馃", "[^\x00-\x7f]"), ("猬鉁鈴鉂鉃猸鈿鈽鈱鉀鈾", "[^\x00-\x7f]笍")),
    "cp932": (("\ue05e", "[^\x00-\x7f]"), ("竢笞笙筐笨", "[｡-ﾟ\uf8f0]")),
    "latin-1": (("ð", "\x9f"), ("â", "[\x8c\x8f\x98-\x9e¬\xad]")),
    "iso8859-15": (("ð", "\x9f"), ("â", "[\x8c\x8f\x98-\x9e¬\xad]")),
    "cp1252": (("ð", "Ÿ"), ("â", "[\x8f\x9d¬\xadŒœšž˜›™]")),
    "cp1254": (("ğ", "Ÿ"), ("â", "[\x8f\x9d\x9e¬\xadŒœš˜›™]")),
    "cp1258": (("đ", "Ÿ"), ("â", "[\x8f\x9a\x9d\x9e¬\xadŒœ˜›™]")),
    "cp1250": (("đ", "ź"), ("â", "[\x98¬\xadŚśšťŹž›™]")),
    "cp1256": (("\u064b", "ں"), ("â", "[¬\xadŒœڈڑک\u200c\u200d›™]")),
    "cp1251": (("р", "џ"), ("в", "[\x98¬\xadЊЏљњћќ›™]")),
    "cp1253": (("π", "\x9f"), ("β", "[\x8c\x8f\x98\x9a\x9c-\x9e¬\xad›™]")),
    "cp1255": (("נ", "\x9f"), ("ג", "[\x8c\x8f\x9a\x9c-\x9e¬\xad˜›™]")),
    "cp1257": (("š", "\x9f"), ("ā", "[\x8c\x98\x9a\x9c¬\xad¯¸˛›™]")),
    "cp437": (("≡", "ƒ"), ("Γ", "[¡¢£¥¼ÅÖÜîÿ₧]")),
    "cp850": (("\xad", "ƒ"), ("Ô", "[¡£¼ÅÖ×ØÜîøÿ]")),
    "mac-roman": (("\uf8ff", "ü"), ("‚", "[¨åèòôõöùúû≠]")),
    "koi8-r": (("П", "÷"), ("Б", "[\xa0°²·≤≥⌡╛╜▄▐]")),
    "cp866": (("Ё", "Я"), ("т", "[МПШЩЪЫЬЭЮмн]")),
}

# The same for text that went through the mistake a second time. Latin-1 comes before the Windows codecs, which would
# take its controls as well, for bytes that they leave undefined.
_TWICE: _Leads = {
    "johab": (("琉", "[젉젊]"),),
    "gb18030": (("棣", "[冨-冾]"),),
    "cp932": (("﨟", "[槫樊樒樔樣櫁]"), ("隨", "[呻橸]"), ("遲", "撰")),
    "latin-1": (("Ã", "°Â|¢Â"),),
    "iso8859-15": (("Ã", "°Â|¢[ÂÅâ]"),),
    "cp1252": (("Ã", "°[ÅÂ]|¢[ÂÅËâ]"),),
    "cp1254": (("Ä", "ŸÅ"), ("Ã", "¢[ÂÅËâ]")),
    "cp1258": (("Ä", "‘Å"), ("Ă", "¢[ÂÅËâ]")),
    "cp1250": (("Ä", "‘Ĺ"), ("Ă", "˘[ÂâĹ]")),
    "cp1256": (("ظ", "‹ع"), ("أ", "¢[âآإع]")),
    "cp1251": (("С", "ЂС"), ("Р", "І[ВРСв]")),
    "cp1253": (("Ο", "€Β"), ("Ξ", "²[Ββ]")),
    "cp1255": (("׳", "\xa0\u05b2|’[\u05b2\u05bbג]"),),
    "cp1257": (("Ä", "\x81[ĀāĖ]"),),
    "cp437": (("Γ", "ëí"), ("╬", "ô[Γ├┬]")),
    "cp850": (("┬", "¡ã"), ("├", "ö[├┬]")),
    "mac-roman": (("Ô", "£ø"), ("‚", "Äö")),
    "koi8-r": (("п", "÷ц|▒[Бб]"),),
    "cp866": (("╨", "Б╨"), ("╤", "В╨")),
}

# What stands alone after bytes were lost: (codec, first characters, regex of what follows, regex of what comes next).
# Johab dropped both bytes after `F0 9F`; cp1252 and its kin dropped an undefined byte or had the no-break space `A0`
# turned into a plain one; gb18030 could not pair the third byte and wrote a replacement for it.
_LOST = (
    ("johab", "游", "", r"[\s|*_)\]]|\Z"),
    ("cp1252", "ð", "Ÿ[^\x00-\x7f\xa0]?", r"[ \t\r\n|*_)\]]|\Z"),
    ("cp1254", "ğ", "Ÿ[^\x00-\x7f\xa0]?", r"[ \t\r\n|*_)\]]|\Z"),
    ("cp1258", "đ", "Ÿ[^\x00-\x7f\xa0]?", r"[ \t\r\n|*_)\]]|\Z"),
    ("cp1252", "â", "(?:š[ \xa0]ï¸\x8f?|[Œœš\xad](?:ï¸\x8f?)?)", r"[ \t\r\n|*_)\]]|\Z"),
    ("gb18030", "鉁鉂猸鈿猬", "[?\ufffd]", ""),
)
_OPENS = r"""(?<![^\s|*#(\[_>:~`"'\-])"""

# The longest emoji is four bytes and U+FE0F three more; each may be three characters after the second mistake.
_MOST_CHARACTERS = (4 + 3) * 3

_VARIATION = "\ufe0f"


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where an emoji was decoded with the wrong codec."""

    span: Span
    """Where it stands, in the text handed in, moved by the *offset* handed in."""
    text: str
    """What stands there now."""
    repaired: str | None
    """The emoji it was, with U+FE0F where that was there; None where bytes were lost and it cannot be known."""
    codec: str
    """The codec that undoes it, by its Python name: `"johab"`, `"cp1252"`; or `"cp1252 twice"`."""


class _Attempt(NamedTuple):
    """One way to undo the mistake: encode with *codec*, as often as *passes* says."""

    codec: str
    passes: int

    @property
    def name(self) -> str:
        return self.codec if self.passes == 1 else f"{self.codec} twice"


class _Repair(NamedTuple):
    """The emoji that an attempt found, and the offset behind the characters it was made from."""

    end: int
    emoji: str
    codec: str


def find(text: str, offset: int = 0) -> list[Damage]:
    """All damaged emoji of *text*, in order and without overlap; *offset* is added to every span.

    Lossy damage (`repaired` is None) is told by what stands around it alone: a lone `游` in Chinese is reported too,
    and the caller must know from the other headings whether to believe it. The work is linear in the text.
    """
    if text.isascii():
        return []
    found: list[Damage] = []
    end = 0
    for first in _first_characters().finditer(text):
        start = first.start()
        if start < end or not _follows(first.group()).match(text, start + 1):
            continue
        repair = _repair(text, start, end) or _lost(text, start)
        if repair is None:
            continue
        end = repair.end
        found.append(Damage(Span(start + offset, end + offset), text[start:end], repair.emoji or None, repair.codec))
    return found


@cache
def _first_characters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(firsts for _, _, firsts, _ in _rows())}]")


@cache
def _follows(first: str) -> re.Pattern[str]:
    """What must come after *first* for a codec to be tried; made for each character that is met, as few ever are."""
    rests = [rest for _, _, firsts, rest in _rows() if first in firsts]
    rests += [f"{rest}(?:{behind})" for _, firsts, rest, behind in _LOST if first in firsts]
    return re.compile("|".join(rests))


@cache
def _attempts(first: str) -> tuple[_Attempt, ...]:
    return tuple(_Attempt(codec, passes) for codec, passes, firsts, _ in _rows() if first in firsts)


def _rows() -> Iterator[tuple[str, int, str, str]]:
    """All leads as (codec, passes, first characters, regex of what follows)."""
    for passes, leads in ((1, _ONCE), (2, _TWICE)):
        for codec, pairs in leads.items():
            for firsts, rest in pairs:
                yield codec, passes, firsts, rest


@cache
def _lost_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((codec, re.compile(f"{_OPENS}[{firsts}]{rest}(?={behind})")) for codec, firsts, rest, behind in _LOST)


@cache
def _emoji() -> dict[bytes, str]:
    """UTF-8 -> emoji, with and without U+FE0F, of which the last byte may be missing.

    Every beginning of such bytes is a key too: where it is not an emoji itself, its value is empty.
    """
    emoji: dict[bytes, str] = {}
    for target in TARGETS:
        full = (target + _VARIATION).encode()
        emoji.update((full[:length], "") for length in range(1, len(full)) if full[:length] not in emoji)
        emoji |= {target.encode(): target, full[:-1]: target + _VARIATION, full: target + _VARIATION}
    return emoji


def _is_lead(text: str, start: int) -> bool:
    return _first_characters().match(text, start) is not None and bool(_follows(text[start]).match(text, start + 1))


def _repair(text: str, start: int, previous_end: int) -> _Repair | None:
    """The emoji whose remains begin at *start*; of several codecs that give one, the one that explains most."""
    best: _Repair | None = None
    for attempt in _attempts(text[start]):
        repair = _try(text, start, attempt)
        if repair is not None and (best is None or repair.end > best.end):
            best = repair
    if best is None or _inside_word(text, start, best.end, previous_end):
        return None
    return best


def _try(text: str, start: int, attempt: _Attempt) -> _Repair | None:
    """Undo the mistake from *start* on, and take the longest emoji that comes out."""
    characters = enumerate(text[start : start + _MOST_CHARACTERS], start + 1)
    encoded = _encode(characters, attempt.codec)
    for _ in range(attempt.passes - 1):
        encoded = _encode(_decode(encoded), attempt.codec)
    emoji = _emoji()
    best: _Repair | None = None
    raw = b""
    for end, part in encoded:
        raw += part
        if raw not in emoji:
            break
        # A lost last byte of U+FE0F is believed only at the end of a word: in cp1251 the other two are real letters.
        if emoji[raw] and not (raw.endswith(b"\xef\xb8") and text[end : end + 1].isalpha()):
            best = _Repair(end, emoji[raw], attempt.name)
    return best


def _encode(parts: Iterable[tuple[int, str]], codec: str) -> Iterator[tuple[int, bytes]]:
    """The bytes of each part in *codec*, up to the first part that has none there."""
    for end, part in parts:
        try:
            yield end, part.encode(codec)
        except UnicodeEncodeError:
            # WHATWG decodes an undefined byte to the C1 control of the same number.
            if not "\x80" <= part <= "\x9f":
                return
            yield end, part.encode("latin-1")


def _decode(parts: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, str]]:
    """The characters of UTF-8 in *parts*, one by one, given as soon as no character is left unfinished."""
    raw = b""
    for end, part in parts:
        raw += part
        try:
            characters = raw.decode()
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                return
            continue
        for character in characters:
            yield end, character
        raw = b""


def _inside_word(text: str, start: int, end: int, previous_end: int) -> bool:
    """Whether the remains read as letters of a longer word: `вњ…` is ✅, but not behind other Cyrillic letters.

    Other damage on either side is no word, nor is ASCII: `游댮URGENT` was an emoji and a word.
    """
    if start > previous_end and text[start].isalpha() and _is_foreign_letter(text[start - 1]):
        return True
    return text[end - 1].isalpha() and _is_foreign_letter(text[end : end + 1]) and not _is_lead(text, end)


def _is_foreign_letter(character: str) -> bool:
    return character.isalpha() and not character.isascii()


def _lost(text: str, start: int) -> _Repair | None:
    """Remains at *start* of which bytes were lost, with no emoji."""
    for codec, pattern in _lost_patterns():
        if match := pattern.match(text, start):
            return _Repair(match.end(), "", codec)
    return None
