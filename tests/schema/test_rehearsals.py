"""Every mutation looked ahead at: it says what it would say in earnest, and no table has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphql import OperationType, parse
from graphql.language import OperationDefinitionNode

from server.store.config import APP
from server.store.store import Store
from tests.schema.callers import CASES
from tests.schema.cases import CallerCase
from tests.schema.world import SCHEMA, World, code_of, planted


def is_change(case: CallerCase) -> bool:
    return any(
        isinstance(part, OperationDefinitionNode) and part.operation is OperationType.MUTATION
        for part in parse(case.document).definitions
    )


REHEARSED = "REHEARSED"


async def everything(store: Store) -> dict[str, Any]:
    """Return every row of every table."""
    apps = store._tortoise.apps
    assert apps is not None
    tables = [model._meta.db_table for model in apps[APP].values()]
    return {name: sorted(map(repr, await store.reads.rows(f"select * from {name}"))) for name in tables}


async def rehearsed(world: World, role: str, case: CallerCase) -> list[str]:
    call = world.call(role)
    ahead = replace(call, ctx=call.ctx.rehearsing())
    found = await SCHEMA.execute(case.document, variable_values=dict(case.variables), context_value=ahead)
    return [code_of(error) for error in found.errors or ()]


SAYS_LESS = {"proposeScorePlan": ["REHEARSED"], "testOwnChannel": []}
"""It ends with the first step of several, and with no mail server there is nothing to write."""


async def test_no_look_ahead_leaves_a_trace(store: Store):
    world = await planted(store)
    before, said, expected = await everything(store), {}, {}

    for name, case in CASES.items():
        for caller in (case.unprivileged, case.half, case.privileged) if is_change(case) else ():
            answer = [caller.answer.code or REHEARSED]
            said[name, caller.role] = await rehearsed(world, caller.role, case)
            expected[name, caller.role] = answer if answer == ["DENIED"] else SAYS_LESS.get(name, answer)

    assert len(said) > 1000
    assert said == expected
    after = await everything(store)
    assert [table for table in before if before[table] != after[table]] == []
