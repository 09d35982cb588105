"""Reports from the field: kept, sent, and counted once somebody else has confirmed them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.catalog.field import decide_field_report
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.performance.field.operations import save_field_report, withdraw_field_report
from server.performance.models import FieldReportKind
from tests.people.town import plant, rows
from tests.performance.judged import caller
from tests.plan.world import context, uid

DEAL: dict[str, Any] = {
    "kind": FieldReportKind.DEAL,
    "happened_on": date(2025, 6, 27),
    "customer_ref": "c77",
    "amount": Decimal("1280.50"),
    "is_key": True,
}
VISIT: dict[str, Any] = {
    "kind": FieldReportKind.VISIT,
    "happened_on": date(2025, 6, 30),
    "customer_ref": "c78",
}
CASE: dict[str, Any] = {
    "kind": FieldReportKind.SERVICE,
    "happened_on": date(2025, 6, 30),
    "customer_ref": "c79",
    "is_success": True,
    "followups_due": 2,
    "followups_done": 1,
}


@pytest.fixture
async def staff(store):
    await plant(store)
    return context(store, "employee")


@pytest.fixture
def manager(store):
    return context(store, "department_manager")


async def facts(store) -> list[list[tuple[object, ...]]]:
    return [
        await rows(store, "select agent_id,paid_on,amount,segment,source_key from sales_order"),
        await rows(store, "select agent_id,consulted_on,customer_ref from consult"),
        await rows(store, "select agent_id,closed_on,followups_due,followups_done from service_case"),
    ]


async def test_a_deal_counts_once_the_manager_has_confirmed_it(staff, manager, store):
    made = await save_field_report(staff, **DEAL)
    await save_field_report(staff, id=made, **DEAL, send=True, version=1)
    assert await facts(store) == [[], [], []]
    told = await rows(store, "select employee_id,done_at from notice where kind='field'")
    assert told == [(uid("E2"), None)]
    await decide_field_report(manager, id=made, confirm=True)

    key = f"field:{made}"
    assert await facts(store) == [[(uid("E3"), "2025-06-27", "128050", "KEY", key)], [], []]
    assert await rows(store, "select source from metric_touch where source='sales_order'") == [
        ("sales_order",)
    ]
    with pytest.raises(InvalidState):
        await decide_field_report(manager, id=made, confirm=True)


async def test_a_visit_and_a_case_are_facts_of_their_own(staff, manager, store):
    for given in (VISIT, CASE):
        made = await save_field_report(staff, **given, send=True)
        await decide_field_report(manager, id=made, confirm=True)

    assert await facts(store) == [
        [], [(uid("E3"), "2025-06-30", "c78")], [(uid("E3"), "2025-06-30", "2", "1")],
    ]  # fmt: skip


async def test_what_is_returned_is_completed_and_sent_again(staff, manager, store):
    made = await save_field_report(staff, **VISIT, send=True)
    with pytest.raises(InvalidInput):
        await decide_field_report(manager, id=made, confirm=False)
    await decide_field_report(manager, id=made, confirm=False, decision="请写明客户代号")
    assert await rows(store, "select state,decision from field_report") == [("RETURNED", "请写明客户代号")]
    await save_field_report(staff, id=made, **VISIT | {"customer_ref": "c80"}, send=True)
    await decide_field_report(manager, id=made, confirm=True)

    assert (await facts(store))[1] == [(uid("E3"), "2025-06-30", "c80")]
    with pytest.raises(InvalidState):
        await withdraw_field_report(staff, id=made)


async def test_a_report_is_taken_back_before_it_is_confirmed(staff, manager, store):
    made = await save_field_report(staff, **VISIT, send=True)
    await withdraw_field_report(staff, id=made)
    with pytest.raises(InvalidState):
        await decide_field_report(manager, id=made, confirm=True)
    assert await facts(store) == [[], [], []]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("1.001")}, "amount"),
        ({"happened_on": date(2025, 7, 1)}, "happenedOn"),
        ({"happened_on": date(2025, 4, 30)}, "happenedOn"),
        ({"customer_ref": " "}, "customerRef"),
        ({"note": "长" * 501}, "note"),
        ({"followups_due": 1, "followups_done": 2}, "followupsDone"),
    ],
)
async def test_a_report_that_makes_no_sense_is_refused(staff, given, field):
    with pytest.raises(InvalidInput) as caught:
        await save_field_report(staff, **DEAL | given)
    assert caught.value.path == ("input", field)


async def test_nobody_confirms_their_own_and_drafts_are_nobody_elses(staff, manager, store):
    draft = await save_field_report(staff, **DEAL)
    with pytest.raises(NotFound):
        await decide_field_report(manager, id=draft, confirm=True)
    with pytest.raises(NotFound):
        await save_field_report(caller(store, "E4", "employee"), id=draft, **DEAL)
    with pytest.raises(NotFound):
        await withdraw_field_report(caller(store, "E4", "employee"), id=draft)
    with pytest.raises(Conflict):
        await save_field_report(staff, id=draft, **DEAL, version=9)
    sent = await save_field_report(staff, **DEAL, send=True)
    with pytest.raises(Denied):
        await decide_field_report(caller(store, "E3", "hr_manager"), id=sent, confirm=True)
    with pytest.raises(Denied):
        await decide_field_report(context(store, "performance_specialist"), id=sent, confirm=True)
    assert await facts(store) == [[], [], []]
