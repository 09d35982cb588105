"""The pages of feedback ask no more of a thousand tickets than of ten, whoever opens them."""

from __future__ import annotations

import pytest

from bench.feedback import fill, opened_store, taken
from server.catalog import ROOTS, entities
from server.demo.bulk import Bulk
from server.kernel.settings import Settings
from server.plan.engine import Engine
from tests.schema.world import SCHEMA

FEW, MANY = 10, 1_000


@pytest.fixture
async def statements(tmp_path):
    """Return a way to count the statements of every page and role in a company of so many tickets."""

    async def statements(tickets):
        (tmp_path / str(tickets)).mkdir()
        store = await opened_store(Settings(data=tmp_path / str(tickets)), fresh=True)
        bulk = Bulk(store.dialect)
        fill(bulk, tickets)
        await store.write(bulk.insert, seconds=60.0)
        engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
        found = await taken(store, engine, SCHEMA, 1)
        await store.close()
        return {name: count for name, (_, count) in found.items()}

    return statements


async def test_statements_do_not_grow_with_the_tickets(statements):
    few, many = await statements(FEW), await statements(MANY)

    assert many == few
    assert max(few.values()) <= 30
    assert {name.split(".")[0] for name in few} == {"hr_manager", "department_manager", "employee"}
