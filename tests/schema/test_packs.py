"""Packs as they are answered: what each would do, and how it stands after it was loaded."""

from __future__ import annotations

from tests.schema.world import planted

PREVIEW = '{ previewPack(code: "retail") { part key nameEn action reasonEn } }'
LOAD = 'mutation { loadPack(input: { code: " Retail " }) { code nameEn state items loadedOn } }'
DROP = 'mutation { unloadPack(input: { code: "retail" }) { state items unloadedOn } }'


async def test_a_pack_is_previewed_loaded_and_unloaded(store):
    world = await planted(store)

    first = (await world.ask("hr_manager", PREVIEW))["data"]["previewPack"][0]
    loaded = (await world.ask("hr_manager", LOAD))["data"]["loadPack"]
    dropped = (await world.ask("hr_manager", DROP))["data"]["unloadPack"]

    assert (first["part"], first["key"], first["action"]) == ("COMPETENCY", "RT_GREET", "ADD")
    assert loaded == {
        "code": "retail", "nameEn": "Retail stores", "state": "LOADED", "items": 9, "loadedOn": "2025-06-30",
    }  # fmt: skip
    assert dropped == {"state": "UNLOADED", "items": 0, "unloadedOn": "2025-06-30"}
    assert (await world.ask("hr_manager", PREVIEW.replace("retail", "bank")))["codes"] == ["NOT_FOUND"]
