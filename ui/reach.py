"""What a reader may filter, sort and search people by: tried on the server once, so that no page asks for more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.page import Pages

TRIES: Mapping[str, str] = {
    "name": "orderBy: [{ name: ASC }]",
    "code": "orderBy: [{ code: ASC }]",
    "hired": "orderBy: [{ hiredOn: ASC }]",
    "status": "orderBy: [{ status: ASC }]",
    "type": "orderBy: [{ employmentType: ASC }]",
    "probation": "orderBy: [{ probationEndsOn: ASC }]",
    "entity": 'where: { legalEntity: { id: { eq: "-" } } }',
    "department": 'where: { department: { code: { eq: "-" } } }',
    "search": 'search: "-"',
}
EVERYTHING = frozenset(TRIES)
REFUSED = "FIELD_NOT_FILTERABLE"
KEPT_FOR = timedelta(minutes=10)
MOST_KEPT = 5000
Key = tuple[str, tuple[str, ...], str]


class Reach:
    """Keeps each reader's answers for a while; another role or another policy asks anew."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[datetime, frozenset[str]]] = {}

    async def of(self, pages: Pages, request: Request, viewer: Mapping[str, Any]) -> frozenset[str]:
        """Return what this reader may narrow people by."""
        if not viewer.get("mayListPeople"):
            return frozenset()
        key = (viewer["username"], tuple(viewer["roles"]), viewer["policyVersion"])
        now: datetime = request.state.ctx.now
        until, found = self._kept.get(key, (now, frozenset()))
        if now >= until:
            found = await tried(pages, request)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = (now + KEPT_FOR, found)
        return found


async def tried(pages: Pages, request: Request) -> frozenset[str]:
    """Try all at once, as most readers may; else one by one, because one refusal refuses the whole document."""
    if await _allows(pages, request, *TRIES):
        return EVERYTHING
    return frozenset([name for name in TRIES if await _allows(pages, request, name)])


async def _allows(pages: Pages, request: Request, *names: str) -> bool:
    fields = " ".join(f"{name}: employees(first: 1, {TRIES[name]}) {{ nodes {{ id }} }}" for name in names)
    answer = await pages.run(request, f"query Reach {{ {fields} }}")
    return REFUSED not in answer.codes
