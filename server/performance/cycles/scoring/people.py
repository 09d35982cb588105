"""Whom a cycle is about: everybody employed on one of its days, with where they count at its end and who rates them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from server.kernel.context import Context
from server.performance.cycles.models import ReviewCycle

BATCH = 500
"""So many people are scored in one transaction."""
MANAGER = (
    "coalesce(a.manager_id,case when d.manager_id<>e.employee_id then d.manager_id "
    "when up.manager_id<>e.employee_id then up.manager_id end)"
)
"""Whom the assignment names, else the head of the department, else (for the head) the head above."""
LAST_DAY = "case when e.left_on<{last} then e.left_on else {last} end"
STAYS = (
    "from employment e where e.superseded_at is null and e.hired_on<={last} "
    "and (e.left_on is null or e.left_on>={first}) and not exists (select 1 from employment o "
    "where o.employee_id=e.employee_id and o.superseded_at is null and o.hired_on>e.hired_on and o.hired_on<={last})"
)
"""One stay for each person: of several in one cycle the last."""
DONE = (
    "not exists (select 1 from scorecard c where c.employee_id=e.employee_id and c.cycle_id={cycle} "
    "and c.run_id={run})"
)


@dataclass(frozen=True)
class Scored:
    """Somebody to be scored: `left_on` only where they left within the cycle."""

    employee_id: str
    department_id: str | None
    family: str | None
    manager_id: str | None
    left_on: date | None


@dataclass(frozen=True)
class Round:
    """One run over the people of a cycle; those it has reached already are passed over."""

    ctx: Context
    cycle: ReviewCycle
    run: str
    people: tuple[str, ...] | None = None

    async def count(self) -> int:
        """Return how many are still to be scored."""
        sql, values = self.spell(f"select count(*) {STAYS} and {DONE} {self.among}")
        ((number,),) = await self.ctx.store.reads.rows(sql, values)
        return int(number)

    async def batch(self, after: str) -> list[Scored]:
        """Return the next people in the order of their ids."""
        sql, values = self.spell(
            f"select e.employee_id,a.department_id,p.family,{MANAGER},"  # noqa: S608 (constants)
            "case when e.left_on<={last} then e.left_on end "
            f"from (select e.employee_id,e.left_on {STAYS} and {DONE} {self.among} and e.employee_id>{{after}} "
            f"order by e.employee_id limit {BATCH}) e "
            "left join assignment a on a.employee_id=e.employee_id and a.superseded_at is null and a.is_primary "
            f"and (a.valid_from<={LAST_DAY} or a.is_initial) and (a.valid_to is null or a.valid_to>{LAST_DAY}) "
            "left join position p on p.id=a.position_id left join department d on d.id=a.department_id "
            "left join department up on up.id=d.parent_id order by e.employee_id",
            after=after,
        )
        return [
            Scored(str(row[0]), row[1], row[2] or None, row[3], as_day(row[4]))
            for row in await self.ctx.store.reads.rows(sql, values)
        ]

    @property
    def among(self) -> str:
        return "" if self.people is None else "and e.employee_id in ({people})"

    def spell(self, sql: str, *, after: str = "") -> tuple[str, list[object]]:
        """Put the parameters' marks in the database's own way, and return their values beside it."""
        is_sqlite = self.ctx.store.dialect == "sqlite"
        given: dict[str, object] = {
            "first": day(self.cycle.starts_on, is_sqlite=is_sqlite),
            "last": day(self.cycle.ends_on, is_sqlite=is_sqlite),
            "cycle": self.cycle.id,
            "run": self.run,
            "after": after,
            "people": orjson.dumps(list(self.people or ())).decode(),
        }
        marks, values = {}, []
        for name, value in given.items():
            if f"{{{name}}}" not in sql:
                continue
            values.append(value)
            mark = f"?{len(values)}" if is_sqlite else f"${len(values)}"
            marks[name] = people_list(mark, is_sqlite=is_sqlite) if name == "people" else typed(mark, value)
        return sql.format(**marks), values


def typed(mark: str, value: object) -> str:
    """Say what a parameter is where PostgreSQL can't tell by itself."""
    return f"{mark}::date" if isinstance(value, date) else mark


def people_list(mark: str, *, is_sqlite: bool) -> str:
    if is_sqlite:
        return f"select value from json_each({mark})"  # noqa: S608 (a mark)
    return f"select jsonb_array_elements_text({mark}::text::jsonb)"


def day(value: date, *, is_sqlite: bool) -> object:
    return value.isoformat() if is_sqlite else value


def as_day(value: object) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))


def ids_of(scored: Sequence[Scored]) -> list[str]:
    return [each.employee_id for each in scored]
