"""What can be asked for, who answers, and within how many hours."""

from __future__ import annotations

from typing import Any

from server.access.settings import read_number
from server.engagement.models import (
    SupportTopic,
)
from server.engagement.operations.ground import (
    find_colleague,
    find_unit,
    head_of,
    note,
    text_of,
    wrong,
)
from server.kernel.context import Context
from server.people.operations.access import Place, allow, link
from server.people.operations.approving import is_here
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_CODE, LONGEST_NAME, MOST_HOURS = 32, 64, 2160


@operation
async def save_support_topic(
    ctx: Context,
    *,
    code: str,
    name: str,
    department_code: str,
    name_en: str = "",
    owner_code: str | None = None,
    answer_hours: int | None = None,
    solve_hours: int | None = None,
    is_active: bool = True,
    version: int | None = None,
) -> str:
    """Add or change what can be asked for, and who answers."""
    allow(ctx, Place(), "saveSupportTopic")
    values: dict[str, Any] = {  # columns of mixed types
        "name": text_of(name, "name", LONGEST_NAME, 1),
        "name_en": text_of(name_en, "nameEn", LONGEST_NAME),
        "department_id": (await find_unit(department_code, "department")).id,
        "owner_id": (await find_colleague(ctx, owner_code, "owner")).id if owner_code else None,
        "answer_hours": hours_in(answer_hours, "answerHours"),
        "solve_hours": hours_in(solve_hours, "solveHours"),
        "is_active": is_active,
    }
    known = text_of(code, "code", LONGEST_CODE, 1).upper()
    row = await SupportTopic.get_or_none(code=known)
    if row is None:
        row = await SupportTopic.create(**stamp(ctx), code=known, **values)
    else:
        await change_row(ctx, SupportTopic, row.id, version=version, **values)
    changes = {"code": (None, known), "department": (None, department_code), "owner": (None, owner_code)}
    await note(ctx, "support.save_topic", row.id, "SupportTopic", changes)
    return row.id


def hours_in(hours: int | None, field: str) -> int | None:
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise wrong(field, f"时限为 1 至 {MOST_HOURS} 小时。", f"From 1 to {MOST_HOURS} hours.")
    return hours


async def find_topic(code: str) -> SupportTopic:
    found = await SupportTopic.get_or_none(code=code.strip(), is_active=True)
    if found is None:
        raise wrong("topicCode", "没有这个主题，请重新选择。", "There is no such topic; choose another.")
    return found


async def hours_of(ctx: Context, topic: SupportTopic | None) -> tuple[int, int]:
    """Return the hours to answer and to solve: the topic's own, else the company's."""
    answer = topic.answer_hours if topic else None
    solve = topic.solve_hours if topic else None
    return (
        answer or await read_number(ctx, "support_answer_hours"),
        solve or await read_number(ctx, "support_solve_hours"),
    )


async def owner_of(ctx: Context, topic: SupportTopic | None, unit: str, requester: str) -> str | None:
    """Return who answers: the topic's owner, else the head in charge, and nobody for their own request."""
    owner = link(topic, "owner_id") if topic else ""
    if owner and owner != requester and await is_here(ctx, owner):
        return owner
    return await head_of(ctx, unit, but=requester)
