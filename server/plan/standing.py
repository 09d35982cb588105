"""In which relations a row stands to a caller, asked of the database with the same conditions that reads use."""

from __future__ import annotations

from typing import cast

from server.kernel.context import Context
from server.plan.engine import Engine
from server.plan.sight import Eye, visible
from server.plan.source import Moment, Source, Statement


async def standing(engine: Engine, ctx: Context, *, type_name: str, row_id: str) -> list[tuple[str, str]]:
    """Return the (role, relation) pairs in which the caller sees the row; empty when it is out of sight or absent."""
    entity = engine.entities.get(type_name)
    if entity is None:
        return []
    statement = Statement(engine.dialect, Moment())
    source = Source(statement, entity, [], strict=True)
    sights = Eye(ctx.policy, ctx.principal).sights(source, engine.people)
    columns = ",".join(
        f"case when {sight.condition} then 1 else 0 end" if sight.condition else "1" for sight in sights
    )
    within = visible(sights)
    tables = " ".join([f"{entity.table} {source.alias}", *source.tables])
    picked = f"{source.alias}.id={statement.param(lambda _: row_id)}" + (f" and {within}" if within else "")
    sql, getters = statement.finish(f"select {columns or '0'} from {tables} where {picked}")
    rows = await engine.store.reads.rows(sql, engine.arguments(ctx, getters))
    found = cast("list[tuple[int, ...]]", rows)
    return (
        [(s.role, s.relation) for s, holds in zip(sights, found[0], strict=False) if holds] if found else []
    )
