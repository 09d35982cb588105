"""Quality sheets and the drawing of contacts: a sheet in use stays as it is, and nobody chooses what is checked."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from server import audit
from server.access.settings import read_number
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.money import to_minor
from server.people.operations.access import Place, allow
from server.people.operations.record import operation
from server.performance.quality.models import QualityCheck, QualityQuestion, QualitySheet, QualitySheetState
from server.performance.quality.rules import Drawable, check_weights, draw, is_double, monday
from server.store.base import change_row, stamp

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
MOST_QUESTIONS, LONGEST_NAME, LONGEST_TEXT = 40, 64, 200
DAYS_OF_WEEK = 7
BATCH = 500

Contacts = Callable[[Context, date, date], Awaitable[Sequence[Drawable]]]
"""What finds the answered contacts of some days; the floor above hands it in."""


@dataclass(frozen=True)
class Asked:
    """A question as it is written; the weight is in percent."""

    text: str
    weight: Decimal
    text_en: str = ""
    is_critical: bool = False


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


# --- Sheets ---


@operation
async def save_quality_sheet(
    ctx: Context,
    *,
    code: str,
    name: str,
    questions: Sequence[Asked],
    name_en: str = "",
    version: int | None = None,
) -> str:
    """Write the draft of a sheet, as a new revision where the last one is in use; return its id."""
    allow(ctx, Place(), "saveQualitySheet")
    key, title = code.strip().upper(), name.strip()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用大写字母、数字和下划线。", "A code has capitals, digits and underscores.")
    if not 1 <= len(title) <= LONGEST_NAME:
        raise wrong("name", "名称须有 1 至 64 字。", "A name has 1 to 64 characters.")
    asked = [clean(each) for each in questions]
    if not 1 <= len(asked) <= MOST_QUESTIONS:
        raise wrong("questions", "质检表须有 1 至 40 个问题。", "A sheet has 1 to 40 questions.")
    weights = [weight_of(each) for each in asked]
    check_weights(weights)
    last = await QualitySheet.filter(code=key).order_by("-revision").select_for_update().first()
    values: dict[str, Any] = {"name": title, "name_en": name_en.strip()[:LONGEST_NAME]}
    if last is not None and last.state is QualitySheetState.DRAFT:
        row_id = last.id
        await change_row(ctx, QualitySheet, row_id, version=version, **values)
        await QualityQuestion.filter(sheet_id=row_id).delete()
    else:
        revision = last.revision + 1 if last else 1
        row_id = (await QualitySheet.create(**stamp(ctx), code=key, revision=revision, **values)).id
    for place, (each, weight) in enumerate(zip(asked, weights, strict=True), start=1):
        await QualityQuestion.create(
            **stamp(ctx), sheet_id=row_id, place=place, text=each.text, text_en=each.text_en, weight=weight,
            is_critical=each.is_critical,
        )  # fmt: skip
    await note(ctx, "save_sheet", "QualitySheet", row_id, {"questions": (None, len(asked))})
    return row_id


def clean(asked: Asked) -> Asked:
    text, english = asked.text.strip(), asked.text_en.strip()
    if not 2 <= len(text) <= LONGEST_TEXT or len(english) > LONGEST_TEXT:  # noqa: PLR2004 (a word at least)
        raise wrong("questions", "每个问题须有 2 至 200 字。", "A question has 2 to 200 characters.")
    return Asked(text, asked.weight, english, asked.is_critical)


def weight_of(asked: Asked) -> int:
    """Return the weight in ten-thousandths; it has at most two places in percent."""
    try:
        return to_minor(asked.weight)
    except ValueError as error:
        raise wrong("questions", "权重最多两位小数。", "A weight has at most two places.") from error


@operation
async def use_quality_sheet(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Put a draft into use; the revision before retires. Contacts drawn from now on are judged by it."""
    allow(ctx, Place(), "useQualitySheet")
    row = await QualitySheet.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.state is not QualitySheetState.DRAFT:
        raise InvalidState(
            "只有草稿可以启用，请先保存新的修订。",
            "Only a draft can be put into use; save a new revision first.",
        )
    used = QualitySheet.filter(state=QualitySheetState.IN_USE)
    await used.update(state=QualitySheetState.RETIRED, updated_at=ctx.now)
    await change_row(
        ctx, QualitySheet, id, version=version, state=QualitySheetState.IN_USE, used_from=ctx.today
    )
    await note(
        ctx, "use_sheet", "QualitySheet", id, {"state": (QualitySheetState.DRAFT, QualitySheetState.IN_USE)}
    )
    return id


# --- Drawing ---


def drawing(contacts: Contacts) -> Callable[..., Awaitable[str]]:
    """Return the operation that draws a week's contacts from what `contacts` finds."""

    @operation
    async def draw_quality_checks(ctx: Context, *, week: date) -> str:
        """Draw the contacts of the week a day lies in; what was drawn stays, and only what is missing is added.

        Return the Monday of the week.
        """
        allow(ctx, Place(), "drawQualityChecks")
        start = monday(week)
        if start + timedelta(days=DAYS_OF_WEEK) > ctx.today:
            raise wrong(
                "week", "这一周还没有结束，请选已结束的一周。", "The week is not over; choose one that is."
            )
        number = await draw_week(ctx, start, contacts)
        await note(ctx, "draw_checks", "QualityCheck", start.isoformat(), {"drawn": (None, number)})
        return start.isoformat()

    return draw_quality_checks


async def draw_week(ctx: Context, week: date, contacts: Contacts) -> int:
    """Add what is missing of a week's draw and return how many that were; inside store.write."""
    sheet = await QualitySheet.filter(state=QualitySheetState.IN_USE).first()
    if sheet is None:
        raise InvalidState(
            "没有启用的质检表，请先启用一张。", "No quality sheet is in use; put one into use first."
        )
    each = await read_number(ctx, "quality_checks_a_week")
    percent = await read_number(ctx, "quality_second_rater_percent")
    found = await contacts(ctx, week, week + timedelta(days=DAYS_OF_WEEK))
    drawn = draw(found, week, each, seed=sheet.code)
    known = {str(ref) for ref in await QualityCheck.filter(week=week).values_list("contact_ref", flat=True)}
    rows = [
        QualityCheck(
            **stamp(ctx), agent_id=one.agent_id, sheet_id=sheet.id, contact_ref=one.ref, contact_on=one.day,
            channel=one.channel, week=week, raters_due=1 + is_double(sheet.code, one.ref, percent),
        )
        for one in drawn
        if one.ref not in known
    ]  # fmt: skip
    await QualityCheck.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


async def note(
    ctx: Context, action: str, kind: str, row_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"quality.{action}", subject_type=kind, subject_id=row_id, changes=dict(changes))
