"""A person is found by the number of a record that was merged into theirs, until the two come apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.imports import operations
from tests.plan.world import uid
from tests.schema.world import World, planted

ASKED = "query($code: String!) { employee(code: $code) { code } }"


async def code_of(world: World, code: str, role: str = "hr_manager") -> Any:
    found: dict[str, Any] = (await world.ask(role, ASKED, {"code": code}))["data"]["employee"]
    return found and found["code"]


async def test_a_dropped_code_leads_to_the_one_kept(store):
    world = await planted(store)
    hr = world.context("hr_manager")
    before = [await code_of(world, code) for code in ("E3", "E4", "E5", "none")]

    first = await operations.merge_employees(hr, keep_id=uid("E4"), drop_id=uid("E5"))
    after = await code_of(world, "E5")
    await operations.unmerge_employees(replace(hr, now=hr.now + timedelta(minutes=1)), id=first)

    assert before == ["E3", "E4", "E5", None]
    assert after == "E4"
    assert await code_of(world, "E5") == "E5"


@pytest.mark.parametrize(("role", "expected"), [("employee", None), ("hr_manager", "E4")])
async def test_who_may_not_see_the_one_kept_finds_nobody(store, role, expected):
    world = await planted(store)
    await operations.merge_employees(world.context("hr_manager"), keep_id=uid("E4"), drop_id=uid("E5"))

    assert await code_of(world, "E5", role) == expected


async def test_one_merged_away_is_in_no_list_until_they_come_apart(store):
    world = await planted(store)
    hr = world.context("hr_manager")
    asked = "{ employees(orderBy: [{code: ASC}]) { totalCount nodes { code } } }"

    async def listed() -> Any:
        found = (await world.ask("hr_manager", asked))["data"]["employees"]
        return found["totalCount"], [row["code"] for row in found["nodes"]]

    before = await listed()
    merge = await operations.merge_employees(hr, keep_id=uid("E4"), drop_id=uid("E5"))
    after = await listed()
    await operations.unmerge_employees(replace(hr, now=hr.now + timedelta(minutes=1)), id=merge)

    assert after == (before[0] - 1, [code for code in before[1] if code != "E5"])
    assert await listed() == before
