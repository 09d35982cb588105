"""Every query of the API guide runs as the role beside it, and answers or is refused as the guide says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.house.source import ROOT
from tests.schema.world import World, planted

BLOCK = re.compile(
    r"<!-- as (?P<role>\w+)(?: refused (?P<code>\w+))?(?: with (?P<variables>\{[^\n]*\}))? -->\n"
    r"```graphql\n(?P<text>[^`]*)```"
)
GUIDE = (ROOT / "docs/api.md").read_text("utf-8")


@dataclass(frozen=True)
class Asked:
    role: str
    text: str
    code: str | None
    variables: dict[str, Any] = field(default_factory=dict)


QUERIES = [
    Asked(found["role"], found["text"], found["code"], json.loads(found["variables"] or "{}"))
    for found in BLOCK.finditer(GUIDE)
]


def test_no_query_of_the_guide_is_left_out():
    assert len(QUERIES) == GUIDE.count("```graphql")


async def test_the_guide_says_what_happens(sqlite_store):
    world: World = await planted(sqlite_store)

    for asked in QUERIES:
        found = await world.ask(asked.role, asked.text, asked.variables)
        assert found["codes"] == ([asked.code] if asked.code else []), (asked.text, found)


@pytest.mark.parametrize(
    "word", ["curl", "idempotencyKey", "asKnownAt", "persistedQuery", "graphql-transport-ws"]
)
def test_the_guide_tells_of(word):
    assert word in GUIDE
