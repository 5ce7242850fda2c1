"""A task has a date that is no day of the calendar.

A slip of the keys, or day and month in the wrong order. Programs that sort or filter by date leave the task out, or
read another day. All dates of tasks are looked at: those after emoji, in `due:2026-01-31` and in fields and columns
with a known name.

Bad:

    - [ ] Write the parser 📅 2026-02-30

Good:

    - [ ] Write the parser 📅 2026-02-28
"""

from collections.abc import Iterator

from backlogmd.nodes import Task
from backlogmd.query.dates import day
from backlogmd.rule import Finding, rule

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@rule("BL801", "there is no day `{text}`: {reason}", severity="error")
def check(task: Task) -> Iterator[Finding]:
    for one in task.dates:
        year, month, number = map(int, one.value.split("-"))
        if year and day(one) is None:
            swapped = month > 12 and number in range(1, 13) and month <= _length(year, number)
            yield Finding(
                one.span,
                text=one.value,
                reason=_reason(year, month, number),
                help=f"write `{year:04}-{number:02}-{month:02}`, if month and day are the wrong way round"
                if swapped
                else "write the day that was meant",
            )


def _reason(year: int, month: int, number: int) -> str:
    if month not in range(1, 13):
        return f"a year has no month {month}"
    if not number:
        return "days are counted from 1"
    which = f"February {year}" if month == 2 else _MONTHS[month - 1]
    return f"{which} has {_length(year, month)} days"


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]
