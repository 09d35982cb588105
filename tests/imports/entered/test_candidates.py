"""Candidates from a file: contacts sealed, known by opening and phone, gone without trace when taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.recruiting.operations.openings import save_job_opening
from tests.imports.steps import Desk
from tests.plan.world import context

HEADER = "招聘需求,姓名,手机,渠道,相关经验月数,期望月薪,应聘日期"
FOUND = "select name,source,experience_months,state from candidate order by name"


@pytest.fixture
async def desk(town):
    ctx = context(town, "hr_manager")
    await save_job_opening(
        ctx, title="在线客服", department_code="D2", position_code="P1", owner_code="E2", budget=Decimal(6000)
    )
    return Desk(ctx)


@pytest.fixture
async def code(desk):
    return (await desk.rows("select code from job_opening"))[0][0]


async def test_candidates_come_in_once_and_go_again_with_their_keys(desk, code):
    keys = await desk.rows("select count(*) from person_key")
    first = f"{code},应聘一,13900001111,猎头,24,7000,2025-06-01"
    text = f"{HEADER}\n{first}\n{code},应聘二,13900001112,校招,0,,2025-06-02\n"

    batch = await desk.load(text, kind="candidates", source="ats")
    again = await desk.upload(text, kind="candidates", source="ats")
    await desk.check(again)

    assert await desk.rows(FOUND) == [
        ("应聘一", "AGENCY", "24", "APPLIED"), ("应聘二", "CAMPUS", "0", "APPLIED"),
    ]  # fmt: skip
    sealed = await desk.rows("select phone from candidate")
    assert not any("1390000111" in row[0] for row in sealed)
    assert (await desk.counts(again))[4] == "2"

    await desk.undo(batch)

    assert await desk.rows(FOUND) == []
    assert await desk.rows("select count(*) from candidate_event") == [("0",)]
    assert await desk.rows("select count(*) from person_key") == keys


async def test_a_row_without_contacts_and_a_referral_are_refused_as_on_the_form(desk, code):
    text = f"{HEADER}\n{code},无联系,,猎头,1,,\n{code},内推人,13900001113,内推,1,,\nR404,无需求,13900001114,猎头,1,,\n"

    batch = await desk.upload(text, kind="candidates", source="ats")
    await desk.check(batch)

    assert (await desk.counts(batch))[6] == "3"


async def test_what_differs_of_one_who_is_there_changes_and_goes_back(desk, code):
    await desk.load(f"{HEADER}\n{code},应聘一,13900001111,猎头,24,7000,\n", kind="candidates", source="ats")
    changed = await desk.load(
        f"{HEADER}\n{code},应聘一,13900001111,猎头,30,8000,\n", kind="candidates", source="ats"
    )
    assert [row[2] for row in await desk.rows(FOUND)] == ["30"]

    await desk.undo(changed)

    assert [row[2] for row in await desk.rows(FOUND)] == ["24"]
