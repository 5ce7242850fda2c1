"""Damaged emoji are found wherever any codec can have made them, and nowhere else.

What is expected is made here with Python's own codecs, from the emoji; nothing is taken from the tables of the module.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.source import Span
from backlogmd.syntax import mojibake
from backlogmd.syntax.mojibake import TARGETS, Damage, find

MULTI_BYTE = ("johab", "cp949", "gb18030", "gbk", "cp932", "shift_jis", "big5")
WINDOWS = tuple(f"cp{number}" for number in range(1250, 1259))
CODECS = (*MULTI_BYTE, *WINDOWS, "cp437", "cp850", "cp866", "latin-1", "iso8859-15", "mac-roman", "koi8-r")

# (emoji, codec, passes) whose remains are also the remains of another emoji under another codec. There is none.
AMBIGUOUS: frozenset[tuple[str, str, int]] = frozenset()

PRODUCTION_BACKLOG = Path("../shared/seeds/production-backlog.md")

# The headings of that file, as they stand in it.
HEADINGS = """\
# Production Systems Backlog

## customer-feedback-app (Comment Analyzer)

### 游댮 URGENT - Bug Fixes

### 游 HIGH - Features to Complete

### 游리 MEDIUM - Performance

### 游릭 LOW - Enhancements

| Priority | Total Hours |
|----------|-------------|
| 游댮 URGENT | 42 hours |
| 游 HIGH | 198 hours |
| 游리 MEDIUM | 108 hours |
| 游릭 LOW | 54 hours |
"""

PROSE = {
    "Korean": """프로젝트의 목표는 사용자가 할 일을 쉽게 관리하도록 돕는 것입니다. 우선순위가 높은 작업부터 처리하세요.
        - [ ] 로그인 화면의 오류를 수정한다 (4시간)
        漢字를 섞어 쓰면 九月에 交游가 많다. 그는 交游를 넓혔다. 游泳은 수영이고 遊離(유리)는 다른 말이다.
        “정말요?” 하고 물었다. 뷁, 똠방각하, 펲시콜라처럼 드문 글자도 있다. 댮 릭 리 뎪""",
    "Chinese": """这个项目的目标是帮助用户管理任务。请先处理优先级高的事项，然后再更新文档。
        - [ ] 修复登录页面的错误（4 小时）
        我们去游泳，九点出发；游戏的上游和下游都要测试。鈴木先生来了吗？久仰，救命，丘陵，仇恨，俱乐部，拘留所。
        “你好！”他说。馃字很少见，鉁也是。棣棠花开了。隨著時間過去，遲到的人都來了。""",
    "Traditional Chinese": """這個專案的目標是協助使用者管理工作。請先處理優先順序高的項目，再更新文件。
        他說：「鈴聲響了嗎？」我們在上游釣魚，下游游泳。狩獵與燧石、竢、笞刑、笙歌、籮筐、笨拙。""",
    "Japanese": """このプロジェクトの目的は、利用者がタスクを管理できるようにすることです。
        優先度の高いものから始めます。
        - [ ] ログイン画面の不具合を直す（４時間）
        鈴木さんは九時に来ますか？「はい、久しぶりです」と答えた。
        上游・下游、回游魚。ﾊﾝｶｸ ｶﾀｶﾅも使う。笙の音、筐体、笨。""",
    "Russian": """Цель проекта — помочь пользователям вести список задач. Сначала исправьте ошибку в форме входа.
        - [ ] Исправить вход (4 часа)
        «Ёлка» и «ещё» пишутся через ё. В “кавычках” — тоже… в™ в› в– в“ в” текста. МОЁ Я. ЁЯ. тМ, тЬ, Бє, П÷Т=1.
        Объём работ рассчитан; подъезд закрыт, вьюга воет, вљ не слово.""",
    "Serbian": """Циљ пројекта је да помогне људима. Давњашњи џеп, срџба, бурџија, вљубљен, овћа, вњ, в‘ђ.
        Ђорђе је рекао: „Ћутање је злато”… Њихов џез, љубав…”""",
    "Ukrainian": """Мета проєкту — допомогти користувачам. РІВНЕ, РІК, РІВЕНЬ, РІСТ. Їжак і ґанок, “лапки”, в…""",
    "Greek": """Ο στόχος του έργου είναι να βοηθήσει τους χρήστες. Διορθώστε πρώτα το σφάλμα σύνδεσης…
        - [ ] Διόρθωση (4 ώρες)
        π’ αυτό, β› και β™, Γ£, Γ¥100, Γ¡. Το π” και “β”. ΞΒ, Ξ²Β, Ο€Α.""",
    "Turkish": """Projenin amacı kullanıcılara yardım etmektir. Önce giriş sayfasındaki hatayı düzeltin.
        Dağ, ğ’li sözcükler, hâlâ, kâr, âşık, âlem, rüzgâr… “hâl” ve ‘kâğıt’, â›, âš.""",
    "Hebrew": """מטרת הפרויקט היא לעזור למשתמשים לנהל משימות. תקנו קודם את השגיאה בדף הכניסה.
        הוא אמר: ״שלום״ – נ׳ וג׳ הן אותיות. ג›, ג™, ג¬ ונ”ט.""",
    "Arabic": """هدف المشروع هو مساعدة المستخدمين على إدارة المهام. أصلح أولاً خطأ صفحة الدخول.
        قال: «شكراً جزيلاً» ثم عاد… كتابًں وً” اردو میں ں ہے، ڈاکٹر، ڑ، ک.""",
    "Vietnamese": """Mục tiêu của dự án là giúp người dùng quản lý công việc. Trước hết hãy sửa lỗi đăng nhập.
        Đã xong, đang làm, “đâu”, ‘đó’, cân, sân, ấm, ân… Đ‘, đ™, â™.""",
    "French": """L’objectif du projet est d’aider les utilisateurs. Corrigez d’abord l’erreur :
        “âge”, ‘pâte’, «château».
        Il a bâclé… gâteau, cœur, mâché, Ô ! Ô£, Ô¡ et là‚ ici. « Voilà ! » – dit-il, 100 ™ et 25 ¢.""",
    "German": """Das Ziel ist, Menschen zu helfen. ‚übrigens‘, ‚öffnen‘, ‚ößer‘, ‚Ähre‘, ‚ö‘ und ‚ü‘ sind Wörter.
        Größe, Maß…
        „Straße“ kostet 5 £, Γ und Ã sind Zeichen. Ã¤ und Ã¶ sind anders kaputt.""",
    "Polish": """Celem projektu jest pomoc użytkownikom. „Źródło” – rzekł… źdźbło, gżegżółka, łódź, śnieg, ćma.
        Române: când, pâine, mâță, âś, â›, România… đź đ¬. Hrvatski: među, đak, žđ.""",
    "Latvian": """Mērķis ir palīdzēt lietotājiem. Mājā› un ‹sētā›, š, ā¬, ā™, ā…, jūrā”. Lietuvių: šį, ąžuolas.""",
    "Icelandic": """Markmiðið er að hjálpa fólki. Það er gott veður í dag, ð” og ð‘, maðurinn… „góðan daginn“.""",
    "mathematics": """∀x ∈ ℝ: x² ≥ 0 ≡ ƒ(x) ≠ ∅; Γ¬, Γ(½) = √π, π² ≈ 9,87; α ⊕ β ⇒ γ. ⟦x⟧ ⌈y⌉ ∑∞ ±½ ≤ ≥ ⌡""",
    "box drawing": """┌─┬─┐ │ ├─┼─┤ └─┴─┘ ╔═╦═╗ ╬ô ├ö ┬¡ ▒ ▓ ░ █ ╨ ╤""",
}


def decode_wrongly(data: bytes, codec: str) -> str:
    """*data* as a program sees it that takes it for *codec*; undefined bytes of Windows codecs become C1 controls."""
    if codec not in WINDOWS:
        return data.decode(codec)
    characters: list[str] = []
    for number in data:
        byte = bytes([number])
        try:
            characters.append(byte.decode(codec))
        except UnicodeDecodeError:
            if number > 0x9F:
                raise
            characters.append(chr(number))
    return "".join(characters)


def remains(codec: str, passes: int) -> Iterator[tuple[str, str]]:
    """(emoji, what *codec* makes of it) for all emoji that it can decode, each with and without U+FE0F."""
    for target in TARGETS:
        for emoji in (target, target + "\ufe0f"):
            text = emoji
            try:
                for _ in range(passes):
                    text = decode_wrongly(text.encode(), codec)
            except UnicodeDecodeError:
                continue
            yield emoji, text


def repairs(text: str) -> list[tuple[str, str | None]]:
    return [(damage.text, damage.repaired) for damage in find(text)]


class TestEveryCodec:
    @pytest.mark.parametrize("passes", [1, 2])
    @pytest.mark.parametrize("codec", CODECS)
    def test_repairs_every_emoji_the_codec_can_have_damaged(self, codec: str, passes: int) -> None:
        wrong = []
        for emoji, text in remains(codec, passes):
            if (emoji, codec, passes) in AMBIGUOUS:
                continue
            found = find(f"## {text} HIGH - x")
            if [(damage.span, damage.text, damage.repaired) for damage in found] != [((3, 3 + len(text)), text, emoji)]:
                wrong.append((emoji, text, found))
        assert wrong == []

    @pytest.mark.parametrize("before_and_after", ["| {} |", "**{}**", "- [ ] ({}) x", "{}", "x{}x", "{} 2026-01-01"])
    @pytest.mark.parametrize("codec", CODECS)
    def test_repairs_wherever_it_stands(self, codec: str, before_and_after: str) -> None:
        wrong = [
            (emoji, text)
            for emoji, text in remains(codec, 1)
            if repairs(before_and_after.format(text)) != [(text, emoji)]
        ]
        assert wrong == []

    def test_the_number_of_forms_is_not_small_by_accident(self) -> None:
        count = {passes: sum(1 for codec in CODECS for _ in remains(codec, passes)) for passes in (1, 2)}
        assert count[1] > 6000
        assert count[2] > 6000

    @pytest.mark.parametrize("codec", ["big5"])
    def test_a_codec_without_leads_can_decode_no_emoji(self, codec: str) -> None:
        assert list(remains(codec, 1)) == []

    @pytest.mark.parametrize("codec", [codec for codec in CODECS if codec != "big5"])
    def test_neighbours_are_repaired_one_by_one(self, codec: str) -> None:
        pairs = list(remains(codec, 1))
        wrong = [
            (one, two)
            for one, two in zip(pairs, pairs[7:] + pairs[:7], strict=True)
            if repairs(one[1] + two[1]) != [(one[1], one[0]), (two[1], two[0])]
        ]
        assert wrong == []

    @pytest.mark.parametrize(
        ("text", "codec"),
        [
            ("游댮", "johab"),
            ("馃敶", "gb18030"),
            ("ðŸ”´", "cp1252"),
            ("ð\x9f\x94´", "latin-1"),
            ("рџ”ґ", "cp1251"),
            ("≡ƒö┤", "cp437"),
            ("Ã°Å¸â€\x9dÂ´", "cp1252 twice"),
        ],
    )
    def test_names_the_codec(self, text: str, codec: str) -> None:
        assert [damage.codec for damage in find(text)] == [codec]
        assert find(text)[0].repaired == "🔴"


class TestSpans:
    def test_offset_is_added(self) -> None:
        assert find("x 游댮 y", 100) == [Damage(Span(102, 104), "游댮", "🔴", "johab")]

    def test_in_order_and_each_once(self) -> None:
        assert repairs("ðŸ”´ a 游리 b 馃煝\nâœ… 游 HIGH") == [
            ("ðŸ”´", "🔴"),
            ("游리", "🟡"),
            ("馃煝", "🟢"),
            ("âœ…", "✅"),
            ("游", None),
        ]

    def test_variation_selector_without_its_last_byte(self) -> None:
        assert repairs("âš\xa0ï¸ x") == [("âš\xa0ï¸", "⚠️")]
        assert repairs("вњ…пёс") == [("вњ…", "✅")]


class TestLostBytes:
    @pytest.mark.parametrize(
        "text", ["游 HIGH", "### 游 HIGH", "| 游 HIGH |", "**游 HIGH**", "x\n游", "(游 x)", "[游 x]"]
    )
    def test_lone_remains_of_johab(self, text: str) -> None:
        assert repairs(text) == [("游", None)]

    @pytest.mark.parametrize(
        "text", ["上游 x", "x游 y", "游泳", "上游", "游。", "游HIGH", "交游가 많다", "갈游리", "游리갈"]
    )
    def test_part_of_a_word_is_no_damage(self, text: str) -> None:
        assert find(text) == []

    @pytest.mark.parametrize("emoji", "🟠🚀🔒🆔💀")
    def test_johab_loses_both_bytes(self, emoji: str) -> None:
        text = emoji.encode().decode("johab", "ignore")
        assert repairs(f"### {text} HIGH") == [("游", None)]

    @pytest.mark.parametrize(
        ("text", "remains"),
        [
            ("### ðŸŸ  HIGH", "ðŸŸ"),
            ("### ðŸŸ HIGH", "ðŸŸ"),
            ("- âš ï¸ risk", "âš ï¸"),
            ("| âŒ | x |", "âŒ"),
            ("鉁? Done", "鉁?"),
            ("- 鉁\ufffd Done", "鉁\ufffd"),
        ],
    )
    def test_other_certain_remains(self, text: str, remains: str) -> None:
        assert repairs(text) == [(remains, None)]

    def test_an_emoji_outside_the_set_is_not_called_lost(self) -> None:
        assert find("ðŸ¦„ unicorn") == []
        assert find("ðŸ\x90\xa0 fish") == []


class TestTheSeed:
    def test_its_headings(self) -> None:
        found = find(HEADINGS)
        assert [damage.repaired for damage in found] == ["🔴", None, "🟡", "🟢"] * 2
        assert {damage.codec for damage in found} == {"johab"}

    @pytest.mark.skipif(not PRODUCTION_BACKLOG.exists(), reason="the seed is not part of the checkout")
    def test_the_whole_file(self) -> None:
        found = find(PRODUCTION_BACKLOG.read_text(encoding="utf-8"))
        assert len(found) == 23
        assert sum(damage.repaired is not None for damage in found) == 14
        assert {damage.text for damage in found if damage.repaired is None} == {"游"}


class TestRealText:
    @pytest.mark.parametrize("language", PROSE)
    def test_prose_has_no_damage(self, language: str) -> None:
        assert find(PROSE[language]) == []

    def test_ascii_never_looks_further(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mojibake, "_first_characters", None)
        assert find("# Backlog\n\n- [ ] task (4 hours)\n") == []

    @given(st.text(alphabet=st.sampled_from([*TARGETS, "\ufe0f", "\u200d", " ", "\n", "a", "#", "|", "é", "—", "🦄"])))
    def test_whole_emoji_are_no_damage(self, text: str) -> None:
        assert find(text) == []

    @given(st.text(alphabet=st.characters(min_codepoint=0x1F000, max_codepoint=0x1FAFF) | st.sampled_from(" \ufe0f")))
    def test_no_emoji_is_damage(self, text: str) -> None:
        assert find(text) == []

    @pytest.mark.parametrize(
        "block",
        [(0xAC00, 0xD7A3), (0x4E00, 0x9FFF), (0x3040, 0x30FF), (0x0400, 0x04FF), (0x0370, 0x03FF), (0x0590, 0x06FF)],
    )
    def test_no_two_letters_of_a_script_are_repaired_inside_a_word(self, block: tuple[int, int]) -> None:
        letters = [chr(number) for number in range(block[0], block[1] + 1) if chr(number).isalpha()]
        text = (
            "".join(letters)
            + "".join(reversed(letters))
            + "".join(a + b for a, b in zip(letters, letters[5:], strict=False))
        )
        assert [damage for damage in find(text) if damage.repaired] == []


# Text that is full of leads, so that hypothesis gets past the first look.
LEADS = st.sampled_from("游댮리릭馃敶鉁笍ðŸ”´âœš…\x9d\xa0Ã°Å¸¢ï¸\x8f≡ƒöрџвњ\ue05e九가잺🔴 ?|#\n\ufffd\ud800a")


class TestAnyText:
    @given(st.text() | st.text(LEADS), st.integers(0, 1000))
    def test_spans_are_in_order_inside_the_text_and_show_it(self, text: str, offset: int) -> None:
        end = offset
        for damage in find(text, offset):
            assert end <= damage.span.start < damage.span.end <= offset + len(text)
            assert damage.text == text[damage.span.start - offset : damage.span.end - offset]
            end = damage.span.end

    @given(st.text(LEADS))
    def test_a_repair_is_one_target_emoji(self, text: str) -> None:
        for damage in find(text):
            assert damage.repaired is None or damage.repaired.removesuffix("\ufe0f") in set(TARGETS)

    @given(st.text(LEADS))
    def test_repaired_text_is_made_of_the_same_bytes(self, text: str) -> None:
        for damage in find(text):
            if damage.repaired is None or damage.codec.endswith("twice"):
                continue
            try:
                data = damage.text.encode(damage.codec)
            except UnicodeEncodeError:
                continue  # C1 controls for undefined bytes: the codec itself does not know them
            assert damage.repaired.encode().startswith(data)


class TestCost:
    def test_the_import_is_light(self) -> None:
        program = """
