"""How far the present has drifted from a frozen report, and what of it new data and new definitions each make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.asking import tables
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.definitions import Dictionary
from server.metrics.reporting.frozen import FrozenTable
from server.metrics.reporting.reports import Report
from server.metrics.words import VersionRule

Place = tuple[str, tuple[str, ...]]
"""A period and the keys of a group."""


@dataclass(frozen=True)
class Drifted:
    """One cell that would read otherwise today, and how much of it new definitions and new data each make."""

    key: str
    period: str
    group: str
    frozen: Decimal | None
    now: Decimal | None
    by_data: Decimal | None
    by_definition: Decimal | None


async def drift(ctx: Context, registry: Registry, report: Report) -> list[Drifted]:
    """List the cells that would read otherwise today.

    By definition: what today's definition makes of the data known when the report was frozen. By data: what the
    definition of then makes of today's data. The two need not add up to the whole difference. A group that is new, or
    has no rows any more, has a figure on one side only.
    """
    found: list[Drifted] = []
    for table in report.tables:
        found += await drift_of(ctx, registry, table, report)
    return found


async def drift_of(ctx: Context, registry: Registry, table: FrozenTable, report: Report) -> list[Drifted]:
    then = {place: cell.value for place, cell in table.cells().items()}
    same = again(table)
    now = await values(ctx, registry, same)
    places = dict.fromkeys([*then, *now]) if now else {}
    changed = [place for place in places if now.get(place) != then.get(place)]
    if not changed:
        return []
    redefined = await values(ctx, registry, replace(same, as_known_at=report.known_at))
    recorded: dict[Place, Decimal | None] = {}
    known = await registry.current(ctx)
    for number in sorted({column.version for column in table.columns}):
        if kept_meaning(table, number, known):
            there = {column.period.name for column in table.columns if column.version == number}
            answered = await values(ctx, registry, replace(same, version=number))
            recorded |= {place: value for place, value in answered.items() if place[0] in there}
    return [
        Drifted(
            key=table.key,
            period=place[0],
            group=" / ".join(place[1]),
            frozen=then.get(place),
            now=now.get(place),
            by_data=difference(recorded.get(place), then.get(place)),
            by_definition=difference(redefined.get(place), then.get(place)),
        )
        for place in changed
    ]


def again(table: FrozenTable) -> Ask:
    """Return the question whose answer a frozen table was, with its periods by name."""
    named = tuple(column.period.name for column in table.columns)
    return Ask(
        table.key,
        PeriodAsk(named=named),
        table.grain,
        table.dimensions,
        version=VersionRule.AS_OF_PERIOD,
    )


async def values(ctx: Context, registry: Registry, ask: Ask) -> dict[Place, Decimal | None]:
    """Return today's values by period and group; nothing where the figure can no longer be had."""
    try:
        (table,) = await tables(ctx, registry, [ask])
    except InvalidInput:
        return {}
    rows = [*table.rows, *([table.total] if table.total and table.dimensions else [])]
    return {
        (column.period.name, tuple(value.key for value in row.group)): cell.value
        for row in rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }


def kept_meaning(table: FrozenTable, number: int, known: Dictionary) -> bool:
    """Whether a version still means what it meant; a built-in one may have been mended since."""
    then = table.versions.get(number)
    now = next((each for each in known.versions.get(table.key, ()) if each.version == number), None)
    return then is not None and now is not None and then[1] == now.hash


def difference(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    return None if now is None or then is None else now - then
