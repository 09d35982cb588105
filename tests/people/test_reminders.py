"""What ends is told once at each step, to those who keep the record and may see it, never to the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.kernel.upload import Upload
from server.people import operations as ops
from server.people.models import Contract, DocumentKind
from server.people.reminders import reminders, step
from tests.people.town import one, rows
from tests.plan.world import CALLERS, context, uid

E1, E2, E6 = uid("E1"), uid("E2"), uid("E6")
TOLD = "select employee_id,kind,title_zh,due_on,link from notice order by employee_id"


async def everyone():
    return [caller.principal() for caller in CALLERS.values()]


async def remind(town, day: date = date(2025, 6, 30)):
    await reminders(everyone)(replace(context(town, "hr_manager"), today=day))


async def test_a_probation_is_told_to_hr_and_the_line_manager(town):
    await ops.change_contract(context(town, "hr_manager"), code="E4", probation_ends_on=date(2025, 7, 14))

    await remind(town)

    title, place = "赵磊 的试用期 2025-07-14 到期，请办理转正或其他安排", f"/people/{uid('E4')}/employment"
    assert await rows(town, TOLD) == [(E1, "people.probation", title, "2025-07-14", place)]


async def test_each_step_is_told_once(town):
    await ops.change_contract(context(town, "hr_manager"), code="E4", probation_ends_on=date(2025, 7, 14))

    for day in (30, 30):
        await remind(town, date(2025, 6, day))
    await remind(town, date(2025, 7, 3))
    await remind(town, date(2025, 7, 8))

    keys = await rows(town, "select key from notice order by key")
    assert [key[0].rpartition(":")[2] for key in keys] == ["14", "7"]


async def test_hr_of_the_department_is_told_before_hr_of_the_company(town):
    hr = context(town, "hr_manager")
    await ops.transfer_employee(hr, code="E4", department_code="D4", effective_on=date(2025, 6, 1))
    await ops.change_contract(hr, code="E4", contract=Contract.FIXED_TERM, contract_ends_on=date(2025, 8, 1))

    await remind(town)

    assert await rows(town, "select employee_id,kind from notice") == [(E6, "people.contract")]


async def test_a_document_is_told_to_those_alone_who_may_see_it(town):
    paper = Upload("证书.pdf", b"%PDF-1.7 c")
    hr = context(town, "hr_manager")
    for kind in (DocumentKind.CERTIFICATE, DocumentKind.IDENTITY):
        await ops.add_document(hr, code="E3", file=paper, kind=kind, valid_until=date(2025, 7, 7))

    await remind(town)

    assert await rows(town, "select employee_id,count(*) from notice group by employee_id order by 1") == [
        (E1, "2"), (E2, "1")
    ]  # fmt: skip


async def test_who_is_leaving_or_confirmed_is_not_told_of(town):
    hr = context(town, "hr_manager")
    await ops.change_contract(hr, code="E4", probation_ends_on=date(2025, 7, 14))
    await ops.complete_probation(hr, code="E4")

    await remind(town)

    assert await one(town, "select count(*) from notice") == 0


@pytest.mark.parametrize(
    ("day", "due"),
    [(date(2025, 7, 15), None), (date(2025, 7, 14), 14), (date(2025, 7, 8), 14), (date(2025, 7, 7), 7),
     (date(2025, 7, 1), 1), (date(2025, 6, 30), 1), (date(2025, 6, 29), None)],
)  # fmt: skip
def test_the_smallest_number_of_days_reached_is_due(day, due):
    assert step(day, date(2025, 6, 30), (14, 7, 1)) == due
