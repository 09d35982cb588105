"""Cells keep what they are on their way through the database."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from server.imports.staging import pack, read_batch, unpack
from server.imports.values import Cell
from server.kernel.errors import NotFound
from tests.plan.world import context, uid

CELLS: list[Cell] = [
    "工号", 1001.0, 8800.5, True, None, date(2024, 3, 1), datetime(2024, 3, 1, 8, 30), "",  # noqa: DTZ001 (as sheets have them)
]  # fmt: skip


def test_every_kind_of_cell_comes_back_as_it_was():
    assert unpack(pack(CELLS)) == CELLS
    assert [type(each) for each in unpack(pack(CELLS))] == [type(each) for each in CELLS]


async def test_a_batch_that_is_not_there_is_not_found(town):
    with pytest.raises(NotFound):
        await read_batch(context(town, "hr_manager"), uid("E3"))
