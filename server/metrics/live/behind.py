"""The rows behind a figure, as the explanation of a figure shows them."""

from __future__ import annotations

from collections.abc import Sequence

from server.kernel.context import Context
from server.metrics.components import Component, Frame
from server.metrics.definitions import Dictionary
from server.metrics.live.arms import statement_sql
from server.metrics.live.conditions import condition_columns, conditions_of
from server.metrics.live.ground import prepare
from server.metrics.live.memory import clear, is_sayable
from server.metrics.live.reading import Reading, placement_of
from server.metrics.live.reckon import Value
from server.metrics.live.rows import columns_of
from server.metrics.periods import Window


async def person_rows(
    ctx: Context, dictionary: Dictionary, component: Component, window: Window, frame: Frame, limit: int
) -> tuple[tuple[str, ...], list[tuple[Value, ...]], int]:
    """Return names of columns, the first rows by key, and how many rows there are.

    The columns are the key, the person, the time, and what the definition reads; sealed ones are left out, and a
    condition on a sealed column is not applied.
    """
    ground = (await prepare(ctx, dictionary, [(component, window)], frame)).afresh()
    measure, source = component.measure, component.measure.source
    placement = placement_of(component, frame)
    reading = Reading(ground, source, placement, measure.time if placement == "entered" else "", (window,))
    columns = shown(component)
    conditions = [
        reading.where(each) for each in conditions_of(component) if is_sayable(ground, source, each)
    ]
    taken = ",".join(f"{reading.rows.raw(name)} as c{at}" for at, name in enumerate(columns))
    most = ground.binder.bind(limit, "int")
    select = f"select {taken},count(*) over () as total {reading.source_sql(conditions)}"
    sql = statement_sql(ground, [f"{select} order by 1 limit {most}+0"])
    found = await ctx.store.reads.rows(sql, ground.binder.values)
    rows = [
        tuple(clear(source.columns[name], value) for name, value in zip(columns, row[:-1], strict=True))
        for row in found
    ]
    return tuple(columns), rows, int(found[0][-1]) if found else 0


def shown(component: Component) -> Sequence[str]:
    measure, source = component.measure, component.measure.source
    asked = set(columns_of(measure.expression))
    for condition in conditions_of(component):
        asked |= condition_columns(condition)
    names = dict.fromkeys([source.key, source.person, measure.time, *(source.active or ()), *sorted(asked)])
    return [name for name in names if name in source.columns and not source.columns[name].sealed]
