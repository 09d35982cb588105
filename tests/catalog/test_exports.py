"""The people file holds the company's own fields, each value by the right to its class."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from schema.call import Call
from server.catalog.exports import PEOPLE
from server.web.execute import Executor
from tests.plan.world import context
from tests.schema.record_world import plant_fields
from tests.schema.world import SCHEMA, everyone, planted


@pytest.fixture
async def house(store):
    """As much of the house as an export asks for: the one door to data, and the log of looks."""
    world = await planted(store)
    await plant_fields(store)
    executor = Executor(SCHEMA, world.engine, lambda ctx: Call(ctx, world.engine, everyone))
    return SimpleNamespace(executor=executor, looks=SimpleNamespace(put=lambda _: None), store=store)


@pytest.mark.parametrize(
    ("role", "ending"),
    [
        ("hr_manager", "L,3.00,2025-06-01,6222 0001"),
        ("payroll_specialist", ",,,6222 0001"),
    ],
)
async def test_added_fields_are_columns_where_their_class_may_leave(house, role, ending):
    _, _, content = await PEOPLE.export(house, context(house.store, role), {}, "csv")

    assert isinstance(content, bytes)
    head, *rows = content.decode("utf-8-sig").splitlines()
    assert head.endswith("字段uniform,字段distance,字段certified,字段account")
    assert next(row for row in rows if row.startswith("E4")).endswith(ending)
