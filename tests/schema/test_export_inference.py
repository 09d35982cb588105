"""What cannot be worked out from files: no score leaves with pay, and no pay with scores, in either format."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest
from python_calamine import load_workbook

from server.catalog.exports import PEOPLE
from server.catalog.payroll import made
from server.kernel.errors import Trouble
from server.metrics.agreed.registry import Registry
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.reporting.exports import export
from server.web.execute import Executor
from tests.schema.payout_rows import PAID_RUN
from tests.schema.test_payout_inference import FIGURES
from tests.schema.world import SCHEMA, World, planted

OWN = {"payroll_specialist": "E6", "department_manager": "E2"}
"""Who calls; they may read what is theirs."""
FILTERS = {
    "payroll_specialist": (
        {"payouts": {"some": {"attainment": {"gte": 90}}}},
        {"scorecards": {"some": {"score": {"gte": 90}}}},
        {"reviews": {"some": {"rating": {"in": ["A"]}}}},
        {"awards": {"some": {"honor": {"code": {"eq": "STAR"}}}}},
    ),
    "department_manager": (
        {"baseSalary": {"gte": 1}},
        {"payouts": {"some": {"amount": {"gte": 1}}}},
        {"awards": {"some": {"honor": {"cash": {"gte": 1}}}}},
    ),
}


@pytest.fixture
async def world(sqlite_store) -> World:
    return await planted(sqlite_store)


@pytest.fixture
def house(world: World) -> Any:
    """As much of the house as a file asks for."""
    executor = Executor(SCHEMA, world.engine, lambda ctx: world.call(ctx.principal.username))
    return SimpleNamespace(executor=executor, looks=SimpleNamespace(put=lambda _: None), store=world.store)


def rows_of(content: bytes, kind: str) -> list[list[str]]:
    if kind == "csv":
        return [line.split(",") for line in content.decode("utf-8-sig").splitlines()]
    sheets = load_workbook(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in sheets.get_sheet_by_index(0).to_python()]


async def people(house: Any, world: World, role: str, kind: Any, **variables: object) -> list[list[str]]:
    _, _, content = await PEOPLE.export(house, world.context(role), dict(variables), kind)
    assert isinstance(content, bytes)
    return rows_of(content, kind)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_the_people_file_gives_pay_to_no_manager_and_scores_to_nobody(world, house, kind):
    head, *lines = await people(house, world, "department_manager", kind)
    paid = (
        [line[head.index("基本月薪")] for line in lines if line[0] != OWN["department_manager"]]
        if ("基本月薪" in head)
        else []
    )
    assert {*paid} <= {""}

    for role in OWN:
        head, *_ = await people(house, world, role, kind)
        assert not [
            word for word in head if any(part in word for part in ("得分", "等级", "名次", "达成", "奖"))
        ]


@pytest.mark.parametrize("role", OWN)
async def test_a_file_can_not_be_cut_by_what_is_hidden(world, house, role):
    """A filter over the other's side is refused, or finds nobody but oneself, or leaves everybody in."""
    _, *everybody = await people(house, world, role, "csv")
    for where in FILTERS[role]:
        try:
            _, *found = await people(house, world, role, "csv", where=where)
        except Trouble:
            continue
        codes = {line[0] for line in found}
        assert codes <= {OWN[role]} or codes == {line[0] for line in everybody}, (where, codes)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("role", FIGURES)
async def test_a_file_of_figures_holds_no_value_of_the_other_side(world, role, kind):
    ctx, period = world.context(role), PeriodAsk(named=("2025",))
    for key in FIGURES[role]:
        for by in ((), ("department",)):
            try:
                found = await export(ctx, Registry(world.store), [Ask(key, period, by=by)], kind)
            except Trouble:
                continue
            head, *lines = rows_of(found.content, kind)
            shown = [line[head.index("数值")] for line in lines if len(line) == len(head) and line[0] == key]
            assert not [value for value in shown if any(map(str.isdigit, value))], (key, by, shown)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_the_payroll_file_holds_hours_and_amounts_and_no_manager_gets_it(world, house, kind):
    request: Any = SimpleNamespace(query_params={"format": kind}, path_params={"id": PAID_RUN})
    _, _, content = await made(house, world.context("payroll_specialist"), request)
    assert rows_of(content, kind)[0] == ["工号", "计薪工时 2025-05", "金额", "币种"]

    for role in ("department_manager", "performance_specialist", "hr_specialist"):
        with pytest.raises(Trouble) as told:
            await made(house, world.context(role), request)
        assert (told.value.code, "500" in str(told.value)) == ("NOT_FOUND", False)
