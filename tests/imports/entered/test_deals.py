"""Deals from a file, tied to accounts that came by another."""

from __future__ import annotations

from datetime import date

import pytest

from server.incentives.scheme_models import Commission, Deal
from tests.imports.steps import Desk
from tests.plan.world import context, row, uid

FOUND = (
    "select d.code,d.name,d.signed_on,a.source_key from incentive_deal d "
    "left join customer_account a on a.id=d.customer_id order by d.code"
)


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def test_deals_name_their_account_by_its_number_and_change_by_their_own(desk):
    await desk.load("account_id,agent_id,start_date\nA-1,E3,2025-01-01\n", kind="accounts", source="crm")
    await desk.load(
        "合同号,合同名称,签约日期,客户\nc-1,年度服务,2025年3月1日,A-1\n", kind="deals", source="crm"
    )
    changed = await desk.load(
        "合同号,合同名称,签约日期\nC-1,年度服务续签,2025-03-02\n", kind="deals", source="crm"
    )
    assert await desk.rows(FOUND) == [("C-1", "年度服务续签", "2025-03-02", "crm:A-1")]

    await desk.undo(changed)

    assert await desk.rows(FOUND) == [("C-1", "年度服务", "2025-03-01", "crm:A-1")]


async def test_an_unknown_account_is_said_at_the_row(desk):
    text = "合同号,合同名称,签约日期,客户\nC-1,年度服务,2025-03-01,A-9\n"
    batch = await desk.upload(text, kind="deals", source="crm")
    await desk.check(batch)

    assert (await desk.counts(batch))[6] == "1"
    assert await desk.rows(FOUND) == []


async def test_a_deal_that_pays_somebody_by_now_stays(desk):
    batch = await desk.load("合同号,合同名称,签约日期\nC-1,年度服务,2025-03-01\n", kind="deals", source="crm")
    await propose(desk)

    await desk.undo(batch)

    assert (await desk.counts(batch))[-1] == "1"
    assert len(await desk.rows(FOUND)) == 1


async def propose(desk):
    async def work():
        deal = await Deal.get(code="C-1")
        await Commission.create(
            **row("K1"),
            deal_id=deal.id,
            employee_id=uid("E3"),
            amount="x",
            starts_on=date(2025, 3, 1),
            months=12,
        )

    await desk.ctx.store.write(work)
