"""An operation's answer: its parts in the order asked for, one snapshot, its cost."""

from __future__ import annotations

import asyncio

import orjson

from tests.plan.harness import Bench


async def test_parts_come_in_the_order_asked_for(planted: Bench):
    answer = await planted.run("hr_manager", "{ b: positions { totalCount } a: me { code } __typename }")

    assert list(orjson.loads(answer.data())) == ["b", "a", "__typename"]


async def test_many_callers_at_once_get_their_own(planted: Bench):
    source = "{ me { code } employees { totalCount } }"
    roles = ("hr_manager", "employee", "department_manager", "auditor") * 8

    found = await asyncio.gather(*(planted.data(role, source) for role in roles))

    totals = {"hr_manager": 6, "employee": 1, "department_manager": 4, "auditor": 6}
    assert [each["employees"]["totalCount"] for each in found] == [totals[role] for role in roles]


async def test_a_caller_who_goes_away_leaves_the_connection_usable(planted: Bench):
    source = "{ employees { nodes { id reports { nodes { id } } } } departments { totalCount } }"
    for wait in (0.0, 0.001, 0.002, 0.004):
        task = asyncio.create_task(planted.data("hr_manager", source))
        await asyncio.sleep(wait)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert (await planted.data("hr_manager", source))["departments"] == {"totalCount": 4}
