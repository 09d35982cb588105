"""Where only tables will do, every other answer is a refusal; long tables come whole."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.metrics.agreed.registry import Registry
from server.metrics.answers import asking
from server.metrics.asked import Ask, PeriodAsk
from tests.plan.world import context, plant

MAY = PeriodAsk(named=("2025-05",))


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


@pytest.mark.parametrize(
    ("ask", "role", "error"),
    [
        (Ask("离职率", MAY), "hr_manager", InvalidInput),
        (Ask("nope", MAY), "hr_manager", NotFound),
        (Ask("headcount_closing", MAY), "administrator", Denied),
        (Ask("headcount_closing", PeriodAsk(named=("soon",))), "hr_manager", InvalidInput),
    ],
)
async def test_what_is_no_table_is_refused(hr, ask, role, error):
    with pytest.raises(error):
        await asking.tables(context(hr.store, role), Registry(hr.store), [ask])


async def test_too_many_at_once_are_refused(hr):
    with pytest.raises(InvalidInput):
        await asking.tables(hr, Registry(hr.store), [Ask("csat", MAY)] * (asking.MOST_FIGURES + 1))


async def test_pages_are_put_together(hr, monkeypatch):
    monkeypatch.setattr(asking, "PAGE", 2)

    (found,) = await asking.tables(
        hr, Registry(hr.store), [Ask("headcount_closing", MAY, by=("department",))]
    )

    assert [row.group[0].key for row in found.rows] == ["D1", "D2", "D3", "D4"]
    cell = asking.last_cell(found)
    assert cell is not None
    assert cell.value == 5
