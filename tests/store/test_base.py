"""Changing a row under its version."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from server.kernel.errors import Conflict, NotFound
from server.store.base import change_row, stamp
from tests.conftest import NOW, make_context
from tests.store.sample import Shelf

SHELF = "SELECT name, version, created_at, updated_at FROM sample_shelf"


@pytest.fixture
async def shelf(sample):
    return (await sample.write(lambda: Shelf.create(**stamp(make_context(sample)), name="甲"))).id


@pytest.fixture
def change(sample):
    later = replace(make_context(sample), now=NOW + timedelta(hours=1))

    async def change(row_id, **given):
        return await sample.write(lambda: change_row(later, Shelf, row_id, **given))

    return change


async def test_a_change_raises_the_version_and_keeps_the_origin(sample, shelf, change):
    assert await change(shelf, version=1, name="乙") == 2

    assert await sample.reads.rows(SHELF) == [
        ("乙", 2, "2025-04-05T09:30:00.000Z", "2025-04-05T10:30:00.000Z")
    ]


async def test_an_old_version_is_refused_and_nothing_changes(sample, shelf, change):
    await change(shelf, version=1, name="乙")

    with pytest.raises(Conflict) as caught:
        await change(shelf, version=1, name="丙")

    assert "2" in caught.value.zh
    assert (await sample.reads.rows(SHELF))[0][0] == "乙"


async def test_of_two_at_once_one_wins(sample, shelf, change):
    results = await asyncio.gather(
        change(shelf, version=1, name="乙"), change(shelf, version=1, name="丙"), return_exceptions=True
    )

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "int"]
    assert (await sample.reads.rows(SHELF))[0][1] == 2


async def test_without_a_version_the_current_one_counts(shelf, change):
    assert await change(shelf, name="乙") == 2
    assert await change(shelf, name="丙") == 3


async def test_a_row_that_is_gone_is_not_found(change):
    with pytest.raises(NotFound):
        await change("nowhere", version=1, name="乙")


def test_columns_are_described_by_their_fields_and_not_by_comments():
    assert Shelf._meta.fields_map["created_at"].description == "创建时间 | Created at"
    assert Shelf._meta.fields_map["name"].docstring is None
