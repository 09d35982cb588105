"""Suggestions: with one's name, or without it once enough different people have sent one."""

from __future__ import annotations

from datetime import UTC, datetime, time
from random import SystemRandom
from uuid import uuid4

from server import audit
from server.access.settings import read_number
from server.desk.notices import notify
from server.engagement.models import Suggestion, SuggestionState
from server.engagement.operations.ground import caller, find_unit, head_of, note, require_state, text_of
from server.engagement.rules import monday
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.labels import label
from server.people.operations.access import Place, allow, allow_anywhere, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST, LONGEST_ANSWER, SHORTEST = 2000, 1000, 4
POOL = "anonymous"


@operation
async def send_suggestion(ctx: Context, *, text: str, department_code: str | None = None) -> str:
    """Suggest something with one's name; the head of the department it concerns is told."""
    me = await caller(ctx, "sendSuggestion")
    unit = (await find_unit(department_code, "department")).id if department_code else None
    row = await Suggestion.create(
        **stamp(ctx),
        author_id=me,
        department_id=unit,
        text=text_of(text, "text", LONGEST, SHORTEST),
        given_on=ctx.today,
    )
    head = await head_of(ctx, unit, but=me) if unit else None
    await tell_head(ctx, head, row.id)
    await note(ctx, "suggestion.send", row.id, "Suggestion", {"state": (None, row.state)})
    return row.id


@operation
async def send_anonymous_suggestion(ctx: Context, *, text: str, department_code: str | None = None) -> str:
    """Suggest something without one's name; it is shown, with the others that wait, once enough people have sent one.

    Nothing kept with the words tells who, when, or in which order: the entry of the audit speaks of the pool alone.
    """
    me = await caller(ctx, "sendAnonymousSuggestion")
    unit = (await find_unit(department_code, "department")).id if department_code else None
    said = text_of(text, "text", LONGEST, SHORTEST)
    ticket = ctx.store.vault.blind("suggestion.ticket", me)
    week = monday(ctx.today)
    born = datetime.combine(week, time(), UTC)
    if not await Suggestion.exists(ticket=ticket, text=said):
        await Suggestion.create(
            id=str(uuid4()), created_at=born, updated_at=born, created_by=None, department_id=unit, text=said,
            is_anonymous=True, is_shown=False, ticket=ticket, given_on=week,
        )  # fmt: skip
    await note(ctx, "suggestion.send", POOL, "SuggestionPool", {"text": (None, audit.HIDDEN)})
    await release(ctx)
    return POOL


async def release(ctx: Context) -> int:
    """Show what waits if enough different people are behind it, in an order drawn by lot; return how many."""
    waiting = await Suggestion.filter(is_anonymous=True, is_shown=False)
    if len({row.ticket for row in waiting}) < await read_number(ctx, "anonymous_least"):
        return 0
    await Suggestion.filter(id__in=[row.id for row in waiting]).delete()
    SystemRandom().shuffle(waiting)
    week = monday(ctx.today)
    born = datetime.combine(week, time(), UTC)
    shown = [
        Suggestion(
            id=str(uuid4()), created_at=born, updated_at=born, created_by=None, text=row.text, is_anonymous=True,
            department_id=link(row, "department_id") or None, is_shown=True, given_on=week,
        )
        for row in waiting
    ]  # fmt: skip
    await Suggestion.bulk_create(shown)
    for row in shown:
        unit = link(row, "department_id")
        await tell_head(ctx, await head_of(ctx, unit) if unit else None, row.id)
    return len(shown)


@operation
async def answer_suggestion(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    state: SuggestionState,
    answer: str,
    version: int | None = None,
) -> str:
    """Take a suggestion up, decline it with the reason, or say that it is done; its author is told."""
    allow_anywhere(ctx, "answerSuggestion")
    row = await Suggestion.filter(id=id, is_shown=True).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    place = Place(None, link(row, "department_id"))
    allow(ctx, place, "answerSuggestion")
    require_state(row, SuggestionState.NEW, SuggestionState.ACCEPTED)
    said = text_of(answer, "answer", LONGEST_ANSWER, SHORTEST)
    await change_row(
        ctx, Suggestion, id, version=version, state=state, answer=said, decided_at=ctx.now,
        decided_by_id=ctx.principal.employee_id,
    )  # fmt: skip
    author = link(row, "author_id")
    title = label("您的建议有了答复", "Your suggestion has been answered")
    key = f"suggestion:{id}:{row.version}"
    await notify(
        ctx,
        [author] if author else [],
        "support",
        title=title,
        link="/support/suggestions?view=mine",
        key=key,
    )
    await note(
        ctx, "suggestion.answer", id, "Suggestion", {"state": (row.state, state), "answer": (None, said)}
    )
    return id


async def tell_head(ctx: Context, head: str | None, row: str) -> None:
    title = label("有一条建议与您的部门有关", "A suggestion concerns your department")
    link_ = "/support/suggestions"
    await notify(ctx, [head] if head else [], "support", title=title, link=link_, key=f"suggestion:{row}")
