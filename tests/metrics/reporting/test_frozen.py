"""A table kept as JSON comes back the same; numbers are spelled plainly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.metrics.agreed.registry import Registry
from server.metrics.answers.asking import tables
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.reporting.frozen import content_hash, freeze, spelled, thaw
from tests.plan.world import context, plant


async def test_a_table_comes_back_the_same(store):
    await plant(store)
    ctx = context(store, "hr_manager")
    ask = Ask("attrition_rate_average", PeriodAsk(named=("2025-03", "2025-04")), by=("department",))
    (table,) = await tables(ctx, Registry(store), [ask])

    found = thaw(freeze(table, {1: ("f", "h")}))

    assert (found.key, found.grain, found.dimensions) == (table.metric.key, table.grain, table.dimensions)
    assert found.columns == table.columns
    assert [row.group for row in found.rows] == [row.group for row in table.rows]
    assert [[cell.value for cell in row.cells] for row in found.rows] == [
        [cell.value for cell in row.cells] for row in table.rows
    ]
    assert found.versions == {1: ("f", "h")}


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), ("0.150000", "0.15"), ("1E+2", "100"), ("-0.00", "0"), ("120", "120"), ("-3.5", "-3.5")],
)
def test_numbers_are_spelled_plainly(value, text):
    assert spelled(None if value is None else Decimal(value)) == text


def test_the_hash_does_not_mind_the_order_of_keys():
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": 2})
