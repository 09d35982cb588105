"""The clock of a promise, and which rule catches a piece of feedback; pure: moments and facts are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

NO_TIME, DAY, TICK = timedelta(0), timedelta(days=1), timedelta(milliseconds=1)
MINUTES_OF_DAY, MINUTES_OF_HOUR = 1440, 60
LOW_SCORE = 2
"""A rating from which on a customer is unhappy, whatever the words say."""


class Verdict(StrEnum):
    MET = "MET"
    BREACHED = "BREACHED"
    OPEN = "OPEN"


# --- The clock ---


def as_ever(_day: date) -> bool | None:
    """Know of no day on which the calendar turns from every week."""
    return None


@dataclass(frozen=True)
class Hours:
    """When a team is there: minutes of its own day, and the days of the week (1 is Monday).

    `turn` tells of a day on which the company's calendar turns from the week: True is worked, False is off.
    """

    opens_at: int
    closes_at: int
    workdays: frozenset[int]
    turn: Callable[[date], bool | None] = as_ever

    def __post_init__(self) -> None:
        if not self.workdays or not 0 <= self.opens_at < self.closes_at <= MINUTES_OF_DAY:
            raise ValueError("a team is there on some day, from one minute to a later one")

    def is_open(self, day: date) -> bool:
        turned = self.turn(day)
        return day.isoweekday() in self.workdays if turned is None else turned


@dataclass(frozen=True)
class Promise:
    """What a team has promised: how long an answer takes, on whose clock, and when others hear that nobody answers."""

    limit: timedelta
    zone: str
    hours: Hours | None = None
    lead_after: Fraction = Fraction(1, 2)
    late_after: timedelta = DAY


def due(received: datetime, limit: timedelta, zone: str, hours: Hours | None = None) -> datetime:
    """Return by when an answer is due, told in `zone`.

    The limit counts time that passes, so a night in which the clocks change moves the hand and not the promise.
    With `hours` only the time in which the team is there counts; its days are days of the zone.
    """
    here = ZoneInfo(zone)
    start = received.astimezone(UTC)
    if hours is None:
        return (start + limit).astimezone(here)
    left = limit
    for opens, closes in stretches(start, here, hours):
        if closes - opens >= left:
            return (opens + left).astimezone(here)
        left -= closes - opens
    raise AssertionError  # pragma: no cover (there is always another day)


def remaining(now: datetime, due_at: datetime, zone: str, hours: Hours | None = None) -> timedelta:
    """Return how much of the clock's own time is left at a moment; nothing once it is over."""
    begin, end = now.astimezone(UTC), due_at.astimezone(UTC)
    if hours is None or end <= begin:
        return max(end - begin, NO_TIME)
    left = NO_TIME
    for opens, closes in stretches(begin, ZoneInfo(zone), hours):
        if opens >= end:
            break
        left += min(closes, end) - opens
    return left


def stretches(since: datetime, here: ZoneInfo, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Yield, in UTC and without end, the stretches in which the team is there from a moment on."""
    day = since.astimezone(here).date()
    while True:
        opens, closes = moment(day, hours.opens_at, here), moment(day, hours.closes_at, here)
        if hours.is_open(day) and closes > max(opens, since):
            yield max(opens, since), closes
        day += DAY


def moment(day: date, minute: int, here: ZoneInfo) -> datetime:
    """Return a minute of a local day in UTC; the last is the next day's first."""
    if minute == MINUTES_OF_DAY:
        day, minute = day + DAY, 0
    return datetime.combine(day, time(*divmod(minute, MINUTES_OF_HOUR)), here).astimezone(UTC)


def verdict(due_at: datetime, paused: timedelta, answered: datetime | None) -> Verdict:
    """Judge an answer: exactly on the limit is in time, and time on hold is given back."""
    if answered is None:
        return Verdict.OPEN
    return Verdict.MET if answered <= due_at + paused else Verdict.BREACHED


# --- Who is told when nobody answers ---


class Level(StrEnum):
    """Half of the time is gone: the team's lead; all of it: the department's head; another day: HR.

    How much time is gone at the first and the last is each team's own; half and a day are what is usual.
    """

    HALF = "HALF"
    LIMIT = "LIMIT"
    DAY_LATE = "DAY_LATE"


LEVELS = tuple(Level)


def next_level(level: int, now: datetime, due_at: datetime, promise: Promise) -> tuple[int, datetime] | None:
    """Return which level comes after `level`, and when; None after the last.

    The first two are reached on the clock's own time; the last is time of everybody's. The limit itself is still in
    time, so its level comes a moment after it.
    """
    if level >= len(LEVELS):
        return None
    if level == 0:
        part = promise.lead_after
        spent = promise.limit * part.numerator / part.denominator
        left = remaining(now, due_at, promise.zone, promise.hours) - (promise.limit - spent)
        return 1, due(now, max(left, NO_TIME), promise.zone, promise.hours)
    return level + 1, due_at + (TICK if level == 1 else promise.late_after)


# --- Which rule catches ---


@dataclass(frozen=True)
class Piece:
    """What a rule may ask of a piece of feedback."""

    topic_id: str | None = None
    product: str = ""
    location_id: str | None = None
    account: str | None = None
    segment: str | None = None
    channel: str | None = None
    score: int | None = None


@dataclass(frozen=True)
class Catch:
    """A rule's conditions; None asks nothing."""

    id: str
    topic_id: str | None = None
    product: str | None = None
    location_id: str | None = None
    account: str | None = None
    segment: str | None = None
    channel: str | None = None
    max_score: int | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the names of its conditions, as a ticket tells them."""
        pairs = (
            ("TOPIC", self.topic_id), ("PRODUCT", self.product), ("LOCATION", self.location_id),
            ("ACCOUNT", self.account), ("SEGMENT", self.segment), ("CHANNEL", self.channel),
            ("SCORE", self.max_score),
        )  # fmt: skip
        return tuple(name for name, asked in pairs if asked is not None)

    def fits(self, piece: Piece) -> bool:
        pairs = (
            (self.topic_id, piece.topic_id),
            (self.product, piece.product),
            (self.location_id, piece.location_id),
            (self.account, piece.account),
            (self.segment, piece.segment),
            (self.channel, piece.channel),
        )
        low = self.max_score is None or (piece.score is not None and piece.score <= self.max_score)
        return low and all(asked is None or asked == known for asked, known in pairs)


def first_catch(rules: Iterable[Catch], piece: Piece) -> Catch | None:
    """Return the first rule that fits, in the order given."""
    return next((rule for rule in rules if rule.fits(piece)), None)


def nearest(places: Sequence[str], of_places: Iterable[tuple[str, str]]) -> str | None:
    """Return the key that belongs to the nearest of some departments, the first of them being the nearest."""
    known = {place: key for place, key in of_places if place}
    return next((known[place] for place in places if place in known), None)


def is_negative(sentiment: str | None, score: int | None) -> bool:
    """Tell whether a customer is unhappy: by the rating if there is one, else by the words."""
    if score is not None:
        return score <= LOW_SCORE
    return sentiment == "NEGATIVE"


def needs_answer(text: str, sentiment: str | None, score: int | None) -> bool:
    """Tell whether somebody must write back: to words, and to who is unhappy; a good rating alone needs a look."""
    return bool(text.strip()) or is_negative(sentiment, score)
