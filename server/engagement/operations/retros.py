"""Retrospectives of a team's week or month: what went well, cases worth showing, and what follows from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from server.engagement.models import RetroCase, RetroCaseKind, RetroRhythm, Retrospective, RetroState
from server.engagement.operations.ground import (
    find_unit,
    note,
    require_state,
    retro_of,
    team_place,
    text_of,
    wrong,
)
from server.engagement.rules import span_start
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.operations.access import allow, link, present_department
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST, LONGEST_TITLE, SHORTEST = 2000, 120, 2

Share = Callable[[Context, RetroCase], Awaitable[str]]
"""What puts a case into the library and returns its id there; the floor above hands it in."""


class AlreadyShared(InvalidState):
    """The case stands in the library already."""

    code = "ALREADY_SHARED"


@operation
async def save_retrospective(
    ctx: Context,
    *,
    rhythm: RetroRhythm,
    starts_on: date,
    department_code: str | None = None,
    went_well: str = "",
    went_badly: str = "",
    learned: str = "",
    finish: bool = False,
    version: int | None = None,
) -> str:
    """Write a team's look back on a week or month, as a draft or finished; there is one of each span."""
    me = ctx.principal.employee_id
    unit = (
        (await find_unit(department_code, "department")).id
        if department_code
        else await present_department(ctx, me or "")
    )
    begins = span_start(rhythm, starts_on)
    if begins > ctx.today:
        raise wrong("startsOn", "这段时间还没有开始。", "This span has not begun.")
    values: dict[str, Any] = {
        "went_well": text_of(went_well, "wentWell", LONGEST),
        "went_badly": text_of(went_badly, "wentBadly", LONGEST),
        "learned": text_of(learned, "learned", LONGEST),
    }
    if finish:
        values |= {"state": RetroState.HELD, "held_on": ctx.today}
    row = (
        await Retrospective.filter(department_id=unit, rhythm=rhythm, starts_on=begins)
        .select_for_update()
        .get_or_none()
    )
    place = await team_place(ctx, unit, link(row, "lead_id") if row else "")
    allow(ctx, place, "saveRetrospective")
    if row is None:
        if me is None:
            raise not_found()
        row = await Retrospective.create(
            **stamp(ctx), department_id=unit, rhythm=rhythm, starts_on=begins, lead_id=me, **values
        )
    else:
        await change_row(ctx, Retrospective, row.id, version=version, **values)
    await note(ctx, "retro.save", row.id, "Retrospective", {"finished": (None, finish)})
    return row.id


@operation
async def add_retro_case(
    ctx: Context,
    *,
    retrospective_id: str,
    kind: RetroCaseKind,
    title: str,
    situation: str,
    answer: str = "",
    feedback_id: str | None = None,
) -> str:
    """Tell a case, without names; return the retrospective's id."""
    row = await retro_of(ctx, retrospective_id, "addRetroCase")
    await RetroCase.create(
        **stamp(ctx), retrospective_id=row.id, kind=kind, title=text_of(title, "title", LONGEST_TITLE, SHORTEST),
        situation=text_of(situation, "situation", LONGEST, SHORTEST), answer=text_of(answer, "answer", LONGEST),
        feedback_id=feedback_id or None,
    )  # fmt: skip
    await note(ctx, "retro.add_case", row.id, "Retrospective", {"case": (None, title)})
    return row.id


def sharing(share: Share) -> Callable[..., Awaitable[str]]:
    """Return the operation that puts a case into the library by `share`."""

    @operation
    async def share_retro_case(
        ctx: Context,
        *,
        id: str,  # noqa: A002 (the contract's word)
    ) -> str:
        """Put a case into the library, for everybody to learn from; return the retrospective's id."""
        case = await RetroCase.filter(id=id).select_for_update().get_or_none()
        if case is None:
            raise not_found()
        row = await retro_of(ctx, link(case, "retrospective_id"), "shareRetroCase")
        require_state(row, *RetroState)
        if case.library_case_id:
            raise AlreadyShared("这个案例已在案例库里。", "This case is in the library already.")
        shared = await share(ctx, case)
        await change_row(ctx, RetroCase, id, library_case_id=shared)
        await note(ctx, "retro.share_case", row.id, "Retrospective", {"case": (None, case.title)})
        return row.id

    return share_retro_case
