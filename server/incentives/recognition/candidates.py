"""Who may get an honor: people in the order of a figure, or of their score, with shared ranks."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from server.incentives.models import HonorGrain
from server.incentives.payouts.rules import honor_period, wrong
from server.kernel.context import Context
from server.metrics import format as spelling
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Metric, Unit
from server.metrics.periods import Period
from server.metrics.persons import PersonFigure, person_figures, whole_figure
from server.metrics.words import Direction
from server.people.operations.access import Place, allow_anywhere, decide
from server.performance.cycles.rules import counting
from server.performance.plans.models import PRIOR
from server.performance.plans.points import shrunk

MORE = 4
"""So many are named beyond the places there are, and whoever shares the last one's rank."""
DRAWN = "csat"
"""The family of figures that rest on customers' answers: of few they are drawn to everybody's, as scores are."""


@dataclass(frozen=True)
class Scored:
    """A person's value: a figure with its receipt, or the score of the period; `counted` is what ranks go by."""

    value: Decimal
    display: str
    counted: Fraction
    receipt: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may get an honor, and whether they have it."""

    employee_id: str
    code: str
    name: str
    unit: str
    rank: int
    scored: Scored
    is_awarded: bool


async def candidates_of(
    ctx: Context, registry: Registry, *, honor_code: str, period: str
) -> Sequence[Candidate]:
    """Name who comes first by the honor's figure, else by score, among those whose attainment the caller may see.

    Whoever is the same shares a rank, and the next one's counts all before (1, 1, 3).
    """
    allow_anywhere(ctx, "giveAward")
    rows = await ctx.store.ask(HONOR, honor_code.strip().upper())
    if not rows:
        raise wrong("honorCode", "没有这个荣誉，请重新选择。", "There is no such honor; choose another.")
    honor = Wanted(*rows[0])
    found = honor_period(period, HonorGrain(honor.grain), ctx.today)
    values, is_up = await values_of(ctx, registry, honor, found)
    people = await in_sight(ctx, values, honor, found)
    people.sort(key=lambda one: (-values[one.id].counted if is_up else values[one.id].counted, one.code))
    kept = first_of(ranked([(one, values[one.id]) for one in people]), honor.places + MORE)
    return [
        Candidate(one.id, one.code, one.name, one.unit, rank, scored, one.is_awarded)
        for rank, one, scored in kept
    ]


@dataclass(frozen=True)
class Wanted:
    """An honor as candidates are looked for."""

    id: str
    grain: str
    metric: str | None
    places: int


async def values_of(
    ctx: Context, registry: Registry, honor: Wanted, period: Period
) -> tuple[Mapping[str, Scored], bool]:
    """Return each person's value and whether more is better."""
    if honor.metric:
        known = (await registry.governed(ctx)).dictionary
        metric = known.metrics[honor.metric]
        unit = known.units[metric.unit]
        figures = await person_figures(ctx, registry, honor.metric, period)
        prior = await prior_of(ctx, registry, metric, period)
        shown = {
            person: figured(ctx, figure, figure.value, unit, prior)
            for person, figure in figures.items()
            if figure.value is not None and figure.n
        }
        return shown, metric.direction is not Direction.DOWN
    cards = await ctx.store.ask(SCORES, period.window.first, period.window.last)
    return {str(person): score(int(points)) for person, points in cards}, True


async def prior_of(ctx: Context, registry: Registry, metric: Metric, period: Period) -> Decimal | None:
    """Return what is known of everybody, where the figure rests on customers' answers; else None."""
    return await whole_figure(ctx, registry, metric.key, period) if metric.family == DRAWN else None


def figured(ctx: Context, figure: PersonFigure, value: Decimal, unit: Unit, prior: Decimal | None) -> Scored:
    """Return a figure as it is; one of few answers counts as scores count it, and says so with its answers."""
    shown = spelling.display(value, unit, ctx.language)
    if prior is None:
        return Scored(value, shown, Fraction(value), figure.receipt)
    counted = shrunk(value, figure.n, prior, PRIOR)
    counts_as = spelling.display(counted, unit, ctx.language)
    told = ctx.say(
        f"{shown}（{figure.n} 条评价，按 {counts_as} 计）", f"{shown} (n = {figure.n}, counts as {counts_as})"
    )
    return Scored(value, told, counted, figure.receipt)


def score(hundredths: int) -> Scored:
    value = Decimal(hundredths) / 100
    return Scored(value, f"{value:.2f}", Fraction(value))


@dataclass(frozen=True)
class Person:
    """Somebody who was there at the end of the period, and where."""

    id: str
    code: str
    name: str
    department_id: str
    unit: str
    is_awarded: bool


async def in_sight(ctx: Context, wanted: Container[str], honor: Wanted, period: Period) -> list[Person]:
    """Keep whom the caller sees and may honor; never oneself."""
    day = min(period.window.last, ctx.today)
    rows = await ctx.store.ask(PEOPLE, day, honor.id, period.name)
    people = {
        str(person): Person(str(person), code, name, str(department), unit, is_awarded=bool(awarded))
        for person, code, name, department, unit, awarded in rows
    }
    return [
        one
        for one in people.values()
        if one.id in wanted
        and one.id != ctx.principal.employee_id
        and all(
            decide(ctx, Place(one.id, one.department_id), obj, act).allowed
            for obj, act in (("HonorCandidate.value", "read"), ("Mutation.giveAward", "write"))
        )
    ]


Ranked = tuple[int, Person, Scored]


def ranked(people: Sequence[tuple[Person, Scored]]) -> list[Ranked]:
    """Number people in their order; whoever is the same shares a rank."""
    out: list[Ranked] = []
    for _, same in groupby(people, key=lambda pair: pair[1].counted):
        rank = len(out) + 1
        out += [(rank, person, scored) for person, scored in same]
    return out


def first_of(people: Sequence[Ranked], number: int) -> list[Ranked]:
    """Return the first so many and whoever shares the last one's rank."""
    last = people[min(number, len(people)) - 1][0] if people else 0
    return [each for each in people if each[0] <= last]


HONOR = "select id,grain,metric,places from honor where code={0} and is_active"
SCORES = (
    "select s.employee_id,s.score from scorecard s join review_cycle c on c.id=s.cycle_id "  # noqa: S608 (constants)
    f"where c.starts_on={{0}} and c.ends_on={{1}} and {counting('s')}"
)
PEOPLE = (
    "select e.id,e.code,e.name,a.department_id,d.name,"
    "case when exists (select 1 from award w where w.employee_id=e.id and w.honor_id={1} and w.period={2} "
    "and w.state='GIVEN') then 1 else 0 end "
    "from employee e join employment em on em.employee_id=e.id and em.superseded_at is null and em.hired_on<={0} "
    "and (em.left_on is null or em.left_on>={0}) join assignment a on a.employee_id=e.id and a.is_primary "
    "and a.superseded_at is null and a.valid_from<={0} and (a.valid_to is null or a.valid_to>{0}) "
    "join department d on d.id=a.department_id"
)
