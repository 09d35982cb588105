"""`metric` on an employee or a department: the same engine, with one question for a whole page of rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import strawberry
from strawberry.dataloader import DataLoader

from schema.call import Call, call
from schema.metrics import MetricCell
from schema.planned import PlannedField
from server.kernel.labels import label
from server.metrics import format as spelling
from server.metrics.answers.service import NOT_PERMITTED, cells
from server.metrics.asked import Cell

LOADER = "metric cells"


class Wanted(NamedTuple):
    """The figure of one row: whether it is a department or an employee, and which."""

    type_name: str
    key: str
    period: str
    row_id: str


def of_row(type_name: str) -> Any:  # stands where dataclasses expect the field's own type
    """Declare the field; the engine hands the row's id where the field would stand."""

    async def metric(root: Any, info: strawberry.Info, key: str, period: str) -> MetricCell | None:
        row_id = root.get(info.path.key)
        if row_id is None:
            return None
        here = call(info)
        found = await loader(here).load(Wanted(type_name, key, period, str(row_id)))
        return await shown(here, key, period, found)

    return PlannedField(description=label("一个指标的数值", "The value of a figure"))(metric)


def loader(here: Call) -> DataLoader[Wanted, Cell]:
    """Return the request's gatherer: what fields ask for at the same time is fetched together."""
    if LOADER not in here.extra:
        here.extra[LOADER] = DataLoader(load_fn=lambda wanted: load(here, wanted))
    found: DataLoader[Wanted, Cell] = here.extra[LOADER]  # type: ignore[assignment] # the one just made
    return found


async def load(here: Call, wanted: list[Wanted]) -> list[Cell | BaseException]:
    """Fetch cells, one question for each figure, period and kind of row."""
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in wanted:
        groups[each[:3]].append(each.row_id)
    found: dict[Wanted, Cell] = {}
    for (type_name, key, period), ids in groups.items():
        rows = {"departments": ids} if type_name == "Department" else {"employees": ids}
        answered = await cells(here.ctx, here.figures.registry, key, period, **rows)
        found |= {Wanted(type_name, key, period, row_id): cell for row_id, cell in answered.items()}
    here.figures.counts.note(here.ctx, {each.key for each in wanted})
    return [found.get(each, NOT_PERMITTED) for each in wanted]


async def shown(here: Call, key: str, period: str, cell: Cell) -> MetricCell:
    known = (await here.governed()).dictionary
    metric = known.metrics.get(key)
    return MetricCell(
        of=cell,
        unit=spelling.unit_of(known.units, metric.unit if metric else ""),
        metric=key,
        ask=None,
        group=(),
        period=period,
    )
