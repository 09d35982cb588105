"""How tests of recruiting look at rows: models speak inside a write only."""

from __future__ import annotations


async def got(store, model, **where):
    async def read():
        return await model.get(**where)

    return await store.write(read)


async def found(store, query):
    """Run a query made by `query`."""

    async def read():
        return await query()

    return await store.write(read)
