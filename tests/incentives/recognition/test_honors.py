"""Honors: given once for a period within their places, with the leave they bring, and never to oneself."""

from __future__ import annotations

from typing import Any

import pytest

from server.incentives.payouts.operations import reversing, runs
from server.incentives.payouts.rules import AwardPaid, HonorFull
from server.incentives.recognition.operations import honors
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.incentives.fair import as_role, award, hr, paid, payroll, proposed, set_up
from tests.people.town import one, rows
from tests.plan.world import context

AWARDS = (
    "select e.code,h.code,a.period,a.state from award a join employee e on e.id=a.employee_id "
    "join honor h on h.id=a.honor_id order by a.id"
)
LEAVE = (
    "select b.granted_hours,b.remaining_hours from absence_balance b join absence_type t on t.id=b.type_id "
    "where t.code='LIEU'"
)


@pytest.fixture
async def fair(store):
    await set_up(store)
    return store


async def test_an_award_hangs_on_the_wall_and_brings_its_leave_once(fair):
    await award(fair, idempotency_key="once")
    await award(fair, idempotency_key="once")

    assert await rows(fair, AWARDS) == [("E3", "STAR", "2025-05", "GIVEN")]
    assert await rows(fair, LEAVE) == [("800", "800")]
    assert await one(fair, "select count(*) from notice where kind='award'") == 1


async def test_an_honor_has_so_many_places_and_equals_may_share_one(fair):
    await award(fair)
    with pytest.raises(HonorFull):
        await award(fair, "E4")
    await award(fair, "E4", shares_place=True)
    with pytest.raises(InvalidState):
        await award(fair, "E3", shares_place=True)

    assert await one(fair, "select count(*) from award") == 2


@pytest.mark.parametrize(
    ("given", "trouble"),
    [
        ({"period": "2025-Q1"}, InvalidInput),
        ({"period": "2025-07"}, InvalidInput),
        ({"honor_code": "NONE"}, InvalidInput),
        ({"employee_code": "E9"}, NotFound),
    ],
)
async def test_an_award_needs_an_honor_its_period_and_a_person(sqlite_store, given, trouble):
    await set_up(sqlite_store)
    usual = {"honor_code": "STAR", "period": "2025-05", "employee_code": "E3"}
    with pytest.raises(trouble):
        await honors.give_award(hr(sqlite_store), **(usual | given))


async def test_nobody_honors_themselves(fair):
    with pytest.raises(Denied):
        await award(fair, "E6")
    manager = context(fair, "department_manager")
    with pytest.raises((Denied, NotFound)):
        await honors.give_award(manager, honor_code="STAR", period="2025-05", employee_code="E6")
    assert await rows(fair, AWARDS) == []


async def test_a_manager_honors_their_own_people(fair):
    await honors.give_award(
        context(fair, "department_manager"), honor_code="SMILE", period="2025-05", employee_code="E3"
    )
    assert await rows(fair, AWARDS) == [("E3", "SMILE", "2025-05", "GIVEN")]


async def test_a_revoked_award_takes_its_leave_back(fair):
    row = await award(fair)

    await honors.revoke_award(hr(fair), id=row, reason="数据有误")

    assert await rows(fair, AWARDS) == [("E3", "STAR", "2025-05", "REVOKED")]
    assert await rows(fair, LEAVE) == [("0", "0")]


async def test_an_award_revoked_by_mistake_stands_again_with_its_leave_as_often_as_need_be(fair):
    row = await award(fair)
    for version in (1, 3):
        await honors.revoke_award(hr(fair), id=row, reason="点错了", version=version)
        assert await rows(fair, LEAVE) == [("0", "0")]
        with pytest.raises(Conflict):
            await honors.restore_award(hr(fair), id=row, version=version)
        await honors.restore_award(hr(fair), id=row, version=version + 1)

    assert await rows(fair, AWARDS) == [("E3", "STAR", "2025-05", "GIVEN")]
    assert await rows(fair, LEAVE) == [("800", "800")]
    with pytest.raises(InvalidState):
        await honors.restore_award(hr(fair), id=row)


async def test_an_award_stays_revoked_once_its_place_is_anothers(fair):
    row = await award(fair)
    await honors.revoke_award(hr(fair), id=row, reason="数据有误")
    await award(fair, "E4")

    with pytest.raises(HonorFull):
        await honors.restore_award(hr(fair), id=row)
    with pytest.raises(Denied):
        await honors.restore_award(as_role(fair, "E3"), id=row)
    assert await rows(fair, AWARDS) == [
        ("E3", "STAR", "2025-05", "REVOKED"),
        ("E4", "STAR", "2025-05", "GIVEN"),
    ]


async def test_an_award_that_was_paid_is_reversed_before_it_is_revoked(fair):
    row = await award(fair, "E3", "CHAMP")
    await paid(fair, await proposed(fair))
    with pytest.raises(AwardPaid):
        await honors.revoke_award(hr(fair), id=row, reason="数据有误")

    line = str(await one(fair, "select id from payout"))
    await reversing.reverse_payouts(payroll(fair), ids=[line], reason="数据有误")
    await honors.revoke_award(hr(fair), id=row, reason="数据有误")

    assert await rows(fair, AWARDS) == [("E3", "CHAMP", "2025-05", "REVOKED")]


async def test_an_honor_is_defined_and_changed_by_hr_alone(fair):
    given: dict[str, Any] = {"code": "care", "name": "关怀之星", "cash": "300.00", "places": 2}
    for role in ("payroll_specialist", "department_manager", "performance_specialist"):
        with pytest.raises(Denied):
            await honors.save_honor(as_role(fair, "E2", role), **given)
    await honors.save_honor(hr(fair), **given)
    await honors.save_honor(hr(fair), code="CARE", is_active=False, version=1)

    found = "select code,name,cash,places,is_active from honor where code='CARE'"
    ((code, name, cash, places, _),) = await rows(fair, found)
    assert (code, name, cash, places) == ("CARE", "关怀之星", "30000", "2")
    kept = await rows(fair, "select changes from audit_entry where action='incentives.save_honor'")
    assert "30000" not in str(kept)


@pytest.mark.parametrize(
    "given",
    [{"code": "x"}, {"places": 0}, {"icon": "<svg>"}, {"cash": "-1"}, {"cash": "1.005"}, {"name": " "}],
    ids=lambda given: next(iter(given)),
)
async def test_an_honor_is_refused_for(sqlite_store, given):
    await set_up(sqlite_store)
    with pytest.raises(InvalidInput):
        await honors.save_honor(hr(sqlite_store), **({"code": "CARE", "name": "关怀之星"} | given))


async def test_payments_of_a_revoked_run_do_not_hold_an_award(fair):
    row = await award(fair, "E3", "CHAMP")
    run = await proposed(fair)
    await runs.revoke_payout_run(payroll(fair), id=run, reason="名单有误")

    await honors.revoke_award(hr(fair), id=row, reason="名单有误")

    assert await rows(fair, AWARDS) == [("E3", "CHAMP", "2025-05", "REVOKED")]
