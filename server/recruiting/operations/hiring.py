"""Hiring a candidate: the hire itself is that of every employee; the candidate is linked to who came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.people.models import Department, Employee, Position
from server.people.operations.access import link
from server.people.operations.hire import hire
from server.people.operations.record import operation
from server.recruiting.models import ApplicationState, Candidate, JobOpening
from server.recruiting.operations.candidates import answer_offer, step
from server.recruiting.operations.ground import find_candidate, require_open
from server.recruiting.operations.openings import settle
from server.store.keys import person_key


@operation
async def hire_candidate(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    code: str,
    hired_on: date,
    id_number: str | None = None,
    probation_ends_on: date | None = None,
    version: int | None = None,
) -> str:
    """Make the employee from a candidate with an offer: whoever may not hire can't do it this way either.

    Name and contacts come from the candidate, department and position from the opening, the line manager is its owner.
    """
    row, opening = await find_candidate(ctx, id, "hireCandidate")
    if row.state != ApplicationState.OFFERED:
        raise InvalidState("请先发出录用通知。", "Make an offer first.", path=("input", "id"))
    require_open(opening)
    told: dict[str, Any] = {"id_number": id_number, "probation_ends_on": probation_ends_on}
    hired = await hire(
        ctx, code=code, name=row.name, hired_on=hired_on, **await contacts_of(ctx, row), **await post_of(opening),
        **{name: value for name, value in told.items() if value is not None},
    )  # fmt: skip
    await step(ctx, row, ApplicationState.HIRED, ctx.today, "", version=version, employee_id=hired)
    await answer_offer(ctx, row, opening, ApplicationState.HIRED, ctx.today)
    await settle(ctx, opening)
    return row.id


async def contacts_of(ctx: Context, row: Candidate) -> dict[str, Any]:
    vault, key = ctx.store.vault, await person_key(ctx.store.vault, row.id)
    held = {name: getattr(row, name) for name in ("phone", "email")}
    return {name: vault.open(key, f"candidate.{name}|{row.id}", text) for name, text in held.items() if text}


async def post_of(opening: JobOpening) -> dict[str, Any]:
    """Name the post by code, as a hire by hand does."""
    unit = await Department.get(id=link(opening, "department_id"))
    boss = await Employee.get(id=link(opening, "owner_id"))
    post = {"department_code": unit.code, "manager_code": boss.code}
    if held := link(opening, "position_id"):
        post["position_code"] = (await Position.get(id=held)).code
    return post
