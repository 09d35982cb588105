"""Revealing an ID number: for those with the right, for a reason, and never without a trace."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, IdempotencyMismatch, InvalidInput, NotFound
from server.people import operations
from server.people.models import Employee
from tests.people.town import picture
from tests.plan.world import context, uid

NUMBER = "999999199001010003"
LOOKS = "select actor_name,subject_id,field_group,purpose,document,rows from access_log order by id"
ENTRIES = "select action,subject_id,purpose,changes from audit_entry order by seq"


async def reveal(town, role="hr_manager", **given):
    return await operations.reveal_id_number(
        context(town, role), **({"code": "E3", "reason": "办理社保"} | given)
    )


async def test_the_hr_manager_sees_the_number_and_the_reason_is_kept(town):
    shown = await reveal(town)

    assert (shown.employee_id, shown.id_number) == (uid("E3"), NUMBER)
    name = context(town, "hr_manager").principal.name
    assert await town.reads.rows(LOOKS) == [(name, uid("E3"), "identity", "办理社保", "revealIdNumber", 1)]
    assert await town.reads.rows(ENTRIES) == [("people.reveal_id_number", uid("E3"), "办理社保", "{}")]


async def test_the_number_is_kept_nowhere_in_clear(town):
    await reveal(town, idempotency_key="once")

    kept = str([await picture(town), await town.reads.rows("select * from access_log")])
    assert NUMBER not in kept


REFUSED = {
    "one's own, which the policy reveals to nobody by this act": ("employee", {}, Denied),
    "a manager of the team": ("department_manager", {}, Denied),
    "who reads it masked": ("payroll_specialist", {}, Denied),
    "out of sight": ("employee", {"code": "E4"}, NotFound),
    "nobody of that number": ("hr_manager", {"code": "E99"}, NotFound),
    "no reason": ("hr_manager", {"reason": "   "}, InvalidInput),
    "a reason too short": ("hr_manager", {"reason": " a  b "}, InvalidInput),
    "a reason too long": ("hr_manager", {"reason": "因" * 201}, InvalidInput),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_refusal_shows_and_keeps_nothing(town, case):
    role, given, trouble = REFUSED[case]
    before = await picture(town)

    with pytest.raises(trouble):
        await reveal(town, role, **given)

    assert await picture(town) == before
    assert await town.reads.rows(LOOKS) == []


async def test_the_same_request_again_is_another_look_but_one_audit_entry(town):
    first = await reveal(town, idempotency_key="k")
    second = await reveal(town, idempotency_key="k")

    assert first == second
    assert len(await town.reads.rows(LOOKS)) == 2
    assert len(await town.reads.rows(ENTRIES)) == 1


async def test_a_key_used_for_another_reason_is_refused_and_shows_nothing(town):
    await reveal(town, idempotency_key="k")

    with pytest.raises(IdempotencyMismatch):
        await reveal(town, idempotency_key="k", reason="另一个原因")

    assert len(await town.reads.rows(LOOKS)) == 1


async def test_who_has_no_number_on_record_shows_none_and_the_look_is_kept(town):
    await town.write(lambda: Employee.filter(code="E3").update(id_number=None, id_number_hash=None))

    shown = await reveal(town)

    assert shown.id_number is None
    assert len(await town.reads.rows(LOOKS)) == 1
