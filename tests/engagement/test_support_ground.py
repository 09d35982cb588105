"""Where a request stands to somebody: one's own to see, and not one's own to solve."""

from __future__ import annotations

import pytest

from server.engagement.models import SupportRequest
from server.engagement.operations.support_ground import answered, place_of
from tests.performance.judged import caller
from tests.plan.world import NOW, uid


@pytest.mark.parametrize(
    ("person", "seen", "handled"),
    [("E3", True, False), ("E6", True, True), ("E1", True, True), ("E4", False, False)],
)
async def test_sides_see_a_request_and_handlers_handle_it(town, person, seen, handled):
    row = SupportRequest(
        requester_id=uid("E3"), assignee_id=uid("E6"), escalated_to_id=uid("E1"), department_id=uid("D4")
    )
    ctx = caller(town, person, "employee")
    assert (place_of(ctx, row).employee_id is not None) is seen
    assert (place_of(ctx, row, as_handler=True).employee_id is not None) is handled


def test_only_the_first_answer_counts(hr):
    row = SupportRequest(answer_due_at=NOW, solve_due_at=NOW, first_response_at=None)
    assert answered(hr, row) == {"first_response_at": NOW, "due_at": NOW}
    row.first_response_at = NOW
    assert answered(hr, row) == {}
