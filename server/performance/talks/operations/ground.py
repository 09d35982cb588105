"""What every act on a talk stands on: it is one of the caller's own, and it leaves an entry that tells no words."""

from __future__ import annotations

from collections.abc import Mapping

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.people.operations.access import Place, decide, link, require
from server.performance.talks.models import Talk, TalkState


def allow_own(ctx: Context, verb: str) -> str:
    """Return who the caller is; talks are for people, and for those who may write their own."""
    me = ctx.principal.employee_id
    require(decide(ctx, Place(me), f"Mutation.{verb}", "write"))
    if me is None:
        raise not_found()
    return me


async def find_talk(ctx: Context, row_id: str, verb: str) -> Talk:
    """Find a talk of one's own and lock it; those of others do not exist."""
    me = allow_own(ctx, verb)
    found = await Talk.filter(id=row_id).select_for_update().get_or_none()
    if found is None or me not in (link(found, "employee_id"), link(found, "manager_id")):
        raise not_found()
    return found


def require_planned(talk: Talk) -> None:
    if talk.state != TalkState.PLANNED:
        raise InvalidState(
            "沟通已经结束或取消，不能再改时间。",
            "The talk is over or was called off; its time can't be changed.",
            path=("input", "id"),
        )


def limited(text: str, field: str, most: int) -> str:
    said = text.strip()
    if len(said) > most:
        raise InvalidInput(f"最多 {most} 个字。", f"{most} characters at most.", path=("input", field))
    return said


async def note_talk(
    ctx: Context, row_id: str, action: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"performance.{action}", subject_type="Talk", subject_id=row_id, changes=dict(changes)
    )
