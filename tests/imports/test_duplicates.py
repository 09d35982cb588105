"""Records that look like one person are found, with reasons, until somebody says they are two."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.duplicates import candidates, confidence
from server.kernel.errors import PageTooLarge
from server.people.operations import hire_employee
from tests.imports.steps import Desk
from tests.plan.world import TODAY, context, uid

FACTS = ("employment", "assignment", "compensation", "grievance", "attendance")


@pytest.fixture
def hr(town):
    return Desk(context(town, "hr_manager"))


@pytest.fixture
async def twin(hr, town):
    """A second record of E3, under a code of its own."""
    return await hire_employee(
        hr.ctx,
        code="X3",
        name="陈佳",
        hired_on=TODAY,
        department_code="D4",
        phone="13800000003",
        id_number="999999199001010003",
    )


def live(table):
    extra = "" if table == "attendance" else " where superseded_at is null"
    day = {"attendance": "month", "grievance": "filed_on"}.get(table, "valid_from")
    return f"select employee_id,{day} from {table}{extra} order by 1,2"


async def stand(desk):
    return [await desk.rows(live(table)) for table in FACTS]


async def test_the_twin_is_found_with_reasons_and_told_apart_when_somebody_says_so(hr, twin):
    found = await candidates(hr.ctx)

    assert [(each.one, each.other, each.reasons, each.confidence) for each in found] == [
        (uid("E3"), twin, ("SAME_ID_NUMBER", "SAME_PHONE"), 99)
    ]
    await act.mark_different(hr.ctx, one_id=twin, other_id=uid("E3"))
    assert await candidates(hr.ctx) == []


def test_a_shared_phone_weighs_more_between_people_of_one_name():
    assert confidence([("SAME_PHONE", 55)], same_name=False) == 55
    assert confidence([("SAME_PHONE", 55)], same_name=True) == 90
    assert confidence([("SAME_PHONE", 55), ("SAME_EMAIL", 55)], same_name=False) == 80


async def test_a_page_holds_at_most_two_hundred(hr):
    with pytest.raises(PageTooLarge):
        await candidates(hr.ctx, limit=201)
