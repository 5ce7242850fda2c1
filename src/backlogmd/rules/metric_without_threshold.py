"""A metric has nothing that it can be measured by.

`Memory usage stable` is a wish: nobody can say when it is met. Lines of success metrics without a number are reported,
unless they speak of all or of none, which can be counted, too. Off unless it is selected, because many good aims are
no numbers.

Bad:

    ## Success metrics

    - Memory usage stable

Good:

    ## Success metrics

    - Memory usage < 200MB
    - No crashes
"""

from collections.abc import Iterator

from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule

# A number, or a word that is as good as one.
_COUNTED = lazy(
    r"[0-9一二三四五六七八九十百千]|(?<!\w)(?:all|every|each|both|no|none|never|zero|half|twice|todos|todas|cada|ning[uú]n[ao]?"
    r"|sin|nenhum[ao]?|sem|tous|toutes|chaque|aucune?|sans|alle|jede[rsnm]?|keine?|ohne|все|всех|каждый|каждая|ни|без"
    r"|нет)(?!\w)|所有|每|全部|无|無|没有|沒有|すべて|全て|ない|なし|모든|없",
)


@rule("BL811", "`{metric}` has no value that it could reach or miss", severity="info", default=False)
def check(document: Document) -> Iterator[Finding]:
    for metric in document.metrics:
        text = metric.text.text
        if metric.comparator is None and not _COUNTED.search(text.casefold()):
            yield Finding(
                metric.text.span,
                metric=" ".join(text.replace("*", "").split()),
                help="write the value from which on it is good enough",
            )
