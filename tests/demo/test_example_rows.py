"""Rows of worked examples are checked and read before anything is loaded."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.demo.example_rows import Row, Standing, checked, clocks, standings_of
from server.kernel.errors import InvalidInput
from server.metrics.dictionary.load import load_builtin

ZONE = "Asia/Shanghai"


def read(**tables):
    return checked(tables, load_builtin(), ZONE)


def test_days_are_read_however_they_are_written():
    row = read(employment=[{"spell_id": "a", "start_date": "2025-03-01", "end_date": date(2025, 4, 1)}])
    assert row == {
        "employment": [{"spell_id": "a", "start_date": date(2025, 3, 1), "end_date": date(2025, 4, 1)}]
    }


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"ledger": [{}]}, "no source 'ledger'"),
        (
            {"offer": [{"dept_id": "A", "made_on": "2025-01-01", "colour": "red"}]},
            "offer has no column 'colour'",
        ),
        ({"offer": [{"dept_id": "A"}]}, "offer lacks column 'made_on'"),
        ({"employment": [{"spell_id": "a"}]}, "employment lacks column 'start_date'"),
        (
            {"assignment": [{"spell_id": "a", "valid_from": "2025-01-01"}]},
            "assignment lacks column 'dept_id'",
        ),
        ({"offer": [{"dept_id": "A", "made_on": "soon"}]}, "not a date"),
        (
            {"offer": [{"dept_id": "A", "made_on": "2025-01-01", "result": "maybe"}]},
            "accepted, declined, expired",
        ),
        ({"department": [{"code": "A", "head": "x"}]}, "department has no column 'head'"),
        ({"department": [{"code": "A", "valid_from": "soon"}]}, "department"),
        ({"feedback": [{"received_at": "2025-01-01T00:00:00Z", "recorded_at": "soon"}]}, "recorded_at"),
    ],
)
def test_what_cannot_be_kept_is_named(tables, told):
    with pytest.raises(InvalidInput, match=told):
        read(**tables)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-06-12T02:00:00Z", datetime(2025, 6, 12, 2, tzinfo=UTC)),
        (datetime(2025, 6, 12, 2, tzinfo=UTC), datetime(2025, 6, 12, 2, tzinfo=UTC)),
        (date(2025, 6, 12), datetime(2025, 6, 11, 16, tzinfo=UTC)),
    ],
)
def test_a_row_may_say_when_it_was_known(value, moment):
    assert clocks({"recorded_at": value, "x": 1}, ZONE) == {"recorded_at": moment}


def test_departments_come_from_a_closure_or_from_plain_rows():
    closure: dict[str, list[Row]] = {
        "dept_tree": [
            {"ancestor_id": "A", "dept_id": "A", "depth": 0},
            {"ancestor_id": "B", "dept_id": "B", "depth": 0},
            {"ancestor_id": "A", "dept_id": "B", "depth": 1},
            {"ancestor_id": "C", "dept_id": "B", "depth": 1, "valid_from": date(2025, 5, 1)},
        ]
    }
    assert standings_of(closure, ZONE) == {
        "A": [Standing(None, None)],
        "B": [Standing(None, "A"), Standing(date(2025, 5, 1), "C")],
    }
    later = {"code": "B", "parent": "C", "valid_from": date(2025, 5, 1)}
    plain: dict[str, list[Row]] = {"department": [later, {"code": "B", "parent_id": "A"}]}
    assert standings_of(plain, ZONE) == {"B": [Standing(None, "A"), Standing(date(2025, 5, 1), "C")]}
