"""Notes about a person: added, corrected by a further note, never changed and never shown to the person."""

from __future__ import annotations

from collections.abc import Sequence

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.ids import new_id
from server.people import rules
from server.people.models import Note, NoteVisibility
from server.people.operations.access import Target, allow, allow_anywhere, decide, find_target, require
from server.people.operations.record import conclude, operation
from server.people.record_entities import NOTE_CLASSES
from server.store.base import stamp
from server.store.keys import person_key

LONGEST_NOTE = 4000
MOST_AT_ONCE = 100


async def note(
    ctx: Context,
    *,
    text: str,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    visibility: NoteVisibility = NoteVisibility.HR,
    corrects: str | None = None,
) -> str:
    """Write a note about somebody, or one that corrects an earlier note; return the note's id."""
    target = await find_target(ctx, id, code)
    data_class = NOTE_CLASSES[NoteVisibility(visibility)]
    allow(ctx, target.place, "addNote")
    require(decide(ctx, target.place, data_class, "write"), "visibility")
    said = clean_text(text)
    if corrects is not None:
        await mark_corrected(ctx, target, corrects)
    note_id = new_id()
    key = await person_key(ctx.store.vault, target.person.id)
    sealed = ctx.store.vault.seal(key, f"note.text|{note_id}", said)
    await Note.create(
        **stamp(ctx), id=note_id, employee_id=target.person.id, visibility=visibility, data_class=data_class,
        text=sealed, author=ctx.principal.name, corrects_id=corrects,
    )  # fmt: skip
    changes = {"note": (corrects, note_id), "text": (None, audit.HIDDEN)}
    await conclude(ctx, target, "add_note", changes, version=None, on=ctx.today)
    return note_id


add_note = operation(note)


@operation
async def add_notes(
    ctx: Context, *, ids: Sequence[str], text: str, visibility: NoteVisibility = NoteVisibility.HR
) -> str:
    """Write the same note about several people, at most a hundred, all or none; return how many that were."""
    allow_anywhere(ctx, "addNotes")
    people = list(dict.fromkeys(ids))
    if not 1 <= len(people) <= MOST_AT_ONCE:
        raise rules.invalid(
            "ids", f"一次可处理 1 到 {MOST_AT_ONCE} 人。", f"Between 1 and {MOST_AT_ONCE} people at a time."
        )
    for person in people:
        await note(ctx, id=person, text=text, visibility=visibility)
    return str(len(people))


def clean_text(text: str) -> str:
    found = text.replace("\r\n", "\n").strip()
    if not 1 <= len(found) <= LONGEST_NOTE or "\0" in found:
        raise rules.invalid("text", "备注须为 1 到 4000 个字符。", "A note has 1 to 4000 characters.")
    return found


async def mark_corrected(ctx: Context, target: Target, note_id: str) -> None:
    """Mark the earlier note; one of another person, or out of the caller's sight, counts as unknown."""
    old = await Note.filter(id=note_id, employee_id=target.person.id).select_for_update().get_or_none()
    if old is None or not decide(ctx, target.place, old.data_class, "read").allowed:
        raise rules.invalid(
            "corrects", "没有这条备注，请刷新后重试。", "There is no such note; reload and try again."
        )
    if old.is_corrected:
        raise InvalidState(
            "这条备注已被更正，请更正最新的一条。",
            "This note has been corrected already; correct the latest one.",
            path=("input", "corrects"),
        )
    await Note.filter(id=old.id).update(is_corrected=True, updated_at=ctx.now, version=old.version + 1)
