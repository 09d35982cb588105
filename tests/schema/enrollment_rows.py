"""Courses that E3 learns, a session, a rule, and what E3 learned outside, for the tests of the schema."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.store.keys import person_key
from server.store.store import Store
from server.training import models as t
from server.training.operations.evidence import place_of
from tests.plan.world import NOW, row, uid
from tests.schema.approval_rows import ASKED

COURSE, AT_WORK, RULE = uid("C81"), uid("C82"), uid("R81")
FRESH, EXAM, FAILED, WORK = uid("N81"), uid("N82"), uid("N83"), uid("N84")
BATCH, QUESTION, SESSION = uid("B81"), uid("Q81"), uid("S81")
TOLD, HOURS, PROOF = uid("O81"), uid("U81"), uid("P81")
SHOWN = b"%PDF-1.7 proven"
DAY = date(2025, 6, 2)


async def plant_enrollments() -> None:
    """Plant E3's courses: fresh, before the exam, failed, and one at work. Inside store.write."""
    made: dict[str, Any] = {"course_type": "UPSKILL", "state": "PUBLISHED"}
    await t.Course.create(**row("C81"), code="TRY", title="试课", has_exam=True, hours=200, **made)
    await t.Course.create(**row("C82"), code="WORK", title="跟岗", mode="ON_THE_JOB", **made)
    await t.Course.create(**row("C83"), code="FREE", title="选学", **made)
    await t.QuizQuestion.create(
        **row("Q81"),
        course_id=COURSE,
        place=1,
        text="几天内可退？",
        options='["7","30"]',
        right_options="[0]",
    )
    await t.TrainingRule.create(
        **row("R81"),
        code="TRY",
        title="试行要求",
        course_id=COURSE,
        occasion="JOINED",
        valid_from=date(2026, 1, 1),
    )
    for code, state, course, more in (
        ("N81", "ASSIGNED", COURSE, {"created_at": NOW, "batch_id": BATCH, "due_on": date(2025, 6, 29)}),
        ("N82", "EXAM", COURSE, {}),
        ("N83", "FAILED", COURSE, {"attempts": 1, "score": 5500}),
        ("N84", "STARTED", AT_WORK, {}),
    ):
        known: dict[str, Any] = row(code) | more
        await t.Enrollment.create(
            **known, employee_id=uid("E3"), course_id=course, assigned_on=DAY, state=state,
            fact_key=f"enrollment:{uid(code)}",
        )  # fmt: skip
    await t.Attempt.create(
        **row("A81"), enrollment_id=FAILED, employee_id=uid("E3"), number=1, taken_on=DAY, score=5500, pass_score=6000,
        is_passed=False,
    )  # fmt: skip
    await t.CoachingTask.create(
        **row("K81"), enrollment_id=FAILED, employee_id=uid("E3"), attempt_number=1, due_on=DAY
    )
    await t.Certificate.create(
        **row("Z81"), employee_id=uid("E3"), course_id=COURSE, number="TRY-1", valid_from=DAY
    )
    await t.TrainingSession.create(
        **row("S81"), course_id=COURSE, title="试课一场", starts_at=datetime(2025, 6, 30, 6, tzinfo=UTC),
        ends_at=datetime(2025, 6, 30, 9, tzinfo=UTC), zone="Asia/Shanghai", capacity=1, room_code="246824",
        trainer_id=uid("E2"),
    )  # fmt: skip
    await t.SessionSeat.create(
        **row("T81"), session_id=SESSION, employee_id=uid("E3"), place=1, state="SEATED"
    )
    await t.HoursDuty.create(
        **row("U81"), employee_id=uid("E3"), assigned_on=DAY, due_on=date(2025, 12, 31), least_hours=1000,
        done_hours=400, occasion_key="try:E3",
    )  # fmt: skip
    await t.OutsideLearning.create(  # any request that can be taken back will do
        **row("O81"),
        employee_id=uid("E3"),
        title="公开课",
        learned_on=DAY,
        hours=300,
        evidence="证书",
        approval_id=ASKED,
    )


async def plant_evidence(store: Store) -> None:
    """Keep a file with what E3 learned outside."""

    async def rows() -> None:
        await t.LearningEvidence.create(
            **row("P81") | {"created_by": "account-employee"}, employee_id=uid("E3"), outside_id=TOLD,
            file_name="证书.pdf", media_type="application/pdf", size=len(SHOWN),
        )  # fmt: skip
        sealed = store.vault.seal_bytes(await person_key(store.vault, uid("E3")), place_of(PROOF), SHOWN)
        await t.LearningEvidenceContent.create(**row("P82"), evidence_id=PROOF, content=sealed)

    await store.write(rows)
