"""Where people stand on their ladders: the rungs, and for each person the next one and what it still wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import orjson

from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import cells
from server.metrics.words import CellStatus
from server.store.reads import Snapshot
from server.talent import rules
from server.talent.models import ConditionKind
from server.talent.rules import Checked, Condition, Facts, Rung, Standing

RUNGS = (
    "select p.id,p.code,p.name,p.ladder,p.grade,r.conditions,r.version from position p "
    "left join ladder_rung r on r.position_id=p.id where p.ladder<>'' order by p.ladder,p.grade,p.code"
)
STAYS = (
    "select employee_id,hired_on,confirmed_on,notice_on,left_on from employment where superseded_at is null "
    "and employee_id in ({people}) and hired_on<={day} order by hired_on"
)
POSTS = (
    "select employee_id,position_id,valid_from,valid_to,is_initial from assignment where superseded_at is null "
    "and is_primary and employee_id in ({people}) and (valid_from<={day} or is_initial) order by valid_from"
)
MOST_PEOPLE = 500
"""A statement names at most this many people; more are asked for in turn."""


@dataclass(frozen=True)
class Career:
    """One person's standing: the present rung, the next, and each of its conditions."""

    present: Rung | None
    next: Rung | None
    checked: tuple[Checked, ...]
    standing: Standing
    period: str
    as_of: date


@dataclass(frozen=True)
class Stay:
    """What a person's employment and posts say on a day."""

    position_id: str
    in_post_since: date
    hired_on: date
    confirmed: bool


async def rungs_of(ctx: Context, snapshot: Snapshot | None = None) -> list[Rung]:
    """Return every rung of every ladder, in order; one without conditions asks for nothing yet."""
    rows = await (snapshot or ctx.store.reads).rows(RUNGS)
    return [
        Rung(
            str(row[0]),
            str(row[1]),
            str(row[2]),
            str(row[3]),
            int(row[4]),
            conditions_of(row[5]),
            row[6] or 0,
        )
        for row in rows
    ]


def conditions_of(text: str | None) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            ConditionKind(each["kind"]),
            None if each["least"] is None else Decimal(each["least"]),
            each["metric"],
        )
        for each in orjson.loads(text or "[]")
    )


def spelled(conditions: Iterable[Condition]) -> str:
    return orjson.dumps(
        [
            {"kind": one.kind, "least": None if one.least is None else str(one.least), "metric": one.metric}
            for one in conditions
        ]
    ).decode()


async def careers_of(ctx: Context, registry: Registry, people: Sequence[str]) -> dict[str, Career]:
    """Return how each of these people stands today; who has left has no career here.

    Figures are asked of the metric engine as the caller: one they may not see leaves its condition HIDDEN.
    """
    async with ctx.store.reads.snapshot() as snapshot:
        rungs = await rungs_of(ctx, snapshot)
        stays: dict[str, Stay] = {}
        for start in range(0, len(people), MOST_PEOPLE):
            stays |= await stays_of(ctx, snapshot, people[start : start + MOST_PEOPLE])
    by_position = {one.position_id: one for one in rungs}
    ahead = {
        person: rules.next_rung(rungs, by_position[stay.position_id])
        for person, stay in stays.items()
        if stay.position_id in by_position
    }
    figures, hidden = await figures_of(ctx, registry, ahead)
    return {
        person: career(
            ctx, stay, by_position.get(stay.position_id), ahead.get(person), figures[person], hidden[person]
        )
        for person, stay in stays.items()
    }


def career(
    ctx: Context,
    stay: Stay,
    present: Rung | None,
    ahead: Rung | None,
    figures: Mapping[str, Decimal | None],
    hidden: frozenset[str],
) -> Career:
    period = rules.last_quarter(ctx.today)
    if present is None or ahead is None:
        standing = Standing.NO_LADDER if present is None else Standing.TOP
        return Career(present, ahead, (), standing, period, ctx.today)
    facts = Facts(
        stay.confirmed,
        rules.whole_months(stay.in_post_since, ctx.today),
        rules.whole_months(stay.hired_on, ctx.today),
        figures,
        hidden,
    )
    checked = tuple(rules.check(one, facts) for one in ahead.conditions)
    return Career(present, ahead, checked, rules.stands(checked), period, ctx.today)


async def figures_of(
    ctx: Context, registry: Registry, ahead: Mapping[str, Rung | None]
) -> tuple[dict[str, dict[str, Decimal | None]], dict[str, frozenset[str]]]:
    """Ask each metric once for everybody whose next rung speaks of it; return the values and what is hidden."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for person, rung in ahead.items():
        for condition in rung.conditions if rung else ():
            if condition.metric:
                wanted[condition.metric].append(person)
    values: defaultdict[str, dict[str, Decimal | None]] = defaultdict(dict)
    unseen: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    period = rules.last_quarter(ctx.today)
    for metric, people in wanted.items():
        found = await cells(ctx, registry, metric, period, employees=people)
        for person, cell in found.items():
            values[person][metric] = cell.value
            if cell.status == CellStatus.NOT_PERMITTED:
                unseen[person] |= {metric}
    return values, unseen


async def stays_of(ctx: Context, snapshot: Snapshot, people: Sequence[str]) -> dict[str, Stay]:
    """Return the post and employment of today of those who are employed."""
    if not people:
        return {}
    is_sqlite = ctx.store.dialect == "sqlite"
    mark = "?" if is_sqlite else "$"
    named = ",".join(f"{mark}{number + 2}" for number in range(len(people)))
    given = [ctx.today.isoformat() if is_sqlite else ctx.today, *people]
    stays = await snapshot.rows(STAYS.format(people=named, day=f"{mark}1"), given)
    posts = await snapshot.rows(POSTS.format(people=named, day=f"{mark}1"), given)
    held: defaultdict[str, list[tuple[str, date]]] = defaultdict(list)
    for person, position, since, *_ in posts:
        held[str(person)].append((str(position or ""), _day(since)))
    found: dict[str, Stay] = {}
    for person, hired, confirmed, _, left in stays:
        if left is not None and _day(left) < ctx.today:
            found.pop(str(person), None)
            continue
        hired_on = _day(hired)
        position, since = post_since(held[str(person)], hired_on)
        is_confirmed = confirmed is not None and _day(confirmed) <= ctx.today
        found[str(person)] = Stay(position, since, hired_on, is_confirmed)
    return found


def post_since(held: Sequence[tuple[str, date]], hired_on: date) -> tuple[str, date]:
    """Return the present position and since when it is held without a break; a move to another unit is none."""
    if not held:
        return "", hired_on
    position, since = held[-1]
    for earlier, start in reversed(held[:-1]):
        if earlier != position:
            break
        since = start
    return position, max(since, hired_on)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


async def require_personal(ctx: Context, registry: Registry, key: str) -> None:
    """Refuse a metric that has no figure of a single person."""
    metric = (await registry.current(ctx)).metrics.get(key)
    if metric is None or "person" not in metric.dimensions:
        raise InvalidInput(
            f"指标“{key}”不能按个人计算，请换一个。",
            f"The metric '{key}' has no figure of a single person; choose another.",
            path=("input", "conditions"),
        )
