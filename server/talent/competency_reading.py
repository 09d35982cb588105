"""How people stand on the competencies that their positions ask for; for other server code and the schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from server.kernel.context import Context
from server.store.reads import Snapshot
from server.talent.competency_rules import Found, Requirement, Standing, standings
from server.talent.models import AssessmentSource

COMPETENCIES = "select id,code,name,name_en,retired_on from competency"
ASKED = (
    "select position_id,competency_id,level,valid_from from competency_requirement where superseded_at is null "
    "and valid_from<={day} and (valid_to is null or valid_to>{day}) order by valid_from"
)
POSTS = (
    "select employee_id,position_id,valid_from from assignment where is_primary and superseded_at is null "
    "and employee_id in ({people}) order by valid_from"
)
FOUND = (
    "select employee_id,id,competency_id,level,source,assessed_on from competency_assessment "
    "where superseded_at is null and employee_id in ({people})"
)
BATCH = 500
"""A statement names at most this many people; more are asked for in turn."""


@dataclass(frozen=True)
class Named:
    """What a competency is called, and whether it is asked of anybody still."""

    id: str
    code: str
    name: str
    name_en: str
    is_retired: bool


@dataclass(frozen=True)
class Held:
    """One person's standing on one competency, with what it is called."""

    competency: Named
    standing: Standing


async def standings_of(
    ctx: Context, people: Sequence[str], *, only: Collection[str] | None = None
) -> dict[str, list[Held]]:
    """Return how each of these people stands today, by code; `only` narrows it to competencies by code.

    What is retired is shown where somebody was assessed on it and is asked of nobody.
    """
    out: dict[str, list[Held]] = {}
    async with ctx.store.reads.snapshot() as snapshot:
        known = await named_in(snapshot, ctx.today)
        asked = await asked_on(ctx, snapshot, known)
        for start in range(0, len(people), BATCH):
            batch = people[start : start + BATCH]
            posts = await posts_of(ctx, snapshot, batch)
            found = await found_of(ctx, snapshot, batch)
            for person in batch:
                lines = standings(asked.get(posts.get(person, ""), ()), found.get(person, ()))
                held = [Held(known[one.competency_id], one) for one in lines]
                out[person] = sorted(
                    (one for one in held if only is None or one.competency.code in only),
                    key=lambda one: (one.standing.required is None, one.competency.code),
                )
    return out


async def codes_in_use(ctx: Context) -> set[str]:
    async with ctx.store.reads.snapshot() as snapshot:
        known = await named_in(snapshot, ctx.today)
    return {each.code for each in known.values() if not each.is_retired}


async def named_in(snapshot: Snapshot, today: date) -> dict[str, Named]:
    return {
        str(row[0]): Named(
            str(row[0]), str(row[1]), str(row[2]), str(row[3]), row[4] is not None and day_of(row[4]) <= today
        )
        for row in await snapshot.rows(COMPETENCIES)
    }


async def asked_on(
    ctx: Context, snapshot: Snapshot, known: Mapping[str, Named]
) -> dict[str, list[Requirement]]:
    """Return what each position asks today."""
    is_sqlite = ctx.store.dialect == "sqlite"
    mark, day = ("?1", ctx.today.isoformat()) if is_sqlite else ("$1", ctx.today)
    out: defaultdict[str, list[Requirement]] = defaultdict(list)
    for position, competency, level, since in await snapshot.rows(ASKED.format(day=mark), [day]):
        if not known[str(competency)].is_retired:
            out[str(position)].append(Requirement(str(competency), int(level), day_of(since)))
    return out


async def posts_of(ctx: Context, snapshot: Snapshot, people: Sequence[str]) -> dict[str, str]:
    """Return the position each holds today; of who starts later, the one they will hold."""
    out: dict[str, str] = {}
    for person, position, since in await snapshot.rows(POSTS.format(people=marks(ctx, people)), [*people]):
        if day_of(since) <= ctx.today or str(person) not in out:
            out[str(person)] = str(position or "")
    return out


async def found_of(ctx: Context, snapshot: Snapshot, people: Sequence[str]) -> dict[str, list[Found]]:
    out: defaultdict[str, list[Found]] = defaultdict(list)
    rows = await snapshot.rows(FOUND.format(people=marks(ctx, people)), [*people])
    for person, row_id, competency, level, source, day in rows:
        out[str(person)].append(
            Found(str(row_id), str(competency), int(level), AssessmentSource(source), day_of(day))
        )
    return out


def marks(ctx: Context, values: Sequence[str]) -> str:
    sign = "?" if ctx.store.dialect == "sqlite" else "$"
    return ",".join(f"{sign}{number}" for number in range(1, len(values) + 1))


def day_of(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
