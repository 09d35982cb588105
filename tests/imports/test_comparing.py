"""Rows are the same when every column a file fills says so."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.imports.comparing import comparable, differences, same
from server.metrics.dictionary.load import load_builtin

ORDERS = load_builtin().sources["sales_order"]


def test_values_are_compared_as_the_database_spells_them():
    assert comparable(True) == 1
    assert comparable(date(2025, 5, 2)) == "2025-05-02"
    assert comparable(datetime(2025, 5, 2, 8, tzinfo=UTC)) == "2025-05-02T08:00:00.000Z"
    assert comparable("x") == "x"


def test_only_what_the_file_fills_can_differ():
    held = {"amount": 20050, "is_repeat": 1, "paid_on": "2025-05-02"}

    assert same(ORDERS, {"amount": 20050, "is_repeat": True}, held)
    assert not same(ORDERS, {"amount": 20051}, held)
    assert differences(ORDERS, {"amount": 20051, "is_repeat": True}, held) == {"amount": "200.5"}
