"""The command palette: people, departments, figures, places and acts, found by word, pinyin or initials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pypinyin import lazy_pinyin

from ui import navigation
from ui.page import Pages
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

BLOCKS: Final = {"palette": "palette", "hits": "hits"}


@dataclass(frozen=True)
class Act:
    """Something to do from anywhere; `needs` names what the viewer must have."""

    place: str
    icon: str
    text: str
    needs: str


ACTS: Final = (
    Act("/people/new", "user-plus", "Add a person", "mayHire"),
    Act("/data/new", "file-spreadsheet", "Import a file", "mayImport"),
    Act("/people/exits", "door-open", "Exits", "mayHire"),
    Act("/?edit=1", "layout-dashboard", "Arrange home", "employee"),
    Act("/notices", "bell", "Notices", "employee"),
    Act("/me/resign", "log-out", "Hand in a resignation", "employee"),
    Act("/approvals/deputies", "users-round", "Name a deputy", "employee"),
    Act("/help", "circle-question-mark", "Keys and help", "username"),
)


class Palette:
    """GET /palette: the whole palette, or its hits while one types."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        q = request.query_params.get("q", "").strip()[:100]
        viewer = await self.pages.viewer(request)
        view: dict[str, Any] = {
            "q": q,
            "people": await self._nodes(request, "employees", "shell/palette", q, "search" in viewer["can"]),
            "departments": await self._nodes(
                request, "departments", "shell/departments", q, "department" in viewer["can"]
            ),
            "figures": await self._nodes(
                request, "metricDefinitions", "shell/figures", q, bool(viewer["mayReadMetrics"])
            ),
            "places": [entry for entry in self._places(request, viewer) if fits(q, entry[2])],
        }
        return await self.pages.show(request, "shell/palette.html", view, blocks=BLOCKS)

    async def _nodes(self, request: Request, name: str, document: str, q: str, may: bool) -> list[Any]:
        if not (q and may):
            return []
        found = (await self.pages.ask(request, document, search=q))[name] or {}
        nodes: list[Any] = found.get("nodes", [])
        return nodes

    def _places(self, request: Request, viewer: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Return acts first, then sections, each once."""
        say = catalogue(self.pages.language(request)).ugettext
        acts = [(one.place, one.icon, say(one.text)) for one in ACTS if viewer.get(one.needs)]
        links = navigation.links(viewer, self.pages.doors.settings.console)
        known = {place for place, _, _ in acts}
        return [*acts, *((one.place, one.icon, say(one.text)) for one in links if one.place not in known)]


def fits(q: str, text: str) -> bool:
    """Tell whether what was typed is in the text, its pinyin, or its initials."""
    asked = q.lower().replace(" ", "")
    return any(asked in spelled for spelled in spellings(text))


@cache
def spellings(text: str) -> tuple[str, str, str]:
    sounds = lazy_pinyin(text)
    return (
        text.lower().replace(" ", ""),
        "".join(sounds).lower().replace(" ", ""),
        "".join(one[:1] for one in sounds).lower(),
    )
