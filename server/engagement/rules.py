"""Rules of support, the pulse and meetings: limits, when a number tells of nobody, and which day a meeting falls on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.engagement.meeting_models import RetroRhythm

WEEK = timedelta(days=7)
SUNDAY, DECEMBER = 7, 12
LOW = 2
"""Answers of 1 and 2 are low."""

# --- Support ---


def limits(raised: datetime, answer_hours: int, solve_hours: int) -> tuple[datetime, datetime]:
    """Return when a request must be answered and solved; hours run on through nights and over changes of the clock."""
    return raised + timedelta(hours=answer_hours), raised + timedelta(hours=max(answer_hours, solve_hours))


def is_late(due: datetime | None, at: datetime) -> bool:
    """Tell whether a limit is past; exactly on it is in time."""
    return due is not None and at > due


# --- The pulse ---


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Tally:
    """What a group's answers add up to."""

    answers: int
    points: int
    low: int = 0
    strained: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.answers + other.answers,
            self.points + other.points,
            self.low + other.low,
            self.strained + other.strained,
        )


NONE = Tally(0, 0)


def publishable(tallies: Mapping[str, Tally], least: int) -> tuple[Tally | None, Mapping[str, Tally]]:
    """Return the whole and the groups that may be shown.

    A group of fewer than `least` is left out; and since what is left out is the whole less what is shown, the smallest
    shown group goes too while what is left out comes to fewer than `least`.
    """
    whole = sum(tallies.values(), NONE)
    if whole.answers < least:
        return None, {}
    shown = {key: each for key, each in tallies.items() if each.answers >= least}
    while shown and 0 < whole.answers - sum(each.answers for each in shown.values()) < least:
        del shown[min(shown, key=lambda key: (shown[key].answers, key))]
    return whole, shown


STRAIN = (
    "压力", "累", "崩溃", "撑不住", "焦虑", "失眠", "加班太多", "受不了", "委屈", "想辞职", "burn", "exhaust", "stress",
    "overwhelm", "anxious", "anxiety", "sleepless", "too much", "can't cope", "tired",
)  # fmt: skip


def speaks_of_strain(words: str) -> bool:
    """Tell whether words speak of strain: a list of words, no judgment of a person."""
    said = words.casefold()
    return any(word in said for word in STRAIN)


# --- Meetings ---


def month_after(month: date) -> date:
    return date(month.year + month.month // DECEMBER, month.month % DECEMBER + 1, 1)


def nth_weekday(month: date, nth: int, weekday: int) -> date:
    """Return the nth weekday (1 is Monday) of a month; of a fifth that the month lacks, the last."""
    first = month.replace(day=1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % SUNDAY) + WEEK * (nth - 1)
    return day if day < month_after(first) else day - WEEK


def starts_at(day: date, clock: str, zone: str) -> datetime:
    """Return the instant at which a wall clock shows this; where clocks skip it, what they show instead."""
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def is_missed(month: date, held: date | None, today: date) -> bool:
    """Tell whether a month is over without a meeting that has minutes."""
    return held is None and today >= month_after(month)


def span_after(rhythm: RetroRhythm, start: date) -> date:
    """Return the first day of the next week or month."""
    return start + WEEK if rhythm is RetroRhythm.WEEKLY else month_after(start)


def spans_over(
    rhythm: RetroRhythm, from_on: date, today: date, *, grace_days: int, most: int = 12
) -> list[date]:
    """List the first days of the weeks or months that are over, with the days of grace after them; the last `most`.

    The first is the first that lies wholly after `from_on`, that day included.
    """
    start, found = span_start(rhythm, from_on), list[date]()
    if start < from_on:
        start = span_after(rhythm, start)
    while (end := span_after(rhythm, start)) + timedelta(days=grace_days) <= today:
        found.append(start)
        start = end
    return found[-most:]


def span_start(rhythm: RetroRhythm, day: date) -> date:
    """Return the first day of the week or month a retrospective looks at."""
    return monday(day) if rhythm is RetroRhythm.WEEKLY else day.replace(day=1)
