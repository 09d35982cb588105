"""What is closed is used no more from its day on, and stays as it was before; nobody is left behind in it."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict, InvalidInput, InvalidState, NotFound
from server.people import operations
from server.people.operations.closing import ended, resumed
from server.people.rules import Span
from tests.people.town import refused, rows
from tests.plan.world import context

VERSIONS = (
    "select valid_from,valid_to from department_version where department_id='{0}' and superseded_at is null "
    "order by valid_from"
)


@pytest.fixture
async def spare(town):
    """A department, a position and a place that nobody is in."""
    hr = context(town, "hr_manager")
    await operations.create_department(
        hr, code="D9", name="九组", parent_code="D2", valid_from=date(2025, 1, 1)
    )
    await operations.create_location(hr, code="L9", name="城东")
    return hr


async def test_a_position_is_renamed_but_keeps_its_code(town):
    hr = context(town, "hr_manager")

    await operations.update_position(hr, code="P1", changes={"name": "高级客服", "grade": 3}, version=1)

    assert await rows(town, "select code,name,grade,version from position where code='P1'") == [
        ("P1", "高级客服", "3", "2")
    ]
    await refused(
        town, lambda: operations.update_position(hr, code="P1", changes={"name": "x"}, version=1), Conflict
    )
    await refused(
        town, lambda: operations.update_position(hr, code="P1", changes={"grade": 101}), InvalidInput
    )
    await refused(town, lambda: operations.update_position(hr, code="P1", changes={}), InvalidInput)
    await refused(town, lambda: operations.update_location(hr, id=None, changes={"city": "杭州"}), NotFound)


async def test_what_somebody_is_in_does_not_close(town):
    hr = context(town, "hr_manager")

    trouble = await refused(town, lambda: operations.close_position(hr, code="P1"), InvalidState)

    assert "people are still here" in trouble.en
    trouble = await refused(town, lambda: operations.close_department(hr, code="D2"), InvalidState)
    assert trouble.en == "1 open departments hang below; close or move them first."


async def test_a_closed_department_takes_nobody_and_was_there_before(spare, town):
    await operations.close_department(spare, code="D9", closed_on=date(2025, 6, 1))

    made = (await rows(town, "select id from department where code='D9'"))[0][0]
    assert await rows(town, VERSIONS.format(made)) == [("2025-01-01", "2025-06-01")]
    trouble = await refused(
        town,
        lambda: operations.transfer_employee(
            spare, code="E4", department_code="D9", effective_on=date(2025, 6, 1)
        ),
        InvalidState,
    )
    assert "closed since 2025-06-01" in trouble.en
    await refused(
        town,
        lambda: operations.hire_employee(
            spare, code="E9", name="何敏", department_code="D9", hired_on=date(2025, 7, 1)
        ),
        InvalidState,
    )
    await refused(town, lambda: operations.close_department(spare, code="D9"), InvalidState)


async def test_a_department_opens_again_from_today_and_the_gap_stays_known(spare, town):
    await operations.close_department(spare, code="D9", closed_on=date(2025, 6, 1))

    made = await operations.reopen_department(spare, code="D9")

    assert await rows(town, VERSIONS.format(made)) == [("2025-01-01", "2025-06-01"), ("2025-06-30", None)]
    assert await rows(town, "select closed_on from department where code='D9'") == [(None,)]
    await refused(town, lambda: operations.reopen_department(spare, code="D9"), InvalidState)


async def test_one_that_has_not_closed_yet_goes_on_without_a_gap(spare, town):
    await operations.close_department(spare, code="D9", closed_on=date(2025, 12, 1))

    made = await operations.reopen_department(spare, code="D9")

    assert await rows(town, VERSIONS.format(made)) == [("2025-01-01", None)]


async def test_a_child_does_not_open_under_a_closed_parent(spare, town):
    await operations.create_department(spare, code="D8", name="八组", parent_code="D9")
    await operations.close_department(spare, code="D8")
    await operations.close_department(spare, code="D9")

    await refused(town, lambda: operations.reopen_department(spare, code="D8"), InvalidState)


async def test_a_place_closes_and_opens(spare, town):
    await operations.close_location(spare, code="L9", closed_on=date(2025, 7, 1))
    assert await rows(town, "select closed_on from location where code='L9'") == [("2025-07-01",)]

    await operations.reopen_location(spare, code="L9")

    assert await rows(town, "select action from audit_entry order by seq") == [
        ("people.create_department",),
        ("people.create_location",),
        ("people.close_location",),
        ("people.reopen_location",),
    ]
    await refused(town, lambda: operations.close_location(spare), InvalidInput)


def test_spans_end_and_resume():
    first, second = Span(date(2025, 1, 1), date(2025, 5, 1), {}, "a"), Span(date(2025, 5, 1), None, {}, "b")

    cut = ended([first, second], date(2025, 3, 1))
    assert (cut.superseded, [(span.start, span.end) for span in cut.made]) == (
        ("a", "b"),
        [(date(2025, 1, 1), date(2025, 3, 1))],
    )
    again = resumed([first], date(2025, 5, 1))
    assert [(span.start, span.end) for span in again.made] == [(date(2025, 1, 1), None)]
