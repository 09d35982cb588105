"""`staffing` on a department: its norm beside the people it has, with one question for a whole page of rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

import strawberry
from strawberry.dataloader import DataLoader

from schema.call import Call, call
from schema.metric_cells import Wanted as WantedCell
from schema.metric_cells import loader as cell_loader
from schema.metric_cells import shown
from schema.metrics import MetricCell
from schema.planned import PlannedField
from server.kernel.labels import label
from server.people.staffing import Posts, norms_on

LOADER = "staffing"
ACTUAL = "fte_closing"


@strawberry.enum(description=label("编制情况", "How staffing stands"))
class StaffingState(StrEnum):
    SHORT = "SHORT"
    FULL = "FULL"
    OVER = "OVER"
    NO_NORM = "NO_NORM"
    HIDDEN = "HIDDEN"


@strawberry.type(description=label("编制与在岗", "Staffing norm and actual"))
class Staffing:
    own_norm: Decimal | None = strawberry.field(
        description=label("本部门编制，不含下级", "Norm of the department itself")
    )
    norm: Decimal | None = strawberry.field(description=label("编制，含下级", "Norm, those beneath included"))
    actual: MetricCell | None = strawberry.field(
        description=label("在岗全职当量，含下级", "Full-time equivalents there, those beneath included")
    )
    gap: Decimal | None = strawberry.field(
        description=label("缺编，负数为超编", "Norm less actual; negative where there are more than meant")
    )
    state: StaffingState = strawberry.field(description=label("情况", "How it stands"))


class Wanted(NamedTuple):
    day: date
    department_id: str


def of_department() -> Any:  # stands where dataclasses expect the field's own type
    """Declare the field; the engine hands the row's id where the field would stand."""

    async def staffing(root: Any, info: strawberry.Info, on: date | None = None) -> Staffing | None:
        row_id = root.get(info.path.key)
        if row_id is None:
            return None
        here = call(info)
        day = on or here.ctx.today
        posts = await loader(here).load(Wanted(day, str(row_id)))
        if posts is None:
            return None
        return await stood(here, str(row_id), day, posts)

    description = label("某日的编制与在岗，默认今天", "Norm and actual of a day, today by default")
    return PlannedField(description=description)(staffing)


def loader(here: Call) -> DataLoader[Wanted, Posts | None]:
    """Return the request's gatherer: what rows ask for at the same time is fetched together."""
    if LOADER not in here.extra:
        here.extra[LOADER] = DataLoader(load_fn=lambda wanted: load(here, wanted))
    found: DataLoader[Wanted, Posts | None] = here.extra[LOADER]  # type: ignore[assignment] # the one just made
    return found


async def load(here: Call, wanted: list[Wanted]) -> list[Posts | BaseException | None]:
    days: defaultdict[date, list[str]] = defaultdict(list)
    for each in wanted:
        days[each.day].append(each.department_id)
    found = {day: await norms_on(here.ctx, day, ids) for day, ids in days.items()}
    return [found[each.day].get(each.department_id) for each in wanted]


async def stood(here: Call, department_id: str, day: date, posts: Posts) -> Staffing:
    """Hold the norm against the figure of the metric engine, which may be hidden from this caller."""
    period = f"{day}..{day}"
    cell = await cell_loader(here).load(WantedCell("Department", ACTUAL, period, department_id))
    gap = None if posts.beneath is None or cell.value is None else posts.beneath - cell.value
    return Staffing(
        own_norm=posts.own,
        norm=posts.beneath,
        actual=await shown(here, ACTUAL, period, cell),
        gap=gap,
        state=state_of(posts.beneath, gap),
    )


def state_of(norm: Decimal | None, gap: Decimal | None) -> StaffingState:
    if norm is None:
        return StaffingState.NO_NORM
    if gap is None:
        return StaffingState.HIDDEN
    return StaffingState.SHORT if gap > 0 else StaffingState.OVER if gap < 0 else StaffingState.FULL
