"""Settings are read by their class: what a caller may not read is not in the list."""

from __future__ import annotations

import pytest

from server.access.registry import SETTINGS
from tests.schema.world import planted


@pytest.mark.parametrize(
    ("role", "number"), [("employee", 0), ("auditor", len(SETTINGS)), ("administrator", len(SETTINGS))]
)
async def test_a_list_holds_what_the_caller_may_read(sqlite_store, role, number):
    world = await planted(sqlite_store)

    found = await world.ask(role, "{ settings { name label least value } }")

    assert len(found["data"]["settings"]) == number
    if number:
        one = next(each for each in found["data"]["settings"] if each["name"] == "notice_days")
        assert one == {"name": "notice_days", "label": "离职提前通知天数", "least": "0", "value": "30"}
