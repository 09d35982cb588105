"""The command palette: people, departments, figures, places and acts, found by word, pinyin or initials."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pypinyin import lazy_pinyin

from ui import navigation
from ui.page import Pages
from ui.shell.places import Found, places
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

BLOCKS: Final = {"palette": "palette", "hits": "hits"}
FIRST, MANY = 40, 12
"""So many places are offered before anything is typed, and after."""


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
            "places": [one for one, words in self._places(request, viewer) if fits(q, words)][
                : MANY if q else FIRST
            ],
        }
        return await self.pages.show(request, "shell/palette.html", view, blocks=BLOCKS)

    async def _nodes(self, request: Request, name: str, document: str, q: str, may: bool) -> list[Any]:
        if not (q and may):
            return []
        found = (await self.pages.ask(request, document, search=q))[name] or {}
        nodes: list[Any] = found.get("nodes", [])
        return nodes

    def _places(self, request: Request, viewer: Mapping[str, Any]) -> list[tuple[Found, str]]:
        """Return what may be gone to with its words, each place once: acts, sections, then what lies in them."""
        say = catalogue(self.pages.language(request)).ugettext
        links = navigation.links(viewer, self.pages.doors.settings.console)
        sections = [Found(one.place, one.icon, one.text) for one in links]
        own = list(places(request))
        acts, pages = [one for one in own if not one.area], [one for one in own if one.area]
        each = {one.place: one for one in (*pages, *sections, *acts)}
        return [
            (one, " ".join(filter(None, (say(one.text), one.area and say(one.area)))))
            for one in (*acts, *sections, *pages)
            if each[one.place] is one
        ]


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
