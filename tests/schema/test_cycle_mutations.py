"""Ratings typed into a mutation reach the card one by one, and an empty one takes a rating away."""

from __future__ import annotations

import pytest

from tests.schema.cycle_rows import OWN
from tests.schema.world import World, planted

SAVE = (
    "mutation ($input: SaveSelfAssessmentInput!) { saveSelfAssessment(input: $input) { state selfScore "
    "lines(orderBy: [{place: ASC}]) { nodes { selfValue } } } }"
)


@pytest.fixture
async def world(sqlite_store) -> World:
    return await planted(sqlite_store)


async def saved(world: World, **given: object):
    found = await world.ask("employee", SAVE, {"input": {"scorecardId": OWN, **given}})
    assert found["codes"] == []
    return found["data"]["saveSelfAssessment"]


async def test_a_rating_is_kept_changed_and_taken_away(world):
    first = await saved(world, values=[{"componentCode": "SERVICE", "value": "95"}])
    gone = await saved(world, values=[{"componentCode": "SERVICE", "value": None}])
    none = await saved(world)

    assert (first["selfScore"], first["lines"]["nodes"][0]) == ("89.00", {"selfValue": "95"})
    assert (gone["selfScore"], gone["lines"]["nodes"][0]) == (None, {"selfValue": None})
    assert (none["state"], none["selfScore"]) == ("SELF", None)
