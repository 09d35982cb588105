"""The file for payroll: rows by employee number, hours of each month, and only for who may see the run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from schema.call import Call
from server.catalog.payroll import made, months_of, table_of
from server.incentives.models import Payout
from server.kernel.errors import InvalidInput, NotFound
from server.people.models import Attendance
from server.store.models import PersonKey
from server.web.execute import Executor
from tests.plan.world import context, row, uid
from tests.schema.payout_rows import PAID_RUN
from tests.schema.world import SCHEMA, everyone, planted

ADDED = (("K5", "E2", "250.00"), ("K6", "E1", "1200.05"))


@pytest.fixture
async def house(store):
    """Two more lines of the paid run, those of the higher numbers first; E3 has hours for the month."""
    world = await planted(store)

    async def work() -> None:
        for code, person, amount in ADDED:
            key = (await PersonKey.get(person_id=uid(person))).wrapped
            await Payout.create(
                **row(code), run_id=PAID_RUN, employee_id=uid(person), period="2025-05", basis="CSAT",
                amount=store.vault.seal(key, f"payout.amount|{uid(code)}", amount),
            )  # fmt: skip
        await Attendance.filter(employee_id=uid("E3"), month="2025-05").update(payable_hours=16800)

    await store.write(work)
    executor = Executor(SCHEMA, world.engine, lambda ctx: Call(ctx, world.engine, everyone))
    taken: list[Any] = []
    return SimpleNamespace(
        executor=executor, looks=SimpleNamespace(put=taken.append), store=store, taken=taken
    )


async def file(house: Any, role: str, run: str = PAID_RUN, **query: str) -> tuple[str, str, bytes]:
    request: Any = SimpleNamespace(query_params=query, path_params={"id": run})
    return await made(house, context(house.store, role), request)


async def test_rows_are_in_the_order_of_employee_numbers(house):
    name, media, content = await file(house, "payroll_specialist")

    assert content.decode("utf-8-sig").splitlines() == [
        "工号,计薪工时 2025-05,金额,币种",
        "E1,,1200.05,CNY",
        "E2,,250.00,CNY",
        "E3,168.00,500.00,CNY",
    ]
    assert (name, media) == ("激励发放-2025-05-2025-06-30.csv", "text/csv; charset=utf-8")
    assert len(house.taken) == 1, "the access log keeps who took it"


async def test_the_other_format_is_a_workbook(house):
    name, _, content = await file(house, "payroll_specialist", format="xlsx")

    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")


async def test_who_may_not_see_the_run_gets_no_file(house):
    for role, run in (("employee", PAID_RUN), ("administrator", PAID_RUN), ("payroll_specialist", uid("Z9"))):
        with pytest.raises(NotFound):
            await file(house, role, run)
    assert house.taken == []


async def test_another_format_is_refused(house):
    with pytest.raises(InvalidInput) as told:
        await file(house, "payroll_specialist", format="pdf")
    assert told.value.path == ("format",)


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2025-05", ["2025-05"]),
        ("2024-Q4", ["2024-10", "2024-11", "2024-12"]),
        ("2025", [f"2025-{month:02}" for month in range(1, 13)]),
    ],
)
def test_a_period_has_a_column_of_hours_for_each_month(period, months):
    assert months_of(period) == months
    heads = [column.en for column in table_of(period, months).columns]
    assert heads == ["Employee number", *(f"Payable hours {month}" for month in months), "Amount", "Currency"]
