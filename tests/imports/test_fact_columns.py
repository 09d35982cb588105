"""Cells of facts: moments as spreadsheets write them, and numbers with what people put around them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.imports.fact_columns import fields_of, moment_of, plain
from server.imports.result import BadCell
from server.metrics.dictionary.load import load_builtin

NINE = datetime(2025, 3, 1, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-01 09:05", "2025/3/1 9:05", "2025.3.1 9:05:00", "2025年3月1日 9:05", "2025-03-01T01:05:00Z",
        datetime(2025, 3, 1, 9, 5),  # noqa: DTZ001 (as a spreadsheet holds it)
    ],
    ids=str,
)  # fmt: skip
def test_a_moment_without_an_offset_is_local(cell):
    assert moment_of(cell, "Asia/Shanghai") == NINE


def test_a_bare_day_begins_at_midnight_and_other_words_are_none():
    midnight = datetime(2025, 2, 28, 16, tzinfo=UTC)
    assert moment_of(date(2025, 3, 1), "Asia/Shanghai") == midnight
    assert moment_of("2025/3/1", "Asia/Shanghai") == midnight
    fields = {each.name: each for each in fields_of(load_builtin().sources["contact"], "UTC")}
    for name, cell in (("opened_at", "昨天"), ("transferred", "也许"), ("wait_seconds", "1.2345")):
        with pytest.raises(BadCell):
            fields[name].read(cell)
    assert fields["wait_seconds"].read("1,234.5秒") == 1234500
    assert (plain("decimal", "¥1,299.00"), plain("text", "¥1")) == ("1299.00", "¥1")
