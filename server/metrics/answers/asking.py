"""Asking for figures where only a table will do: every other answer becomes a refusal in the words of errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.kernel.context import Context
from server.kernel.errors import Denied as Refused
from server.kernel.errors import InvalidInput, NotFound, Trouble
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import answer
from server.metrics.asked import Ambiguous, Answer, Ask, Cell, Denied, Invalid, Row, Table
from server.metrics.asked import NotFound as Unknown

MOST_FIGURES = 50
PAGE = 1000


async def tables(ctx: Context, registry: Registry, asks: Sequence[Ask]) -> list[Table]:
    """Return a whole table for each question, or raise what stands in the way of the first that has none."""
    if not asks:
        raise InvalidInput("请至少选择一个指标。", "Choose at least one figure.", path=("keys",))
    if len(asks) > MOST_FIGURES:
        raise InvalidInput(
            f"一次最多 {MOST_FIGURES} 个指标。",
            f"Ask for at most {MOST_FIGURES} figures at once.",
            path=("keys",),
        )
    found: list[Table] = []
    for ask, each in zip(asks, await answer(ctx, registry, [paged(ask, 0) for ask in asks]), strict=True):
        if not isinstance(each, Table):
            raise refusal(each)
        found.append(await whole_table(ctx, registry, ask, each))
    return found


def paged(ask: Ask, after: int) -> Ask:
    return replace(ask, first=PAGE, after=after)


async def whole_table(ctx: Context, registry: Registry, ask: Ask, begun: Table) -> Table:
    """Add the pages that follow the first."""
    rows = list(begun.rows)
    while len(rows) < begun.row_count:
        (following,) = await answer(ctx, registry, [paged(ask, len(rows))])
        if not isinstance(following, Table) or not following.rows:
            break
        rows += following.rows
    return replace(begun, rows=tuple(rows))


def refusal(found: Answer) -> Trouble:
    """Say why there is no table."""
    if isinstance(found, Ambiguous):
        keys = [metric.key for metric, _ in found.candidates]
        return InvalidInput(
            f"“{found.asked}”有多种口径，请指明：{'、'.join(keys)}。",
            f"{found.asked!r} has several definitions; name one of {', '.join(keys)}.",
            path=("keys",),
        )
    if isinstance(found, Unknown):
        near = "、".join(found.suggestions)
        return NotFound(
            f"没有指标“{found.asked}”。{f'相近的有：{near}。' if near else ''}",
            f"There is no figure {found.asked!r}.",
            path=("keys",),
        )
    if isinstance(found, Denied):
        return Refused(found.message.zh, found.message.en, rule=found.rule)
    if isinstance(found, Invalid):
        first = found.problems[0]
        return InvalidInput(first.message.zh, first.message.en, path=(first.path,))
    raise TypeError(type(found))


def whole(table: Table) -> Row | None:
    """Return the row of everything the caller may see."""
    return table.total or (table.rows[0] if len(table.rows) == 1 and not table.rows[0].group else None)


def last_cell(table: Table) -> Cell | None:
    """Return the figure of the last period, for everything the caller may see."""
    row = whole(table)
    return row.cells[-1] if row and row.cells else None
