"""One question a week: an answer raises a count by one, and nothing kept says who gave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from tortoise.expressions import F

from server import audit
from server.access.settings import read_flag, read_number, read_text
from server.engagement.models import PulseMark, PulseQuestion, PulseResult, PulseState, PulseTally
from server.engagement.operations.ground import caller, note, text_of, wrong
from server.engagement.rules import LOW, WEEK, Tally, monday, publishable, speaks_of_strain
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.operations.access import Place, allow, link, present_department
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_QUESTION, LONGEST_WORDS, SHORTEST = 200, 500, 4
LEAST, MOST = 1, 5
AHEAD = timedelta(weeks=26)


class PulseAnswered(InvalidState):
    """Everybody answers once."""

    code = "PULSE_ANSWERED"


@operation
async def save_pulse_question(
    ctx: Context, *, week: date, text: str, text_en: str = "", version: int | None = None
) -> str:
    """Set the question of a week that is to come, or of this one while nobody has answered it."""
    allow(ctx, Place(), "savePulseQuestion")
    begins = monday(week)
    if not monday(ctx.today) <= begins <= ctx.today + AHEAD:
        raise wrong(
            "week", "请选择本周或以后半年内的一周。", "Choose this week or one of the next half year."
        )
    values: dict[str, Any] = {
        "text": text_of(text, "text", LONGEST_QUESTION, SHORTEST),
        "text_en": text_of(text_en, "textEn", LONGEST_QUESTION),
    }
    row = await PulseQuestion.get_or_none(week=begins)
    if row is None:
        row = await PulseQuestion.create(**stamp(ctx), week=begins, **values)
        if begins <= ctx.today:
            await PulseQuestion.filter(id=row.id).update(state=PulseState.OPEN)
    else:
        if await PulseMark.exists(question_id=row.id):
            raise InvalidState(
                "已有人作答，不能再改这一周的问题。", "Somebody has answered; this week's question stays."
            )
        await change_row(ctx, PulseQuestion, row.id, version=version, **values)
    await note(ctx, "pulse.save_question", row.id, "PulseQuestion", {"text": (None, text)})
    return row.id


@operation
async def answer_pulse(ctx: Context, *, id: str, rating: int, words: str = "") -> str:  # noqa: A002 (the contract's word)
    """Answer with 1 to 5, once; words are looked through where the company has said why, and never kept."""
    me = await caller(ctx, "answerPulse")
    row = await PulseQuestion.get_or_none(id=id, state=PulseState.OPEN)
    if row is None:
        raise not_found()
    if not LEAST <= rating <= MOST:
        raise wrong("rating", "请选 1 至 5。", "Choose from 1 to 5.")
    said = text_of(words, "words", LONGEST_WORDS)
    born = datetime.combine(row.week, time(), UTC)
    origin: dict[str, Any] = {"created_at": born, "updated_at": born, "created_by": None}
    mark = PulseMark(id=str(uuid4()), **origin, question_id=id, employee_id=me)
    await PulseMark.bulk_create([mark], ignore_conflicts=True)
    if not await PulseMark.exists(id=mark.id):
        raise PulseAnswered("本周您已作答。", "You have answered this week.")
    unit = await present_department(ctx, me)
    tally = PulseTally(id=str(uuid4()), **origin, question_id=id, department_id=unit)
    await PulseTally.bulk_create([tally], ignore_conflicts=True)
    strained = bool(said) and await reads_words(ctx) and speaks_of_strain(said)
    await PulseTally.filter(question_id=id, department_id=unit).update(
        answers=F("answers") + 1, points=F("points") + rating, low=F("low") + int(rating <= LOW),
        strained=F("strained") + int(strained),
    )  # fmt: skip
    await note(ctx, "pulse.answer", id, "PulseQuestion", {"answer": (None, audit.HIDDEN)})
    return id


async def reads_words(ctx: Context) -> bool:
    """Tell whether words may be looked through: only where the company has switched it on and said what for."""
    return await read_flag(ctx, "pulse_words") and bool((await read_text(ctx, "pulse_words_purpose")).strip())


async def turn_week(ctx: Context) -> None:
    """Close the weeks that are over and open this one. Inside store.write."""
    this = monday(ctx.today)
    for row in await PulseQuestion.filter(state=PulseState.OPEN, week__lt=this).select_for_update():
        await close(ctx, row)
    await PulseQuestion.filter(state=PulseState.PLANNED, week__lt=this).update(state=PulseState.CLOSED)
    await PulseQuestion.filter(state=PulseState.PLANNED, week=this).update(state=PulseState.OPEN)


async def close(ctx: Context, row: PulseQuestion) -> None:
    """Keep what may be shown and destroy the rest, who has answered too."""
    tallies = {
        link(each, "department_id"): Tally(each.answers, each.points, each.low, each.strained)
        for each in await PulseTally.filter(question_id=row.id)
    }
    whole, shown = publishable(tallies, await read_number(ctx, "anonymous_least"))
    found: Sequence[tuple[str | None, Tally]] = [*([(None, whole)] if whole else []), *shown.items()]
    await PulseResult.bulk_create(
        [
            PulseResult(
                **stamp(ctx), source_key=f"pulse:{row.id}:{unit or ''}", recorded_at=ctx.now, question_id=row.id,
                department_id=unit, closed_on=row.week + WEEK, points=each.points * 100, answers=each.answers,
                low=each.low if unit is None else None, strained=each.strained if unit is None else None,
            )
            for unit, each in found
        ]
    )  # fmt: skip
    await PulseTally.filter(question_id=row.id).delete()
    await PulseMark.filter(question_id=row.id).delete()
    await change_row(ctx, PulseQuestion, row.id, state=PulseState.CLOSED)
    await note(ctx, "pulse.close", row.id, "PulseQuestion", {"state": (row.state, PulseState.CLOSED)})
