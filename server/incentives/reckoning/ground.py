"""What a scheme stands on in a period: who it is for, their base pay, scores and honors. Read in a statement each.

Whoever was employed on a day of the period is there, in the department and job family of their last day in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from server.incentives.reckoning.judging import Figure, Person
from server.kernel.context import Context
from server.metrics.periods import Window
from server.performance.cycles.rules import counting
from server.store.reads import Snapshot

STAYS = (
    "select e.id, e.code, s.hired_on, s.left_on from employee e join employment s on s.employee_id=e.id "
    "where s.superseded_at is null and s.hired_on<={1} and (s.left_on is null or s.left_on>={0})"
)
POSTS = (
    "select a.employee_id, a.department_id, coalesce(p.family,''), a.valid_from from assignment a "
    "left join position p on p.id=a.position_id where a.superseded_at is null and a.is_primary "
    "and a.valid_from<={1} and (a.valid_to is null or a.valid_to>{0})"
)
PARENTS = "select id, parent_id from department"
PAY = (
    "select c.id, c.employee_id, c.base_salary, k.wrapped, c.valid_from from compensation c "
    "join person_key k on k.person_id=c.employee_id where c.superseded_at is null "
    "and c.valid_from<={1} and (c.valid_to is null or c.valid_to>{0})"
)
SCORES = (
    "select s.employee_id, s.score, s.id, c.ends_on from scorecard s join review_cycle c on c.id=s.cycle_id "  # noqa: S608 (constants)
    f"where c.ends_on<={{1}} and c.ends_on>={{0}} and {counting('s')}"
)
HONORS = (
    "select a.employee_id, h.code from award a join honor h on h.id=a.honor_id "
    "where a.awarded_on>={0} and a.awarded_on<={1} and a.revoked_at is null"
)
SCORE_REACH = timedelta(days=366)
"""A score that is older than this is nobody's score of the period."""


@dataclass(frozen=True)
class Scope:
    """Whom a scheme is for, by job family and department; empty is everybody."""

    family: str = ""
    department: str = ""


class Ground:
    """Reads about one period, all of the same moment; `only` narrows what is read to one person."""

    def __init__(self, ctx: Context, snapshot: Snapshot, window: Window, only: str = "") -> None:
        self.ctx, self.snapshot, self.window, self.only = ctx, snapshot, window, only

    async def rows(self, sql: str, since: date | None = None, whose: str = "") -> list[tuple[object, ...]]:
        """Run a statement over the days of the period; `whose` is its column of the person."""
        mark = "?" if self.ctx.store.dialect == "sqlite" else "$"
        given = [(since or self.window.first).isoformat(), self.window.last.isoformat()]
        if self.only and whose:
            sql, given = f"{sql} and {whose}={mark}3", [*given, self.only]
        return await self.snapshot.rows(sql.format(f"{mark}1", f"{mark}2"), given)

    async def people(self, scope: Scope) -> list[Person]:
        """Return whom a scheme is for, with the share of the period they were employed."""
        posts = await self._posts()
        inside = await self._below(scope.department) if scope.department else None
        days: dict[str, set[date]] = {}
        codes: dict[str, str] = {}
        for person, code, hired, left in await self.rows(STAYS, whose="e.id"):
            codes[str(person)] = str(code)
            days.setdefault(str(person), set()).update(self._days(day(hired), day(left) if left else None))
        found = []
        for person, code in codes.items():
            team, family = posts.get(person, ("", ""))
            if (inside is None or team in inside) and scope.family in ("", family) and days[person]:
                found.append(Person(person, code, team, Fraction(len(days[person]), self.window.days)))
        return found

    def _days(self, hired: date, left: date | None) -> Iterable[date]:
        first, last = max(hired, self.window.first), min(left or self.window.last, self.window.last)
        return (first + timedelta(days=step) for step in range((last - first).days + 1))

    async def _posts(self) -> Mapping[str, tuple[str, str]]:
        """Return department and family of everybody's last post in the period."""
        latest: dict[str, tuple[str, str, str]] = {}
        for person, department, family, since in await self.rows(POSTS, whose="a.employee_id"):
            given = (str(since), str(department), str(family))
            latest[str(person)] = max(given, latest.get(str(person), ("", "", "")))
        return {person: (department, family) for person, (_, department, family) in latest.items()}

    async def _below(self, department: str) -> set[str]:
        """Return a department and all below it."""
        under: dict[str, list[str]] = {}
        for child, parent in await self.snapshot.rows(PARENTS):
            under.setdefault(str(parent), []).append(str(child))
        found, waiting = {department}, [department]
        while waiting:
            below = [each for each in under.get(waiting.pop(), ()) if each not in found]
            found.update(below)
            waiting += below
        return found

    async def with_pay(self, people: Sequence[Person]) -> list[Person]:
        """Add the monthly base pay in force at the end of the period, in minor units."""
        wanted = {person.id for person in people}
        latest: dict[str, tuple[str, str, str, str]] = {}
        for row, person, sealed, wrapped, since in await self.rows(PAY, self.window.last, "c.employee_id"):
            if str(person) in wanted and sealed and wrapped:
                given = (str(since), str(row), str(sealed), str(wrapped))
                latest[str(person)] = max(given, latest.get(str(person), ("", "", "", "")))
        vault = self.ctx.store.vault
        clear = {
            person: vault.open(wrapped, f"compensation.base_salary|{row}", sealed)
            for person, (_, row, sealed, wrapped) in latest.items()
        }
        return [
            replace(each, base_pay=int(Decimal(clear[each.id]) * 100)) if each.id in clear else each
            for each in people
        ]

    async def with_honors(self, people: Sequence[Person]) -> list[Person]:
        held: dict[str, set[str]] = {}
        for person, code in await self.rows(HONORS, whose="a.employee_id"):
            held.setdefault(str(person), set()).add(str(code))
        return [replace(each, honors=frozenset(held.get(each.id, ()))) for each in people]

    async def scores(self) -> Mapping[str, Figure]:
        """Return everybody's published score: of a cycle that ends within the period, else of the last one before."""
        latest: dict[str, tuple[str, int, str]] = {}
        for person, score, card, ended in await self.rows(
            SCORES, self.window.last - SCORE_REACH, "s.employee_id"
        ):
            given = (str(ended), int(str(score)), str(card))
            latest[str(person)] = max(given, latest.get(str(person), ("", 0, "")))
        return {person: Figure(Fraction(score, 100)) for person, (_, score, _) in latest.items()}


def day(value: object) -> date:
    """Read a day as either database gives it."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))
