"""What effects of training are worked out from: who learned when, where they stood, and who joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.metrics.periods import Period
from server.metrics.persons import person_figures
from server.training.course_types import CourseType
from server.training.effect_rules import LANDMARK_MONTHS

HUNDREDTH = Decimal("0.01")
UNKNOWN = "?"
LEARNED = (
    "select t.employee_id,t.completed_on from training_task t where t.superseded_at is null "
    "and t.completed_on>={0} and t.completed_on<={1}"
)
OF_TYPE, OF_COURSE = (
    " and t.course_type={2}",
    " and t.source_key in (select e.fact_key from enrollment e where e.course_id={2})",
)
PLACES = (
    "select a.employee_id,a.department_id,p.family from assignment a left join position p on p.id=a.position_id "
    "where a.superseded_at is null and a.is_primary and (a.valid_from<={0} or a.is_initial) "
    "and (a.valid_to is null or a.valid_to>{0})"
)
JOINED = (
    "select s.employee_id,s.hired_on,s.left_on,(select p.family from assignment a "
    "join position p on p.id=a.position_id where a.employee_id=s.employee_id and a.superseded_at is null "
    "and a.is_primary order by a.valid_from limit 1) "
    "from employment s where s.superseded_at is null and s.is_initial and s.hired_on>={0} and s.hired_on<={1} "
    "and s.type not in ('INTERN','DISPATCHED','OUTSOURCED') order by s.employee_id"
)
HOURS = (
    "select t.employee_id,t.completed_on,t.hours from training_task t where t.superseded_at is null "
    "and t.completed_on>={0} and t.completed_on<={1} and t.employee_id in (select s.employee_id from employment s "
    "where s.superseded_at is null and s.hired_on>={0} and s.hired_on<={2})"
)


@dataclass(frozen=True)
class Course:
    """What was learned: any course of a kind, or one course by its id."""

    course_type: CourseType | None = None
    course_id: str | None = None


@dataclass(frozen=True)
class Wave:
    """A period in which people finished a course, with the two before and the one after."""

    prior: Period
    before: Period
    during: Period
    after: Period


@dataclass(frozen=True)
class Standing:
    """A person around a wave: their team and job family, and their figures."""

    person: str
    team: str
    family: str
    is_trained: bool
    before: Decimal
    after: Decimal
    prior: Decimal | None


@dataclass(frozen=True)
class Joiner:
    """Somebody who joined: hours learned until the landmark, and the last day employed, if there is one."""

    person: str
    joined_on: date
    left_on: date | None
    family: str
    hours: Decimal

    def is_there(self, months: int) -> bool:
        """Whether they were employed on the day on which so many months were full."""
        return self.left_on is None or self.left_on >= add_months(self.joined_on, months)

    @property
    def cohort(self) -> str:
        return f"{self.joined_on.year}-Q{(self.joined_on.month + 2) // 3}"


def waves(periods: Sequence[Period]) -> list[Wave]:
    """Cut consecutive periods into waves: each but the first two and the last is one."""
    return [Wave(*periods[at : at + 4]) for at in range(len(periods) - 3)]


async def standing(
    ctx: Context, registry: Registry, metric: str, course: Course, found: Sequence[Wave]
) -> list[list[Standing]]:
    """Return for each wave those who finished the course in it, and those who did not in all of its periods."""
    figures = {
        each.name: await figures_of(ctx, registry, metric, each) for wave in found for each in periods(wave)
    }
    learned = await learners(ctx, course, found[0].prior.window.first, found[-1].after.window.last)
    return [around(wave, figures, learned, await places(ctx, wave.during.window.first)) for wave in found]


def periods(wave: Wave) -> tuple[Period, Period, Period]:
    return wave.prior, wave.before, wave.after


async def figures_of(ctx: Context, registry: Registry, metric: str, period: Period) -> Mapping[str, Decimal]:
    found = await person_figures(ctx, registry, metric, period)
    return {person: each.value for person, each in found.items() if each.value is not None}


async def learners(ctx: Context, course: Course, first: date, last: date) -> dict[str, list[date]]:
    """Return on which days each person finished such a course."""
    values: list[object] = [first, last]
    sql = LEARNED
    if course.course_id is not None:
        sql, values = sql + OF_COURSE, [*values, course.course_id]
    elif course.course_type is not None:
        sql, values = sql + OF_TYPE, [*values, course.course_type.value]
    days = defaultdict[str, list[date]](list)
    for person, day in await ctx.store.ask(sql, *values):
        days[str(person)].append(as_day(day))
    return days


async def places(ctx: Context, day: date) -> dict[str, tuple[str, str]]:
    """Return the department and job family of everybody on a day."""
    rows = await ctx.store.ask(PLACES, day)
    return {str(person): (str(team or UNKNOWN), str(family or UNKNOWN)) for person, team, family in rows}


def around(
    wave: Wave,
    figures: Mapping[str, Mapping[str, Decimal]],
    learned: Mapping[str, Iterable[date]],
    where: Mapping[str, tuple[str, str]],
) -> list[Standing]:
    """Put people with a figure before and after on one side or the other; learning nearby belongs to neither."""
    prior, before, after = (figures[each.name] for each in periods(wave))
    found = []
    for person in sorted(before.keys() & after.keys() & where.keys()):
        nearby = [
            day for day in learned.get(person, ()) if wave.prior.window.first <= day <= wave.after.window.last
        ]
        is_trained = any(wave.during.window.first <= day <= wave.during.window.last for day in nearby)
        if nearby and not is_trained:
            continue
        team, family = where[person]
        found.append(
            Standing(person, team, family, is_trained, before[person], after[person], prior.get(person))
        )
    return found


async def joiners(ctx: Context, first: date, last: date) -> list[Joiner]:
    """Return who joined in these days, with the hours each learned until their landmark."""
    until = add_months(last, LANDMARK_MONTHS)
    learned = defaultdict[str, list[tuple[date, int]]](list)
    for person, day, hours in await ctx.store.ask(HOURS, first, until, last):
        learned[str(person)].append((as_day(day), int(hours)))
    found = []
    for person, joined, left, family in await ctx.store.ask(JOINED, first, last):
        start = as_day(joined)
        landmark = add_months(start, LANDMARK_MONTHS)
        hours = sum(each for day, each in learned[str(person)] if start <= day <= landmark)
        gone = None if left is None else as_day(left)
        found.append(Joiner(str(person), start, gone, str(family or UNKNOWN), hours * HUNDREDTH))
    return found


def window(today: date, months: int, ripe: int) -> tuple[date, date]:
    """Return the whole months, the newest of which has had `ripe` full months for all who joined in it."""
    end = add_months(today.replace(day=1), -ripe)
    return add_months(end, -months), end - timedelta(days=1)


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
