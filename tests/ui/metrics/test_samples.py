"""Worked examples as people type and paste them."""

from __future__ import annotations

from typing import Any

import pytest

from ui.metrics.samples import Unreadable, outline, read, write


def test_rows_are_read_by_source():
    text = "employment\nspell_id, start_date,is_rehire\np1,2022-01-01,\np2\t2022-01-01\ttrue\n\nfinance\nrevenue\n120\n"

    assert read(text) == {
        "employment": [
            {"spell_id": "p1", "start_date": "2022-01-01"},
            {"spell_id": "p2", "start_date": "2022-01-01", "is_rehire": True},
        ],
        "finance": [{"revenue": 120}],
    }


def test_what_is_written_reads_the_same():
    rows: dict[str, Any] = {"employment": [{"spell_id": "007", "n": 3, "ok": False}, {"spell_id": "b"}]}

    assert read(write(rows)) == rows


@pytest.mark.parametrize(("text", "line"), [("a b, c", 1), ("employment\nx\n1,2", 3)])
def test_a_line_that_is_no_row_is_named(text, line):
    with pytest.raises(Unreadable) as trouble:
        read(text)

    assert trouble.value.line == line


def test_an_outline_lists_sources_with_their_columns():
    assert outline(["employment.start_date", "employment.end_date", "finance.revenue"]) == (
        "employment\nstart_date, end_date\n\n\nfinance\nrevenue\n"
    )
