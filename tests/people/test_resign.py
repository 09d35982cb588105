"""Handing in one's own resignation: for oneself, within a year, once; HR's own record goes before it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from server import approvals
from server.approvals import Decided
from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.people import operations
from server.people.models import LeaveKind
from tests.approvals.cast import resign, settled, signed_in
from tests.approvals.conftest import town  # noqa: F401 (the fixture)
from tests.people.town import one, refused, rows
from tests.plan.world import TODAY, context, uid


async def test_the_last_day_lies_between_today_and_a_year_on(town):  # noqa: F811
    me = signed_in(town, "E3")
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=367)):
        refusal = await refused(town, partial(operations.hand_in_resignation, me, last_day=day), InvalidInput)
        assert refusal.path == ("input", "lastDay")
    long: dict[str, Any] = {"last_day": TODAY, "reason": "长" * 513}
    await refused(town, lambda: operations.hand_in_resignation(me, **long), InvalidInput)

    assert await resign(town, last_day=TODAY)


async def test_who_does_not_work_here_cannot_resign(town):  # noqa: F811
    nobody = context(town, "administrator")
    await refused(town, lambda: operations.hand_in_resignation(nobody, last_day=TODAY), NotFound)
    await refused(
        town, lambda: operations.hand_in_resignation(signed_in(town, "E5"), last_day=TODAY), InvalidState
    )


async def test_the_reason_is_neither_in_the_request_nor_in_the_audit_trail(town):  # noqa: F811
    await resign(town, reason="家里有事")

    found = await rows(
        town, "select changes from audit_entry union all select summary_zh from approval_request"
    )
    assert "家里有事" not in str(found)


async def test_a_leave_hr_has_recorded_meanwhile_stands_and_nobody_is_asked_any_more(town):  # noqa: F811
    request = await resign(town)
    for code in ("E2", "E6"):
        await approvals.decide(signed_in(town, code), request, Decided.APPROVE)
    hr = context(town, "hr_manager")
    sooner = date(2025, 7, 5)
    await operations.record_leave(hr, code="E3", left_on=sooner, leave_kind=LeaveKind.INVOLUNTARY)

    assert await settled(town, request) == "WITHDRAWN"

    stay = (
        f"select left_on,leave_kind from employment where employee_id='{uid('E3')}' and superseded_at is null"
    )
    assert await rows(town, stay) == [("2025-07-05", "INVOLUNTARY")]
    assert await one(town, "select count(*) from exit_case") == 1
