"""Checks, rounds, reports and disputes of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.feedback.models import AnswerDispute, AnswerDisputeState, CustomerFeedback
from server.performance import models as m
from server.store.keys import person_key
from server.store.store import Store
from tests.plan.world import PAST, row, uid

SHEET, DRAFT, QUESTION = uid("S1"), uid("S2"), uid("S3")
TO_RATE, RATED, DISPUTED = uid("K1"), uid("K2"), uid("K3")
NAMING, OPEN, CLOSED = uid("G1"), uid("G2"), uid("G3")
INVITE = uid("I1")
SENT, KEPT = uid("X1"), uid("X2")
ANSWER, OTHER, WAITING, EXCLUDED = uid("N1"), uid("N2"), uid("O1"), uid("O2")
DAY = date(2025, 6, 18)
KNOWN: dict[str, Any] = {"recorded_at": PAST}


async def plant_judged(store: Store) -> None:
    """Plant a sheet with checks of E3, rounds about E3, reports of E3, and answers about E3."""
    await store.write(_quality)
    await store.write(lambda: _rounds(store))
    await store.write(_rest)


async def _quality() -> None:
    await m.QualitySheet.create(**row("S1"), code="SERVICE", name="服务质检", state="IN_USE", used_from=DAY)
    await m.QualitySheet.create(**row("S2"), code="SERVICE", revision=2, name="服务质检二")
    await m.QualityQuestion.create(**row("S3"), sheet_id=SHEET, place=1, text="解答准确", weight=10000)
    for code, state, score in (("K1", "WAITING", None), ("K2", "RATED", 10000), ("K3", "DISPUTED", 5000)):
        await m.QualityCheck.create(
            **row(code), agent_id=uid("E3"), sheet_id=SHEET, contact_ref=f"c{code}", contact_on=DAY,
            week=date(2025, 6, 16), state=state, score=score, closed_on=DAY if score else None,
        )  # fmt: skip
    await m.QualityRating.create(
        **row("S4"),
        quality_check_id=RATED,
        agent_id=uid("E3"),
        rater_id=uid("E2"),
        score=10000,
        is_shown=True,
    )
    await m.QualityMark.create(
        **row("S5"), rating_id=uid("S4"), agent_id=uid("E3"), question_id=QUESTION, answer="YES"
    )


async def _rounds(store: Store) -> None:
    dates: dict[str, Any] = {
        "starts_on": date(2025, 6, 1),
        "ends_on": date(2025, 7, 31),
        "questions": '["守信 | Keeps promises"]',
    }
    for code, state in (("G1", "NOMINATING"), ("G2", "OPEN"), ("G3", "CLOSED")):
        await m.PeerRound.create(**row(code), code=code, name=f"互评{code}", state=state, **dates)
    for code, about, rater, relation in (
        ("I1", "G2", "E3", "SELF"), ("I2", "G2", "E6", "PEER"), ("I3", "G1", "E3", "SELF"),
    ):  # fmt: skip
        await m.PeerInvite.create(
            **row(code), round_id=uid(about), rater_id=uid(rater), subject_id=uid("E3"), relation=relation
        )
    await m.PeerAnswer.create(
        **row("I9"), round_id=OPEN, subject_id=uid("E3"), relation="PEER", scores='{"q1":5}', remark="好"
    )
    await m.PeerResult.create(
        **row("G4"), **KNOWN, round_id=CLOSED, employee_id=uid("E3"), closed_on=DAY, relation="PEER",
        points=1800, ratings=4, answers=4,
    )  # fmt: skip
    key = await person_key(store.vault, uid("E3"))
    sealed = store.vault.seal(key, f"peer_comment.text|{uid('G5')}", "很可靠")
    await m.PeerComment.create(**row("G5"), round_id=CLOSED, employee_id=uid("E3"), place=1, text=sealed)
    await m.PartnerRating.create(
        **row("G6"), **KNOWN, round_id=CLOSED, asking_id=uid("D4"), department_id=uid("D2"), closed_on=DAY,
        points=1600, ratings=4, answers=4,
    )  # fmt: skip


async def _rest() -> None:
    for code, state in (("X1", "SENT"), ("X2", "DRAFT")):
        await m.FieldReport.create(
            **row(code),
            employee_id=uid("E3"),
            kind="VISIT",
            happened_on=DAY,
            customer_ref=f"c{code}",
            state=state,
        )
    at = datetime(2025, 6, 18, 4, 0, tzinfo=UTC)
    for code, counts in (("N1", True), ("N2", True), ("N3", False)):
        await CustomerFeedback.create(
            **row(code), **KNOWN, agent_id=uid("E3"), received_at=at, score=2, is_valid=counts
        )
    for code, answer, state in (("O1", "N2", "WAITING"), ("O2", "N3", "EXCLUDED")):
        await AnswerDispute.create(
            **row(code), agent_id=uid("E3"), answer_id=uid(answer), reason="不是我的服务",
            state=AnswerDisputeState(state),
        )  # fmt: skip
