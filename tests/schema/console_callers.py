"""Who may ask what the console's schema docs show: everybody, about what their own roles may do."""

from __future__ import annotations

from tests.schema.cases import Caller, CallerCase, reading, seen

FIELDS = ("address", "city", "closedOn", "code", "id", "name", "version")


def told(view: str, *acts: str) -> list[dict[str, str]]:
    return [{"field": field, "relation": "org", "act": act, "view": view} for field in FIELDS for act in acts]


CONSOLE_QUERIES: dict[str, CallerCase] = {
    "fieldAccess": reading(
        '{ fieldAccess(type: "Location") { field relation act view } }',
        Caller("administrator", seen("fieldAccess", told("null", "read"))),
        Caller("employee", seen("fieldAccess", told("plain", "read"))),
        Caller("hr_manager", seen("fieldAccess", told("plain", "read", "write"))),
    ),
}
