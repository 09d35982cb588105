"""The ranks of a cycle: equals share one, the next counts all before it; who asks sees whom they may see."""

from __future__ import annotations

from dataclasses import dataclass

from server.kernel.context import Context
from server.people.operations.access import Place, decide
from server.performance.cycle_models import OUT, Rating
from server.performance.cycle_rules import ranks
from server.store.reads import Tuples

STATES = ",".join(f"'{state}'" for state in OUT)
SQL = (
    "select c.id,c.employee_id,e.code,e.name,c.department_id,a.department_id,c.score,c.rating from scorecard c "  # noqa: S608 (constants)
    "join employee e on e.id=c.employee_id left join assignment a on a.employee_id=c.employee_id "
    "and a.superseded_at is null and a.is_primary and (a.valid_from<={1} or a.is_initial) "
    "and (a.valid_to is null or a.valid_to>{1}) "
    f"where c.cycle_id={{0}} and c.is_latest and c.score is not null and c.state in ({STATES}) "
    "order by c.score desc,e.code"
)
TREE = "select id,parent_id from department"


@dataclass(frozen=True)
class Ranked:
    """Somebody's place; the score counts hundredths."""

    rank: int
    of: int
    scorecard_id: str
    employee_id: str
    code: str
    name: str
    department_id: str | None
    score: int
    rating: Rating | None


async def ranking(ctx: Context, cycle_id: str, department_id: str | None = None) -> list[Ranked]:
    """Rank everybody with a published score, in the company or in a department with all beneath it, best first.

    Everybody counts, and only those whose rank the caller may read are told of.
    """
    rows = await cards(ctx, cycle_id)
    if department_id is not None:
        inside = await under(ctx, department_id)
        rows = [row for row in rows if row[4] in inside]
    places = ranks(int(row[6]) for row in rows)
    allowed: dict[Place, bool] = {}
    found = []
    for row, place in zip(rows, places, strict=True):
        if place is not None and may_see(ctx, Place(str(row[1]), row[5]), allowed):
            rating = Rating(str(row[7])) if row[7] else None
            found.append(
                Ranked(
                    place,
                    len(rows),
                    str(row[0]),
                    str(row[1]),
                    str(row[2]),
                    str(row[3]),
                    row[4],
                    int(row[6]),
                    rating,
                )
            )
    return found


def may_see(ctx: Context, place: Place, known: dict[Place, bool]) -> bool:
    """Ask the policy about rank and name, once for each department beside the caller's own card."""
    own = place.employee_id == ctx.principal.employee_id
    asked = place if own else Place(None, place.department_id)
    if asked not in known:
        fields = ("Scorecard.rank", "Scorecard.score", "Employee.name")
        known[asked] = all(decide(ctx, asked, field, "read").view == "plain" for field in fields)
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
