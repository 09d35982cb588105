"""Candidates come in, move on with a dated step each, and nobody is turned down without a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.recruiting.models import ApplicationState as S
from server.recruiting.models import Candidate
from server.recruiting.operations.candidates import (
    add_candidate,
    change_candidate,
    move_candidate,
    refer_candidate,
)
from server.recruiting.operations.openings import close_job_opening
from server.store.keys import person_key
from tests.people.town import rows
from tests.performance.judged import caller
from tests.plan.world import uid
from tests.recruiting.looking import got

PHONE = "13900000001"
OTHER_PHONE = "13900000002"


async def test_contacts_and_pay_are_sealed_with_a_key_of_the_candidate(apply, town):
    made = await apply("周航", PHONE, pay=Decimal("5800.50"))
    row = await got(town, Candidate, id=made)
    key = await town.write(lambda: person_key(town.vault, made))
    assert PHONE not in str(row.phone)
    assert town.vault.open(key, f"candidate.phone|{made}", row.phone) == PHONE
    assert town.vault.open(key, f"candidate.expected_pay|{made}", row.expected_pay) == "5800.50"


async def test_a_manager_enters_a_candidate_without_pay(boss, opening, town):
    made = await add_candidate(boss, opening_id=opening, name="周航", phone=PHONE)
    assert (await got(town, Candidate, id=made)).state == S.APPLIED
    with pytest.raises(Denied):
        await add_candidate(
            boss, opening_id=opening, name="周航", phone="13900000002", expected_pay=Decimal(1)
        )
    with pytest.raises(Denied):
        await change_candidate(boss, id=made, expected_pay=Decimal(1))


async def test_input_is_looked_at(hr, apply, opening):
    await apply("周航", PHONE)
    for given in (
        {"phone": PHONE}, {"phone": "x"}, {"phone": None}, {"experience_months": -1}, {"source": "REFERRAL"},
        {"applied_on": date(2026, 1, 1)}, {"name": " "},
    ):  # fmt: skip
        with pytest.raises(InvalidInput):
            await add_candidate(hr, **{"opening_id": opening, "name": "周航", "phone": "13900000009"} | given)
    await close_job_opening(hr, id=opening)
    with pytest.raises(InvalidState):
        await apply("何苗", "13900000003")


async def test_an_employee_refers_somebody_and_the_hiring_manager_hears_of_it(staff, opening, town):
    with pytest.raises(InvalidInput):
        await refer_candidate(staff, opening_id=opening, name="周航", phone=PHONE)
    made = await refer_candidate(staff, opening_id=opening, name="周航", phone=PHONE, has_consent=True)
    row = await got(town, Candidate, id=made)
    assert (row.source, row.referred_by_id) == ("REFERRAL", uid("E3"))
    told = await rows(town, "select employee_id,link from notice where kind='recruiting'")
    assert told == [(uid("E2"), f"/recruiting/candidates/{made}")]


async def test_nobody_is_referred_for_what_is_not_open(staff, hr, opening):
    await close_job_opening(hr, id=opening)
    with pytest.raises(NotFound):
        await refer_candidate(staff, opening_id=opening, name="周航", phone=PHONE, has_consent=True)


async def test_an_employee_enters_and_moves_nobody(staff, opening, apply):
    made = await apply("周航", PHONE)
    with pytest.raises(NotFound):
        await add_candidate(staff, opening_id=opening, name="何苗", phone="13900000003")
    with pytest.raises(NotFound):
        await move_candidate(staff, id=made, state=S.TESTING)


async def test_another_departments_manager_finds_nobody(town, apply):
    made = await apply("周航", PHONE)
    outside = caller(town, "E6", "department_manager", ("D4",))
    with pytest.raises(NotFound):
        await move_candidate(outside, id=made, state=S.TESTING)


async def test_each_step_is_dated_and_follows_the_one_before(boss, apply, later, town):
    made = await apply("周航", PHONE)
    await move_candidate(boss, id=made, state=S.TESTING)
    with pytest.raises(InvalidState):
        await move_candidate(boss, id=made, state=S.OFFERED)
    with pytest.raises(InvalidInput):
        await move_candidate(boss, id=made, state=S.INTERVIEWING, happened_on=date(2025, 6, 29))
    await move_candidate(later(boss, 3), id=made, state=S.INTERVIEWING)
    await move_candidate(later(boss, 5), id=made, state=S.OFFERED)
    await move_candidate(later(boss, 6), id=made, state=S.WITHDRAWN, reason="另有选择")
    steps = await rows(
        town,
        f"select state,happened_on from candidate_event where candidate_id='{made}' order by happened_on,id",
    )
    assert [(state, int(day[-2:])) for state, day in steps] == [
        ("APPLIED", 30), ("TESTING", 30), ("INTERVIEWING", 3), ("OFFERED", 5), ("WITHDRAWN", 6),
    ]  # fmt: skip
    offers = (
        "select made_on,decided_on,result from offer where superseded_at is null and source_key is not null"
    )
    assert await rows(town, offers) == [("2025-07-05", "2025-07-06", "DECLINED")]


async def test_turning_somebody_down_takes_a_reason_and_can_be_taken_back(boss, apply, town):
    made = await apply("周航", PHONE)
    with pytest.raises(InvalidInput):
        await move_candidate(boss, id=made, state=S.REJECTED)
    await move_candidate(boss, id=made, state=S.REJECTED, reason="时间不合")
    row = await got(town, Candidate, id=made)
    assert (row.decided_on, row.reason) == (date(2025, 6, 30), "时间不合")
    await move_candidate(boss, id=made, state=S.APPLIED)
    row = await got(town, Candidate, id=made)
    assert (row.decided_on, row.reason) == (None, "")


async def test_what_is_known_of_a_candidate_changes(hr, apply, town):
    made = await apply("周航", PHONE)
    await change_candidate(
        hr, id=made, experience_months=8, note="可夜班", has_consent=True, expected_pay=Decimal(5000)
    )
    row = await got(town, Candidate, id=made)
    assert (row.experience_months, row.note, bool(row.has_consent)) == (8, "可夜班", True)
    with pytest.raises(InvalidInput):
        await change_candidate(hr, id=made, experience_months=9999)


async def test_how_somebody_was_written_down_is_put_right_and_one_way_to_reach_them_stays(
    hr, boss, apply, town
):
    made, other = await apply("周行", PHONE), await apply("林岚", OTHER_PHONE)
    before = await got(town, Candidate, id=made)

    await change_candidate(hr, id=made, name="周航", email="zhou@example.com")
    await change_candidate(hr, id=made, phone="")

    row = await got(town, Candidate, id=made)
    assert (row.name, row.phone, row.phone_hash) == ("周航", None, None)
    assert row.email_hash is not None
    assert before.phone is not None
    for changes in ({"email": ""}, {"phone": OTHER_PHONE}, {"phone": "12"}):
        with pytest.raises(InvalidInput):
            await change_candidate(hr, id=made, **changes)
    with pytest.raises(Denied):
        await change_candidate(boss, id=made, email="other@example.com")
    assert (await got(town, Candidate, id=made)).email_hash == row.email_hash
    await change_candidate(hr, id=other, phone=OTHER_PHONE)  # one's own is nobody's second application
