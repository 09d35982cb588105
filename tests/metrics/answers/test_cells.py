"""Rows, cells and what stands beside them, made from figures that are already worked out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.metrics.agreed.governed import governed
from server.metrics.agreed.standing import Standing
from server.metrics.answers.cells import cell_of, dim_value, in_order, table_of
from server.metrics.answers.planning import prepare
from server.metrics.answers.work import Worked, work
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.definitions import Target
from server.metrics.dictionary.load import load_builtin
from server.metrics.reckoning.question import TOTAL
from server.metrics.words import CellStatus, Compare, Grain, TargetState
from tests.metrics.answers.firm import APRIL_END, FIRM
from tests.metrics.company import found

KEY = "headcount_closing"
BOTH = PeriodAsk(named=("2025-02", "2025-03"))


async def worked(ctx, *targets, key=KEY, **more) -> Worked:
    dictionary = load_builtin()
    metric = replace(dictionary.metrics[key], targets=targets)
    laid = governed(replace(dictionary, metrics={**dictionary.metrics, key: metric}), Standing(), APRIL_END)
    question: Any = prepare(ctx, laid, Ask(key, BOTH, **more))
    (out,) = await work(ctx, [question])
    return out


@pytest.fixture
async def ctx(sqlite_store):
    return await found(sqlite_store, APRIL_END, FIRM)


async def test_departments_stand_before_those_beneath_them(ctx):
    found_out = await worked(ctx, by=("department",))

    codes = [dim_value(found_out, "department", group[0]).key for group in in_order(found_out)]

    assert codes == ["CO", "N", "N1", "N2", "S"]


async def test_what_has_no_key_comes_last_and_has_a_name(ctx):
    found_out = await worked(ctx, by=("gender",))

    rows = table_of(ctx, found_out).rows

    assert [row.group[0].key for row in rows] == ["F", ""]
    assert [row.group[0].label.zh for row in rows] == ["女", "未归属"]


async def test_a_hidden_cell_tells_nothing_and_lends_no_comparison(ctx):
    found_out = await worked(ctx, compare=(Compare.PRIOR_PERIOD,))
    february, march = (column.mark for column in found_out.question.columns)
    found_out.hidden[february][TOTAL] = CellStatus.SUPPRESSED_SMALL_GROUP

    before, now = table_of(ctx, found_out).rows[0].cells

    assert (before.value, before.numerator, before.people, before.receipt) == (None, None, None, "")
    assert [now.value, now.compare[0].value, now.compare[0].status] == [
        29,
        None,
        CellStatus.SUPPRESSED_SMALL_GROUP,
    ]
    assert march in found_out.figures


async def test_a_target_of_a_department_judges_that_department(ctx):
    general, north = (
        Target(">=", Decimal(25), Grain.MONTH),
        Target(">=", Decimal(15), Grain.MONTH, scope=("department=N",)),
    )
    found_out = await worked(ctx, general, north, by=("department",))

    states = {row.group[0].key: row.cells[1].target for row in table_of(ctx, found_out).rows}

    assert (states["CO"], states["N"], states["S"]) == (TargetState.MET, TargetState.MET, TargetState.MISSED)


async def test_a_filter_on_one_value_has_its_target_too(ctx):
    target = Target(">=", Decimal(15), Grain.MONTH, scope=("department=N",))
    found_out = await worked(ctx, target, where=(DimFilter("department", ("N",), under=True),))

    assert cell_of(ctx, found_out, TOTAL).target is TargetState.MET


async def test_without_a_target_the_comparison_with_it_has_no_value(ctx):
    found_out = await worked(ctx, compare=(Compare.TARGET,))

    assert cell_of(ctx, found_out, TOTAL).compare[0].status is CellStatus.NO_DATA


async def test_a_group_nobody_named_keeps_its_key(ctx):
    found_out = await worked(ctx)

    assert dim_value(found_out, "segment", "vip").label.en == "vip"
    assert dim_value(found_out, "segment", None).label.zh == "未填写"


async def test_receipts_differ_by_cell(ctx):
    found_out = await worked(ctx, by=("department",))

    table = table_of(ctx, found_out)
    whole: Any = table.total

    receipts = [cell.receipt for row in (*table.rows, whole) for cell in row.cells]
    assert len(set(receipts)) == len(receipts) == 12
    assert table.columns[1].period.window.last == date(2025, 3, 31)
