"""Openings: people wanted in a department, by whom, at what pay, and how candidates are tested for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState
from server.people.models import Department
from server.people.operations.access import Place, allow, allow_anywhere
from server.people.operations.record import operation
from server.people.rules import clean_code
from server.recruiting.models import (
    ApplicationState,
    Candidate,
    CandidateTestKind,
    JobOpening,
    OpeningState,
    UnitStage,
)
from server.recruiting.operations.figures import keep_requisition
from server.recruiting.operations.ground import (
    LONGEST_NOTE,
    budget_of,
    find_opening,
    find_owner,
    find_unit,
    note,
    number_of,
    position_id_of,
    text_of,
    wrong,
)
from server.recruiting.rules import require_weights
from server.store.base import change_row, stamp

LONGEST_TITLE, MOST_WANTED = 120, 500
VERB = "saveJobOpening"
WEIGHTS = {
    CandidateTestKind.WRITTEN: "written_weight",
    CandidateTestKind.INTERVIEW: "interview_weight",
    CandidateTestKind.TRAIT: "trait_weight",
}


@operation
async def save_job_opening(
    ctx: Context,
    *,
    title: str,
    department_code: str,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    position_code: str | None = None,
    owner_code: str | None = None,
    wanted: int = 1,
    stage: UnitStage = UnitStage.STARTUP,
    budget: Decimal | None = None,
    written_weight: int = 40,
    interview_weight: int = 40,
    trait_weight: int = 20,
    note: str = "",
    version: int | None = None,
) -> str:
    """Open a post to candidates, or change one; its owner is the caller unless somebody else is named.

    Whoever may not set pay leaves the budget as it is.
    """
    row = await find_opening(ctx, id, VERB) if id else None
    unit = await unit_of(ctx, department_code)
    if budget is not None:
        allow(ctx, Place(department_id=unit.id), VERB, "JobOpening.budget")
    values: dict[str, Any] = {
        "title": text_of(title, "title", LONGEST_TITLE, 2), "department_id": unit.id,
        "position_id": await position_id_of(position_code or ""), "wanted": number_of(wanted, "wanted", 1, MOST_WANTED),
        "stage": stage, "written_weight": written_weight, "interview_weight": interview_weight,
        "trait_weight": trait_weight, "note": text_of(note, "note", LONGEST_NOTE),
    }  # fmt: skip
    require_weights({kind: values[name] for kind, name in WEIGHTS.items()})
    if owner_code or row is None:
        values["owner_id"] = await find_owner(ctx, owner_code) if owner_code else own(ctx)
    if budget is not None:
        values["budget"] = budget_of(budget)
    return await create(ctx, code or "", values) if row is None else await change(ctx, row, values, version)


def own(ctx: Context) -> str:
    if ctx.principal.employee_id is None:
        raise wrong("ownerCode", "请填写用人经理的工号。", "Name the hiring manager by number.")
    return ctx.principal.employee_id


async def unit_of(ctx: Context, code: str) -> Department:
    """Find the department; who may open nothing anywhere learns nothing of which there are."""
    allow_anywhere(ctx, VERB)
    unit = await find_unit(code)
    allow(ctx, Place(department_id=unit.id), VERB)
    return unit


async def create(ctx: Context, code: str, values: dict[str, Any]) -> str:
    spelled = clean_code(code) if code.strip() else await next_code(ctx)
    if await JobOpening.exists(code=spelled):
        raise Conflict(f"编码 {spelled} 已被使用，请换一个。", f"The code {spelled} is taken; choose another.",
                       path=("input", "code"))  # fmt: skip
    row = await JobOpening.create(**stamp(ctx), **values, code=spelled, opened_on=ctx.today)
    await keep_requisition(ctx, row)
    await note(ctx, "open", row.id, "JobOpening", {"title": (None, row.title), "wanted": (None, row.wanted)})
    return row.id


async def next_code(ctx: Context) -> str:
    """Number openings within their year: J2025-001."""
    begin = f"J{ctx.today.year}-"
    taken = await JobOpening.filter(code__startswith=begin).values_list("code", flat=True)
    numbers = [int(tail) for each in taken if (tail := str(each).removeprefix(begin)).isdigit()]
    return f"{begin}{max(numbers, default=0) + 1:03d}"


async def change(ctx: Context, row: JobOpening, values: dict[str, Any], version: int | None) -> str:
    changes = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    await change_row(ctx, JobOpening, row.id, version=version, **values)
    hidden = {name: pair for name, pair in changes.items() if name != "budget"}
    await note(ctx, "change_opening", row.id, "JobOpening", hidden)
    await settle(ctx, await JobOpening.get(id=row.id))
    return row.id


@operation
async def close_job_opening(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Close an opening that is no longer wanted; its candidates stay as they are."""
    return await turn(ctx, await find_opening(ctx, id, "closeJobOpening"), OpeningState.CLOSED, version)


@operation
async def reopen_job_opening(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (as above)
    """Open it again."""
    return await turn(ctx, await find_opening(ctx, id, "reopenJobOpening"), OpeningState.OPEN, version)


async def turn(ctx: Context, row: JobOpening, state: OpeningState, version: int | None = None) -> str:
    if row.state is state or (row.state == OpeningState.FILLED and state == OpeningState.CLOSED):
        raise InvalidState(
            "状态已变，请刷新后重试。", "This is in another state by now; reload and try again."
        )
    ended = None if state == OpeningState.OPEN else ctx.today
    await change_row(ctx, JobOpening, row.id, version=version, state=state, closed_on=ended)
    await note(ctx, "turn_opening", row.id, "JobOpening", {"state": (row.state, state)})
    row.state, row.closed_on = state, ended
    await keep_requisition(ctx, row)
    return row.id


async def settle(ctx: Context, row: JobOpening) -> None:
    """Fill an opening once as many are hired as were wanted; figures hear of it either way."""
    hired = await Candidate.filter(opening_id=row.id, state=ApplicationState.HIRED).count()
    if row.state == OpeningState.OPEN and hired >= row.wanted:
        await turn(ctx, row, OpeningState.FILLED)
    else:
        await keep_requisition(ctx, row)
