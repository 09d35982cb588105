"""Both databases spell the same values alike."""

from __future__ import annotations

import orjson
import pytest

from server.plan.dialect import dialect
from server.store.store import Store

CENTS = [
    ("0", "0.00"),
    ("5", "0.05"),
    ("-5", "-0.05"),
    ("-150", "-1.50"),
    ("123456789012", "1234567890.12"),
    ("null", None),
]


@pytest.mark.parametrize(("stored", "shown"), CENTS)
async def test_hundredths_show_with_two_places(store: Store, stored: str, shown: str | None):
    spelled = dialect(store.dialect).centi(f"cast({stored} as bigint)", required=False)

    assert await store.reads.rows(f"select {spelled}") == [(shown,)]


@pytest.mark.parametrize("count", [0, 1, 48, 49, 130, 401])
async def test_an_object_holds_any_number_of_fields(store: Store, count: int):
    spoken = dialect(store.dialect)
    rows = await store.reads.rows(f"select {spoken.object([(f'k{n}', str(n)) for n in range(count)])}")

    assert orjson.loads(rows[0][0]) == {f"k{n}": n for n in range(count)}
