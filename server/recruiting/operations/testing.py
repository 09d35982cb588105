"""Tests of candidates: what a rater gave, on what evidence; a second score replaces a rater's first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.people.operations.record import operation
from server.recruiting.models import (
    ApplicationState,
    Candidate,
    CandidateTest,
    CandidateTestKind,
    TraitInstrument,
)
from server.recruiting.operations.ground import LONGEST_NOTE, day_of, find_candidate, note, text_of, wrong
from server.recruiting.rules import OVER
from server.store.base import change_row, stamp

HUNDREDTHS, MOST = 100, 100
LONGEST_RESULT, LEAST = 60, 2


@operation
async def record_candidate_test(
    ctx: Context,
    *,
    candidate_id: str,
    kind: CandidateTestKind,
    evidence: str,
    score: Decimal | None = None,
    instrument: TraitInstrument | None = None,
    result: str = "",
    taken_on: date | None = None,
) -> str:
    """Write down a test with its evidence; return the candidate's id. MBTI has a result to talk about and no score."""
    row, _ = await find_candidate(ctx, candidate_id, "recordCandidateTest")
    if row.state in OVER or row.state == ApplicationState.HIRED:
        raise InvalidState("这位候选人已有结论。", "This candidate is already decided.")
    me = ctx.principal.employee_id
    if me is None:
        raise InvalidState("评分人须有员工记录。", "A rater needs a record of their own.")
    values: dict[str, Any] = {
        "score": score_of(kind, instrument, score), "evidence": text_of(evidence, "evidence", LONGEST_NOTE, LEAST),
        "result": text_of(result, "result", LONGEST_RESULT), "taken_on": day_of(ctx, taken_on, "takenOn"),
    }  # fmt: skip
    key: dict[str, Any] = {"candidate_id": row.id, "kind": kind, "instrument": instrument, "rater_id": me}
    held = await CandidateTest.filter(**key).select_for_update().first()
    if held is None:
        await CandidateTest.create(**stamp(ctx), **key, **values)
    else:
        await change_row(ctx, CandidateTest, held.id, **values)
    await change_row(ctx, Candidate, row.id)
    await note(ctx, "test", row.id, "Candidate", {str(kind): (held and held.score, values["score"])})
    return row.id


def score_of(
    kind: CandidateTestKind, instrument: TraitInstrument | None, score: Decimal | None
) -> int | None:
    """Return the score in hundredths; None for the one instrument that must not count."""
    if (kind == CandidateTestKind.TRAIT) != (instrument is not None):
        raise wrong(
            "instrument",
            "特质测评须选择工具，其他测试不选。",
            "A trait test names its instrument; no other does.",
        )
    if instrument == TraitInstrument.MBTI:
        if score is not None:
            raise wrong("score", "MBTI 不用于决定，不计分。", "MBTI is not for decisions and has no score.")
        return None
    if score is None or not 0 <= score <= MOST or score * HUNDREDTHS != int(score * HUNDREDTHS):
        raise wrong(
            "score",
            "得分须为 0 至 100，最多两位小数。",
            "A score lies from 0 to 100, with two places at most.",
        )
    return int(score * HUNDREDTHS)