import sys, backlogmd.source, codecs, dataclasses
before = set(sys.modules)
import backlogmd.syntax.mojibake as mojibake
imported = set(sys.modules) - before
assert not [name for name in imported if name.startswith("encodings")], imported
assert imported <= {"backlogmd.syntax", "backlogmd.syntax.mojibake"}, imported
assert mojibake._first_characters.cache_info().currsize == 0
mojibake.find("plain")
assert mojibake._first_characters.cache_info().currsize == 0
mojibake.find("caf\\u00e9 \\u2014 \\U0001f534 \\u6e38\\u6cf3")
assert not [name for name in set(sys.modules) - before if name.startswith("encodings")]
assert mojibake.find("\\u6e38\\ub32e")[0].codec == "johab"
assert "encodings.johab" in sys.modules
"""
        result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert result.returncode == 0, result.stderr

    @pytest.mark.parametrize(
        "unit",
        [
            *(
                "ð",
                "游",
                "ðŸ",
                "âœ",
                "Ã°Å",
                "Ã¢â",
                "馃",
                "\ue05e",
                "九가잺",
                "游댮",
                "ðŸ”´",
                "в›",
                "тМ",
                "РІВ",
                "游 ",
                "âš ",
            ),
            *("Привет, мир. ", "프로젝트 목록 ", "任务列表。", "プロジェクト、"),
        ],
    )
    def test_the_work_grows_with_the_text_only(self, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
        small, large = (self.characters_encoded(unit * count, monkeypatch) for count in (500, 1000))
        assert large <= 2 * small + 200
        assert large <= 60 * 1000 * len(unit)

    @staticmethod
    def characters_encoded(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
        count = 0
        encode = mojibake._encode

        def counted(parts: Iterator[tuple[int, str]], codec: str) -> Iterator[tuple[int, bytes]]:
            nonlocal count
            for part in encode(parts, codec):
                count += 1
                yield part

        with monkeypatch.context() as patch:
            patch.setattr(mojibake, "_encode", counted)
            find(text)
        return count
