"""Where the marks of a chart lie: across in hundredths of the width, down in pixels. Nothing here draws or speaks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

WIDE = 100.0
Value = Decimal | None
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST_LINES = 5
LETTER = 15.0


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    value: Decimal
    place: int


@dataclass(frozen=True)
class Line:
    """A series: its pieces as path data, cut where a value is missing or the definition changed, and its dots."""

    name: str
    paths: tuple[str, ...]
    dots: tuple[Dot, ...]

    @property
    def last(self) -> Dot | None:
        return self.dots[-1] if self.dots else None


@dataclass(frozen=True)
class Scale:
    """From a value to pixels from the top; `ticks` are round values on it."""

    low: Decimal
    high: Decimal
    height: float
    ticks: tuple[Decimal, ...] = ()

    def y(self, value: Decimal) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else Decimal("0.5")
        return round(float(self.height) * float(1 - share), 2)


@dataclass(frozen=True)
class Chart:
    """A line chart: series, the rules where the definition changed (across), and the target's height."""

    scale: Scale
    lines: tuple[Line, ...]
    breaks: tuple[float, ...]
    target: float | None
    places: tuple[float, ...]

    @property
    def ends(self) -> list[float | None]:
        """Return how high each series' name stands: beside its last dot, but never on another's."""
        order = sorted((line.last.y, place) for place, line in enumerate(self.lines) if line.last)
        heights: list[float | None] = [None] * len(self.lines)
        lowest = -LETTER
        for y, place in order:
            lowest = max(y, lowest + LETTER)
            heights[place] = lowest
        return heights

    @property
    def is_target_clear(self) -> bool:
        """Tell whether the target's name has room beside the series' names."""
        return self.target is not None and all(_far(height, self.target) for height in self.ends)


def _far(height: float | None, other: float) -> bool:
    return height is None or abs(height - other) >= LETTER


def numbers(values: Sequence[object]) -> list[Value]:
    """Read what came over the wire as text."""
    return [None if value is None else Decimal(str(value)) for value in values]


def across(count: int) -> list[float]:
    """Return the middle of each of `count` equal columns."""
    return [round(WIDE * (place + 0.5) / count, 3) for place in range(count)]


def scale(values: Sequence[Value], height: float, *, from_zero: bool = True) -> Scale:
    """Return a scale with three to five round ticks that holds all values."""
    known = [value for value in values if value is not None] or [Decimal(0)]
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1 if low >= 0 else Decimal(0)
    step = _step((high - low) / 4)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    count = int((last - first) / step)
    ticks = tuple(first + step * place for place in range(count + 1))
    return Scale(first, last, height, ticks)


def _step(rough: Decimal) -> Decimal:
    """Return the round number next above: 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in STEPS if step * power >= rough)


def line(name: str, values: Sequence[Value], upon: Scale, cuts: Collection[int] = ()) -> Line:
    """Lay a series on a scale; `cuts` are the places before which nothing may be joined."""
    xs = across(len(values))
    dots = [
        Dot(x, upon.y(value), value, place)
        for place, (x, value) in enumerate(zip(xs, values, strict=True))
        if value is not None
    ]
    return Line(name, tuple(_paths(dots, cuts)), tuple(dots))


def _paths(dots: Sequence[Dot], cuts: Collection[int]) -> list[str]:
    pieces: list[list[Dot]] = []
    for dot in dots:
        joins = pieces and pieces[-1][-1].place == dot.place - 1 and dot.place not in cuts
        if joins:
            pieces[-1].append(dot)
        else:
            pieces.append([dot])
    return ["M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in piece) for piece in pieces if len(piece) > 1]


def chart(
    series: Sequence[tuple[str, Sequence[Value]]],
    height: float,
    *,
    breaks: Collection[int] = (),
    target: Value = None,
) -> Chart:
    """Lay several series on one scale that holds the target too; it begins at 0 unless nothing is near 0."""
    every = [value for _, values in series for value in values]
    known = [value for value in [*every, target] if value is not None]
    far = bool(known) and min(known) > 0 and min(known) > max(known) * Decimal("0.6")
    upon = scale([*every, target], height, from_zero=not far)
    count = max((len(values) for _, values in series), default=0)
    return Chart(
        upon,
        tuple(line(name, values, upon, breaks) for name, values in series[:MOST_LINES]),
        tuple(round(WIDE * place / count, 3) for place in sorted(breaks)) if count else (),
        None if target is None else upon.y(target),
        tuple(across(count)) if count else (),
    )


def spark(values: Sequence[Value], height: float = 32, cuts: Collection[int] = ()) -> Line:
    """Return a small line that fills its height, with air for its end dot."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (Decimal(0), Decimal(1))
    inner = Scale(low, high, height - 8)
    flat = line("", values, inner, cuts)
    dots = tuple(Dot(dot.x, dot.y + 4, dot.value, dot.place) for dot in flat.dots)
    return Line("", tuple(_paths(dots, cuts)), dots)


@dataclass(frozen=True)
class Bar:
    """A bar on a track: where it starts, how long it is, and where the target's tick stands (hundredths)."""

    x: float
    width: float
    end: float
    target: float | None = None


def bars(values: Sequence[Value], target: Value = None) -> list[Bar | None]:
    """Lay values on one track that begins at 0 (or at the least, where some are negative); None stays None."""
    known = [value for value in [*values, target] if value is not None]
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    span = high - low or Decimal(1)

    def at(value: Decimal) -> float:
        return round(float((value - low) / span) * WIDE, 2)

    zero = at(Decimal(0))
    tick = None if target is None else at(target)
    return [
        None if value is None else Bar(min(zero, at(value)), round(abs(at(value) - zero), 2), at(value), tick)
        for value in values
    ]


@dataclass(frozen=True)
class Fall:
    """A row of a bridge: a whole figure stands from 0, a step hangs between what was and what is."""

    x: float
    width: float
    level: float
    is_step: bool
    comes_from: float | None


def bridge(steps: Sequence[tuple[Value, Value]]) -> list[Fall | None]:
    """Lay (figure, effect) rows: without an effect a whole figure, with one the step that leads to the figure."""
    known = [(figure, effect or Decimal(0)) for figure, effect in steps if figure is not None]
    most = max([Decimal(0), *(max(figure, figure - effect) for figure, effect in known)]) or Decimal(1)

    def at(value: Decimal) -> float:
        return round(float(value / most) * WIDE, 2)

    rows: list[Fall | None] = []
    before: float | None = None
    for figure, effect in steps:
        if figure is None:
            rows.append(None)
            continue
        now = at(figure)
        if effect is None:
            rows.append(Fall(0, now, now, is_step=False, comes_from=before))
        else:
            start = at(figure - effect)
            rows.append(
                Fall(min(start, now), round(abs(start - now), 2), now, is_step=True, comes_from=start)
            )
        before = now
    return rows


def joints(rows: Sequence[Fall | None]) -> list[float | None]:
    """Return where the hairline to the row below runs, for each row."""
    found: list[float | None] = [
        row.level if row is not None and below is not None else None for row, below in pairwise(rows)
    ]
    return [*found, None] if rows else []
