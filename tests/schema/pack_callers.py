"""Who lists, previews, loads and unloads industry packs."""

from __future__ import annotations

from tests.schema.cases import DENIED, Answer, Caller, CallerCase, reading, seen

STAFF, HEAD = Caller("employee", DENIED), Caller("department_manager", DENIED)
PACKS = "{ industryPacks { code state items } }"
CODES = [{"code": code} for code in ("b2b", "ecommerce", "hospital", "retail")]
PACK_QUERIES = {
    "industryPacks": reading(
        "{ industryPacks { code } }", STAFF, HEAD, Caller("administrator", seen("industryPacks", CODES))
    ),
    "previewPack": reading(
        '{ previewPack(code: "retail") { action } }',
        STAFF,
        HEAD,
        Caller("hr_manager", seen("previewPack", [{"action": "ADD"}] * 9)),
    ),
}


def deed(name: str, answer: Answer) -> CallerCase:
    document = f"mutation Try($input: PackInput!) {{ {name}(input: $input) {{ code state }} }}"
    given = {"input": {"code": "retail"}}
    return CallerCase(document, STAFF, HEAD, Caller("administrator", answer), given, PACKS)


PACK_MUTATIONS = {
    "loadPack": deed("loadPack", seen("loadPack", {"code": "retail", "state": "LOADED"})),
    "unloadPack": deed("unloadPack", Answer(code="INVALID_STATE")),
}
