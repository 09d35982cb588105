"""Rating a drawn contact, disputing the result, and deciding: the score counts once nothing is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from server.access.settings import read_number
from server.desk.notices import notify, settle_notices
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.labels import label
from server.kernel.money import to_minor
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import Target, allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.performance.facts import QaReview
from server.performance.quality.models import (
    QualityAnswer,
    QualityCheck,
    QualityCheckState,
    QualityMark,
    QualityQuestion,
    QualityRating,
)
from server.performance.quality.operations.quality import note, wrong
from server.performance.quality.rules import FULL, Question, agreement_of, mean_of, score_of
from server.store.base import change_row, stamp

LONGEST_NOTE, LONGEST_EVIDENCE, SHORTEST = 500, 200, 4
POINT = 100
DISPUTE_DAYS = 14
"""So many days after the score an agent may object."""


class OwnWork(InvalidState):
    """Somebody would decide on what they did themselves."""

    code = "OWN_WORK"


@dataclass(frozen=True)
class Marked:
    """An answer to one question."""

    question_id: str
    answer: QualityAnswer
    note: str = ""


@operation
async def rate_quality_check(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    answers: Sequence[Marked],
    note: str = "",
    version: int | None = None,
) -> str:
    """Rate a contact by its sheet; the last rater due closes the check. Return the check's id."""
    row, target = await find_check(ctx, id, "rateQualityCheck")
    me = ctx.principal.employee_id
    if row.state is not QualityCheckState.WAITING:
        raise InvalidState(
            "这次质检已有结果，不能再评。", "This check has its result already; it cannot be rated again."
        )
    if me is None or await QualityRating.exists(quality_check_id=id, rater_id=me):
        raise InvalidState(
            "您已评过，请由另一人评分。", "You have rated this already; another person must rate it."
        )
    require_version(row, version)
    questions = await questions_of(link(row, "sheet_id"))
    given = {each.question_id: each for each in answers}
    if given.keys() != {each.id for each in questions} or len(given) != len(answers):
        raise wrong("answers", "请回答每一个问题。", "Answer every question.")
    outcome = score_of(questions, {key: each.answer for key, each in given.items()})
    rating = await QualityRating.create(
        **stamp(ctx), quality_check_id=id, agent_id=target.person.id, rater_id=me, score=outcome.score,
        has_failed_critical=outcome.has_failed_critical, note=clean(note, "note", LONGEST_NOTE),
    )  # fmt: skip
    for each in answers:
        await QualityMark.create(
            **stamp(ctx), rating_id=rating.id, agent_id=target.person.id, question_id=each.question_id,
            answer=each.answer, note=clean(each.note, "answers", LONGEST_EVIDENCE),
        )  # fmt: skip
    await after_rating(ctx, row, target)
    return id


async def after_rating(ctx: Context, row: QualityCheck, target: Target) -> None:
    """Wait for a second rater, or close the check: with the mean of two, or for a third if they lie far apart."""
    ratings = await QualityRating.filter(quality_check_id=row.id).order_by("created_at", "id")
    values: dict[str, Any] = {"raters_done": len(ratings)}  # columns of mixed types
    if len(ratings) >= row.raters_due:
        scores = [each.score for each in ratings]
        if len(ratings) > 1:
            first, second = [await marks_of(each.id) for each in ratings[:2]]
            values |= {"agreement": agreement_of(first, second), "gap": abs(scores[0] - scores[1])}
        limit = POINT * await read_number(ctx, "quality_gap_points")
        differs = values.get("gap", 0) > limit
        values["state"] = QualityCheckState.DIFFERS if differs else QualityCheckState.RATED
        if not differs:
            values |= {"score": mean_of(scores), "closed_on": ctx.today}
        await QualityRating.filter(quality_check_id=row.id).update(is_shown=True, updated_at=ctx.now)
    await change_row(ctx, QualityCheck, row.id, **values)
    if values.get("state") is QualityCheckState.RATED:
        await tell_score(ctx, target, row.id, values["score"], ctx.today)
    await note(ctx, "rate", "QualityCheck", row.id, {"ratersDone": (row.raters_done, len(ratings))})


async def marks_of(rating_id: str) -> dict[str, QualityAnswer]:
    rows = await QualityMark.filter(rating_id=rating_id)
    return {link(row, "question_id"): QualityAnswer(row.answer) for row in rows}


