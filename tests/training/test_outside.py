"""Outside learning counts once the manager agrees, and once only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server import approvals
from server.approvals.models import ApprovalRequest, Decided
from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.training.models import CourseType
from server.training.operations.outside import OUTSIDE, report_outside_learning, withdraw_outside_learning
from tests.people.town import one, rows
from tests.plan.world import context
from tests.training.learners import courses

TOLD: dict[str, Any] = {
    "title": "公开课",
    "learned_on": date(2025, 6, 20),
    "hours": Decimal("2.5"),
    "evidence": "结业证书 118",
}


async def settle(ctx) -> None:
    """Let what follows from the approval follow."""

    async def follow() -> None:
        await OUTSIDE.approved(ctx, await ApprovalRequest.get(kind=OUTSIDE.name))

    await ctx.store.write(follow)


async def test_hours_count_on_their_day_once_the_manager_agrees(store):
    await courses(store)
    me, boss = context(store, "employee"), context(store, "department_manager")
    for wrong, field in (
        ({"hours": Decimal(0)}, "hours"), ({"hours": Decimal("2.555")}, "hours"), ({"hours": Decimal(201)}, "hours"),
        ({"learned_on": date(2025, 7, 1)}, "learnedOn"), ({"evidence": " "}, "evidence"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            await report_outside_learning(me, **(TOLD | wrong))
        assert caught.value.path == ("input", field)
    await report_outside_learning(me, **TOLD, course_type=CourseType.UPSKILL)
    assert (
        await one(store, "select summary_zh from approval_request")
        == "校外学习 2.5 学时，算作技能提升：公开课"
    )
    request = await one(store, "select request_id from approval_task")
    await approvals.decide(boss, request, Decided.APPROVE)
    assert await one(store, "select count(*) from training_task") == 0

    await settle(boss)
    await settle(boss)

    assert await rows(store, "select hours,completed_on,assigned_on,course_type from training_task") == [
        ("250", "2025-06-20", None, "UPSKILL")
    ]
    assert await rows(store, "select state,decided_on from outside_learning") == [("APPROVED", "2025-06-30")]


async def test_it_is_taken_back_by_who_told_it_and_while_it_waits(store):
    await courses(store)
    me = context(store, "employee")
    row_id = await report_outside_learning(me, **TOLD)
    with pytest.raises(NotFound):
        await withdraw_outside_learning(context(store, "department_manager"), id=row_id)
    await withdraw_outside_learning(me, id=row_id)

    assert await rows(store, "select state from outside_learning") == [("WITHDRAWN",)]
    assert await rows(store, "select state from approval_request") == [("WITHDRAWN",)]
    with pytest.raises(InvalidState):
        await withdraw_outside_learning(me, id=row_id)
