"""The ranks of a cycle: equals share one, the next counts all before it; who asks sees whom they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.kernel.context import Context
from server.people.operations.access import Place, decide
from server.performance.cycles.models import Rating
from server.performance.cycles.rules import counting, ranks
from server.store.reads import Tuples

SQL = (
    "select c.id,c.employee_id,e.code,e.name,c.department_id,a.department_id,c.score,c.rating from scorecard c "  # noqa: S608 (constants)
    "join employee e on e.id=c.employee_id left join assignment a on a.employee_id=c.employee_id "
    "and a.superseded_at is null and a.is_primary and (a.valid_from<={1} or a.is_initial) "
    "and (a.valid_to is null or a.valid_to>{1}) "
    f"where c.cycle_id={{0}} and {counting('c')} "
    "order by c.score desc,e.code"
)
TREE = "select id,parent_id from department"


@dataclass(frozen=True)
class Ranked:
    """Somebody's place; the score counts hundredths, and is told only to who may read it beside the rank."""

    rank: int
    of: int
    scorecard_id: str
    employee_id: str
    code: str
    name: str
    department_id: str | None
    score: int | None
    rating: Rating | None


async def ranking(ctx: Context, cycle_id: str, department_id: str | None = None) -> list[Ranked]:
    """Rank everybody with a published score, in the company or in a department with all beneath it, best first.

    Everybody counts, and only those whose rank the caller may read are told of: `ranking` is a class of its own, so
    that a rule may open ranks, with the names beside them, without opening scores.
    """
    rows = await cards(ctx, cycle_id)
    if department_id is not None:
        inside = await under(ctx, department_id)
        rows = [row for row in rows if row[4] in inside]
    places = ranks(int(row[6]) for row in rows)
    known: dict[Place, Seen] = {}
    return [
        ranked(row, place, len(rows), is_scored=seen.score)
        for row, place in zip(rows, places, strict=True)
        if place is not None and (seen := seen_of(ctx, Place(str(row[1]), row[5]), known)).rank
    ]


def ranked(row: Sequence[Any], place: int, of: int, *, is_scored: bool) -> Ranked:
    return Ranked(
        rank=place, of=of, scorecard_id=str(row[0]), employee_id=str(row[1]), code=str(row[2]), name=str(row[3]),
        department_id=row[4], score=int(row[6]) if is_scored else None,
        rating=Rating(str(row[7])) if is_scored and row[7] else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Whether a caller may see somebody's rank, and the score beside it."""

    rank: bool
    score: bool


def seen_of(ctx: Context, place: Place, known: dict[Place, Seen]) -> Seen:
    """Ask the policy about rank and score, once for each department beside the caller's own card."""
    own = place.employee_id == ctx.principal.employee_id
    asked = place if own else Place(None, place.department_id)
    if asked not in known:
        rank, score = (
            decide(ctx, asked, field, "read").view == "plain" for field in ("Ranked.rank", "Ranked.score")
        )
        known[asked] = Seen(rank, score)
    return known[asked]


async def cards(ctx: Context, cycle_id: str) -> Tuples:
    return await ctx.store.ask(SQL, cycle_id, ctx.today)


async def under(ctx: Context, department_id: str) -> frozenset[str]:
    """Return a department with all beneath it."""
    children: dict[str, list[str]] = {}
    for row_id, parent in await ctx.store.reads.rows(TREE):
        children.setdefault(str(parent), []).append(str(row_id))
    found, left = set(), [department_id]
    while left:
        here = left.pop()
        if here not in found:
            found.add(here)
            left += children.get(here, [])
    return frozenset(found)
