"""What a talk is about: its agenda, actions with an owner and a day, and a private note for each of the two."""

from __future__ import annotations

from datetime import date

from server.audit import HIDDEN
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.talks.models import LINE, WRITTEN, Talk, TalkItem, TalkItemKind, TalkNote, TalkState
from server.performance.talks.operations.ground import (
    allow_own,
    find_talk,
    limited,
    note_talk,
    require_planned,
)
from server.store.base import change_row, stamp

MOST_ITEMS = 40


@operation
async def add_talk_item(
    ctx: Context,
    *,
    talk_id: str,
    kind: TalkItemKind,
    text: str,
    owner_id: str | None = None,
    due_on: date | None = None,
) -> str:
    """Put a point on the agenda, or write an action down with who does it until when; return the talk's id."""
    talk = await find_talk(ctx, talk_id, "addTalkItem")
    if talk.state == TalkState.CANCELLED:
        require_planned(talk)
    count = await TalkItem.filter(talk_id=talk_id).count()
    if count >= MOST_ITEMS:
        raise InvalidInput(
            f"一次沟通最多 {MOST_ITEMS} 条。",
            f"A talk has {MOST_ITEMS} items at most.",
            path=("input", "text"),
        )
    owner = require_owner(talk, kind, owner_id, due_on)
    await put_item(ctx, talk_id, kind, count, text, owner, due_on)
    await note_talk(ctx, talk_id, "add_talk_item", {"text": (None, HIDDEN)})
    return talk_id


def require_owner(talk: Talk, kind: TalkItemKind, owner_id: str | None, due_on: date | None) -> str | None:
    """Return who does an action; one of the two, until a day."""
    if kind is TalkItemKind.AGENDA:
        return None
    if owner_id not in (link(talk, "employee_id"), link(talk, "manager_id")):
        raise InvalidInput(
            "请从谈话双方中选负责人。", "Choose one of the two as the owner.", path=("input", "ownerId")
        )
    if due_on is None:
        raise InvalidInput("请填写到期日期。", "Say until when.", path=("input", "dueOn"))
    return owner_id


async def put_item(
    ctx: Context,
    talk: str,
    kind: TalkItemKind,
    number: int,
    text: str,
    owner: str | None = None,
    due_on: date | None = None,
) -> None:
    said = limited(text, "text", LINE)
    if not said:
        raise InvalidInput("请填写内容。", "Write what it is about.", path=("input", "text"))
    await TalkItem.create(
        **stamp(ctx), talk_id=talk, kind=kind, place=number, text=said, author_id=ctx.principal.employee_id,
        owner_id=owner, due_on=due_on,
    )  # fmt: skip


@operation
async def tick_talk_item(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    is_done: bool,
) -> str:
    """Tick a point or an action off, or open it again; return the talk's id."""
    item = await TalkItem.filter(id=id).select_for_update().get_or_none()
    if item is None:
        allow_own(ctx, "tickTalkItem")
        raise not_found()
    talk = await find_talk(ctx, link(item, "talk_id"), "tickTalkItem")
    await change_row(ctx, TalkItem, id, done_at=ctx.now if is_done else None)
    await note_talk(ctx, talk.id, "tick_talk_item", {"isDone": (item.done_at is not None, is_done)})
    return talk.id


@operation
async def keep_talk_note(
    ctx: Context,
    *,
    talk_id: str,
    text: str,
) -> str:
    """Keep a note for oneself; nobody else ever reads it. Returns the talk's id."""
    talk = await find_talk(ctx, talk_id, "keepTalkNote")
    said, me = limited(text, "text", WRITTEN), ctx.principal.employee_id
    known = await TalkNote.filter(talk_id=talk.id, author_id=me).select_for_update().get_or_none()
    if known is None:
        await TalkNote.create(**stamp(ctx), talk_id=talk.id, author_id=me, text=said)
    else:
        await change_row(ctx, TalkNote, known.id, text=said)
    await note_talk(ctx, talk.id, "keep_talk_note", {"text": (HIDDEN, HIDDEN)})
    return talk.id
