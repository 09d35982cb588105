"""How an operation runs: once for a key, whole or not at all, with both clocks kept."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict
from server.people import operations
from server.people.models import Compensation
from server.people.operations.record import live_spans
from tests.people.town import one, picture
from tests.plan.world import context, uid


async def test_a_failure_at_the_end_undoes_what_came_before(town):
    before = await picture(town)

    with pytest.raises(Conflict):
        await operations.transfer_employee(
            context(town, "hr_manager"), code="E3", department_code="D3", version=9, idempotency_key="k"
        )

    assert await picture(town) == before


async def test_a_replay_answers_even_when_the_person_has_moved_out_of_scope(town):
    ctx, given = (
        context(town, "hr_manager"),
        {"code": "E3", "left_on": date(2025, 6, 1), "leave_kind": "OTHER"},
    )

    first = await operations.record_leave(ctx, **given, idempotency_key="k")

    assert await operations.record_leave(ctx, **given, idempotency_key="k") == first
    assert await one(town, "select count(*) from audit_entry") == 1


async def test_pay_is_opened_for_the_operation_alone(town):
    async def read():
        return await live_spans(context(town, "hr_manager"), Compensation, uid("E3"))

    (span,) = await town.write(read)

    assert span.values["base_salary"] == "9000.50"