async def tell_score(ctx: Context, target: Target, check_id: str, score: int, day: date) -> None:
    """Write the score as a fact, in place of what was known of this check, and tell the agent."""
    key = f"quality:{check_id}"
    await QaReview.filter(source_key=key, superseded_at=None).update(
        superseded_at=ctx.now, updated_at=ctx.now
    )
    await QaReview.create(
        **stamp(ctx),
        recorded_at=ctx.now,
        source_key=key,
        agent_id=target.person.id,
        reviewed_on=day,
        score=score,
    )
    await touched_row(ctx, "qa_review", day)
    await notify(
        ctx, [target.person.id], "quality", title=label("您有一次质检出分", "A quality check of yours has its score"),
        link=f"/quality/{check_id}", key=f"{key}:{ctx.now.isoformat()}",
    )  # fmt: skip


# --- Dispute and decision ---


@operation
async def dispute_quality_check(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Object to the result of a check of one's own; the score stands until somebody else decides."""
    row, _ = await find_check(ctx, id, "disputeQualityCheck")
    if row.state is not QualityCheckState.RATED or row.closed_on is None:
        raise InvalidState(
            "只有已出分且未裁定的质检可以申诉。",
            "Only a check with a score that nobody has decided can be disputed.",
        )
    if (ctx.today - row.closed_on).days > DISPUTE_DAYS:
        raise InvalidState(
            f"出分超过 {DISPUTE_DAYS} 天，不能再申诉。", f"The score is more than {DISPUTE_DAYS} days old."
        )
    why = clean(reason, "reason", LONGEST_NOTE, SHORTEST)
    await change_row(
        ctx, QualityCheck, id, version=version, state=QualityCheckState.DISPUTED, dispute_reason=why,
        disputed_at=ctx.now,
    )  # fmt: skip
    await note(ctx, "dispute", "QualityCheck", id, {"state": (row.state, QualityCheckState.DISPUTED)})
    return id


@operation
async def decide_quality_check(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    decision: str,
    score: Decimal | None = None,
    version: int | None = None,
) -> str:
    """Decide a dispute or a difference of raters; without a score the one that stands is upheld.

    Nobody decides who rated the check, nor on a check of their own.
    """
    row, target = await find_check(ctx, id, "decideQualityCheck")
    me = ctx.principal.employee_id
    if row.state not in (QualityCheckState.DISPUTED, QualityCheckState.DIFFERS):
        raise InvalidState("这次质检没有待裁定的事项。", "Nothing about this check waits for a decision.")
    if me is None or await QualityRating.exists(quality_check_id=id, rater_id=me):
        raise OwnWork(
            "评过分的人不能裁定，请由另一人办理。",
            "Who rated a check may not decide on it; ask another person.",
        )
    final = row.score if score is None else points(score)
    if final is None:
        raise wrong("score", "请给出最终得分。", "Give the final score.")
    why = clean(decision, "decision", LONGEST_NOTE, SHORTEST)
    day = row.closed_on or ctx.today
    await change_row(
        ctx, QualityCheck, id, version=version, state=QualityCheckState.DECIDED, score=final, decision=why,
        decided_by_id=me, decided_at=ctx.now, closed_on=day,
    )  # fmt: skip
    if final != row.score:
        await tell_score(ctx, target, id, final, day)
    await settle_notices(ctx, f"quality-open:{id}")
    await note(ctx, "decide", "QualityCheck", id, {"score": (row.score, final), "decision": (None, why)})
    return id


def points(score: Decimal) -> int:
    try:
        found = to_minor(score)
    except ValueError as error:
        raise wrong("score", "分数最多两位小数。", "A score has at most two places.") from error
    if not 0 <= found <= FULL:
        raise wrong("score", "分数在 0 到 100 之间。", "A score is 0 to 100.")
    return found


# --- Ground ---


async def find_check(ctx: Context, check_id: str, verb: str) -> tuple[QualityCheck, Target]:
    """Find a check and lock it; one of somebody out of sight is as one that does not exist."""
    if verb != "disputeQualityCheck":
        allow_anywhere(ctx, verb)
    row = await QualityCheck.filter(id=check_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "agent_id"), None)
    allow(ctx, target.place, verb)
    return row, target


async def questions_of(sheet_id: str) -> list[Question]:
    rows = await QualityQuestion.filter(sheet_id=sheet_id).order_by("place")
    return [Question(row.id, row.weight, row.is_critical) for row in rows]


def require_version(row: QualityCheck, version: int | None) -> None:
    if version is not None and version != row.version:
        raise Conflict(
            "这次质检已被他人更新，请刷新后重试。", "Someone else changed this check; reload and try again.",
            path=("input", "version"),
        )  # fmt: skip


def clean(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if not least <= len(found) <= most:
        raise InvalidInput(
            f"请填写 {least} 至 {most} 字。" if least else f"最多 {most} 字。",
            f"Write {least} to {most} characters." if least else f"At most {most} characters.",
            path=("input", field),
        )
    return found
