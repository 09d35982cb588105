"""Logical columns and the columns behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.imports.logical import BadValue, Known, models, slots, spelled, stored
from server.metrics.dictionary.load import load_builtin

SOURCES = load_builtin().sources


def test_every_table_of_the_dictionary_is_a_model():
    assert {source.table for source in SOURCES.values()} <= models().keys()


def test_a_column_knows_what_it_points_at():
    found = {slot.column.name: (slot.name, slot.target) for slot in slots(SOURCES["sales_order"])}
    assert found["agent_id"] == ("agent_id", "Employee")
    assert found["customer_id"] == ("customer_ref", "")
    assert "order_id" not in found


def test_a_row_is_turned_into_columns():
    known = Known({"Employee": {"E1": "uuid-1"}})
    row = {
        "customer_id": "c1",
        "agent_id": "E1",
        "paid_on": "2025-05-01",
        "amount": 12.5,
        "segment": "key",
        "is_repeat": True,
    }
    assert stored(SOURCES["sales_order"], row, known) == {
        "customer_ref": "c1", "agent_id": "uuid-1", "paid_on": date(2025, 5, 1), "amount": 1250,
        "segment": "KEY", "is_repeat": True,
    }  # fmt: skip


def test_somebody_nobody_knows_is_named():
    with pytest.raises(BadValue, match="agent_id: no Employee 'E9'"):
        stored(SOURCES["sales_order"], {"agent_id": "E9"}, Known())


@pytest.mark.parametrize(
    ("source", "column", "value", "kept"),
    [
        ("contact", "wait_seconds", "1.5", 1500),
        ("contact", "opened_at", "2025-05-01T08:00:00+08:00", datetime(2025, 5, 1, tzinfo=UTC)),
        ("appraisal_item", "weight", 0.2, 2000),
        ("payroll", "gross_pay", 5000, "5000.00"),
        ("feedback", "is_valid", "否", False),
        ("plan_line", "new_stores", "10", 10),
    ],
)
def test_values_are_spelled_as_the_column_keeps_them(source, column, value, kept):
    assert spelled(SOURCES[source].columns[column], value) == kept


@pytest.mark.parametrize(
    ("source", "column", "value"),
    [
        ("contact", "wait_seconds", "1.2345"),
        ("contact", "channel", "pigeon"),
        ("contact", "opened_at", "2025-05-01T08:00:00"),
        ("contact", "abandoned", "maybe"),
        ("plan_line", "new_stores", "many"),
        ("plan_line", "month", "2025-13-01"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(source, column, value):
    with pytest.raises(BadValue, match=column):
        spelled(SOURCES[source].columns[column], value)
