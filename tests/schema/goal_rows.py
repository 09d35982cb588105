"""Goals, talks and improvement plans of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.kernel.ids import new_id
from server.metrics.kept.dirty import touched
from server.performance import models as m
from server.store.store import Store
from tests.plan.world import context, row, uid

COMPANY, TEAM, OWN = uid("O1"), uid("O2"), uid("O3")
TALK, POINT, ACTION = uid("T1"), uid("I1"), uid("I2")
PLAN, DRAFT, STEP = uid("V1"), uid("V2"), uid("X1")
SPAN: dict[str, Any] = {"starts_on": date(2025, 4, 1), "ends_on": date(2025, 6, 30), "state": "ACTIVE"}
AIM: dict[str, Any] = {
    "metric": "qa_score_avg", "change_kind": "ABSOLUTE", "aim": "UP", "baseline": "70", "target_change": "80",
    "required": "80", "actual": "77", "progress": 7000,
}  # fmt: skip


async def plant_goals() -> None:
    """Plant a goal on each level with a check-in, a talk of E3 and E2, and plans of E3 (begun) and E4 (a draft)."""
    tree: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("O1", "COMPANY", "全公司质检得分到 80", {}),
        ("O2", "TEAM", "客服部质检得分到 80", {"parent_id": COMPANY, "department_id": uid("D2")}),
        ("O3", "PERSON", "我的质检得分到 80", {"parent_id": TEAM, "employee_id": uid("E3")}),
    )
    for code, level, title, more in tree:
        await m.Goal.create(**row(code), level=level, title=title, **SPAN, **AIM, **more)
    await m.GoalCheckIn.create(
        **row("N3"), goal_id=OWN, author_id=uid("E3"), on_day=date(2025, 6, 2), confidence="ON_TRACK", text="照计划走",
        actual="77", progress=7000,
    )  # fmt: skip
    await m.Talk.create(
        **row("T1"), employee_id=uid("E3"), manager_id=uid("E2"), planned_at=datetime(2025, 7, 2, 2, 0, tzinfo=UTC),
        place="二楼", notes="说了什么",
    )  # fmt: skip
    about: dict[str, Any] = {"talk_id": TALK, "author_id": uid("E3")}
    await m.TalkItem.create(**row("I1"), **about, kind="AGENDA", place=0, text="排班")
    await m.TalkItem.create(
        **row("I2"),
        **about,
        kind="ACTION",
        place=1,
        text="旁听通话",
        owner_id=uid("E3"),
        due_on=date(2025, 7, 9),
    )
    await m.TalkNote.create(**row("N1"), talk_id=TALK, author_id=uid("E3"), text="想谈调岗")
    june = datetime(2025, 6, 1, tzinfo=UTC)
    for code, person in (("U3", "E3"), ("U6", "E6")):
        await m.OneOnOne.create(
            **row(code), recorded_at=june, employee_id=uid(person), month=date(2025, 6, 1)
        )
    days: dict[str, Any] = {
        "starts_on": date(2025, 6, 1),
        "ends_on": date(2025, 7, 31),
        "talk_on": date(2025, 5, 30),
        "aim": "回到 80",
    }
    for code, person, state in (("V1", "E3", "ACTIVE"), ("V2", "E4", "DRAFT")):
        await m.ImprovementPlan.create(
            **row(code), employee_id=uid(person), owner_id=uid("E2"), cycle="2025Q1", score=5500, standard=6000,
            state=state, due_on=date(2025, 5, 20), **days,
        )  # fmt: skip
    await m.ImprovementStep.create(
        **row("X1"), plan_id=PLAN, employee_id=uid("E3"), place=0, text="每周旁听", due_on=date(2025, 6, 20)
    )
    await m.ImprovementStep.create(
        **row("X2"), plan_id=DRAFT, employee_id=uid("E4"), place=0, text="学完课程", due_on=date(2025, 6, 20)
    )


async def answer_well(store: Store) -> None:
    """Let a content customer of E3 answer; two before were not."""
    at = datetime(2025, 6, 20, 2, tzinfo=UTC)

    async def work() -> None:
        await CustomerFeedback.create(
            **row("X1") | {"id": new_id()}, agent_id=uid("E3"), received_at=at, kind=FeedbackKind.SURVEY, score=5,
            recorded_at=at,
        )  # fmt: skip
        await touched(context(store, "hr_manager"), "customer_feedback", at.date(), at.date())

    await store.write(work)
