"""Writes many rows by one statement: what changed out of a JSON list, and a cycle's cards into their next state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

import orjson

from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.performance.cycles.models import OUT, Scorecard, ScorecardState
from server.store.base import Row
from server.store.reads import placed

Columns = Mapping[str, str]
"""Columns with their types in PostgreSQL."""
CARD: Final[Columns] = {
    "plan_id": "text",
    "department_id": "text",
    "rater_id": "text",
    "score": "bigint",
    "so_far": "bigint",
    "self_score": "bigint",
    "rating": "text",
    "reason": "text",
    "is_final": "bool",
    "final_on": "date",
    "run_id": "text",
    "computed_at": "text",
    "updated_at": "text",
}
LINE: Final[Columns] = {
    "place": "int",
    "weight": "int",
    "value": "text",
    "group_value": "text",
    "counted_value": "text",
    "points": "bigint",
    "n": "int",
    "reason": "text",
    "receipt": "text",
    "source_hash": "text",
    "updated_at": "text",
}
"""What the scoring of a cycle changes; versions stay, since nobody's entry is touched."""
TURN = (
    "update scorecard set state={0},rank=case when scorecard.score is not null then r.place end,%s={1},updated_at={1},"
    "version=scorecard.version+1 from (select id,rank() over (order by score is null,score desc) as place "
    "from scorecard where cycle_id={2} and is_latest and state in (%s)) r "
    "where scorecard.id=r.id and scorecard.state in (%s)"
)
"""Equals share a rank; whose score is unknown has none."""
RANK = (
    "update scorecard set rank=case when scorecard.score is not null then r.place end "
    "from (select id,rank() over (order by score is null,score desc) as place "
    "from scorecard where cycle_id={0} and is_latest and state in (%s)) r "
    "where scorecard.id=r.id and scorecard.state<>'CLOSED'"
)


async def turn_cards(
    ctx: Context,
    cycle_id: str,
    states: Collection[ScorecardState],
    then: ScorecardState,
    moment: Literal["published_at", "closed_at"],
    *,
    only: str = "",
) -> None:
    """Bring a cycle's latest cards that are in these states to another, ranked among all that are out.

    One statement, inside store.write: nobody sees half of it, however many they are. `only` names a single card.
    """
    sql = TURN % (moment, quoted({*states, *OUT}), quoted(states)) + (" and scorecard.id={3}" if only else "")
    given = str(then), spell_instant(ctx.now), cycle_id, *((only,) if only else ())
    await Scorecard._meta.db.execute_query(*placed(ctx.store.dialect, sql, *given))


async def rank_cards(ctx: Context, cycle_id: str) -> None:
    """Rank anew what is out of a cycle, once a score of it has changed; what is closed keeps its rank."""
    await Scorecard._meta.db.execute_query(*placed(ctx.store.dialect, RANK % quoted(OUT), cycle_id))


def quoted(states: Iterable[ScorecardState]) -> str:
    return ",".join(f"'{state}'" for state in sorted(states))


async def update_rows(
    ctx: Context, model: type[Row], columns: Columns, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Change rows, each a mapping of `id` and these columns, of mixed types; inside store.write."""
    if not rows:
        return
    packed = orjson.dumps([plain(row) for row in rows]).decode()
    sql = statement(ctx.store.dialect, model._meta.db_table, columns)
    await model._meta.db.execute_query(sql, [packed])


def statement(dialect: str, table: str, columns: Columns) -> str:
    changed = ",".join(f"{name}=j.{name}" for name in columns)
    if dialect == "sqlite":
        taken = ",".join(f"value->>'{name}' as {name}" for name in ("id", *columns))
        listed = f"(select {taken} from json_each(?)) j"  # noqa: S608 (constants)
    else:
        typed = ",".join(f"{name} {kind}" for name, kind in {"id": "text", **columns}.items())
        listed = f"jsonb_to_recordset($1::jsonb) as j({typed})"
    return f"update {table} set {changed} from {listed} where {table}.id=j.id"  # noqa: S608 (constants)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row as JSON takes it."""
    return {name: as_text(value) for name, value in row.items()}


def as_text(value: object) -> object:
    if isinstance(value, datetime):
        return spell_instant(value)
    return str(value) if isinstance(value, StrEnum) else value
