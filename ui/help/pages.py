"""Help: topics to search, the one of the page a reader is on, and a glossary of figures and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.routing import Route

from ui.help.topics import TOPICS, Topic, topic_of
from ui.labels import labels, side
from ui.page import Pages
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.texts import Language

MOST_WORDS = 60


class Help:
    """Handlers of help."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/help", guarded(self.pages, self.show)),
            Route("/help/glossary", guarded(self.pages, self.glossary)),
        ]

    async def show(self, request: Request) -> Response:
        """Show the topics; in the dialog behind `?`, the keys and the topic of the page beneath."""
        language = self.pages.language(request)
        q = request.query_params.get("q", "").strip()[:60]
        topic = topic_of(urlsplit(request.headers.get("hx-current-url", "")).path)
        view = {
            "q": q,
            "topics": [told(one, language) for one in TOPICS if one.holds(q.lower())],
            "beneath": told(topic, language) if topic else None,
        }
        blocks = {"keys": "dialog", "topics": "topics"}
        return await self.pages.show(request, "help/help.html", view, blocks=blocks)

    async def glossary(self, request: Request) -> Response:
        viewer = await self.pages.viewer(request)
        q = request.query_params.get("q", "").strip()[:60]
        found = None
        if viewer["mayReadMetrics"]:
            found = (await self.pages.ask(request, "help/glossary", search=q or None))["metricDefinitions"]
        view = {
            "q": q,
            "figures": (found or {}).get("nodes", []),
            "fields": fields(q.lower(), self.pages.language(request)),
        }
        return await self.pages.show(request, "help/glossary.html", view, blocks={"words": "words"})


def routes(pages: Pages) -> list[Route]:
    return Help(pages).routes()


def told(topic: Topic, language: Language) -> dict[str, str]:
    english = language == "en"
    place = next((place for place in topic.places if not place.endswith("/") or place == "/"), "")
    return {"key": topic.key, "title": topic.title[english], "text": topic.text[english], "place": place}


def fields(wanted: str, language: Language) -> list[dict[str, str]]:
    """Return the words of the schema that match in either language, each with the other language and its name."""
    other: Language = "zh" if language == "en" else "en"
    found = [
        {"word": side(language, text), "other": side(other, text), "name": f"{of}.{field}" if field else of}
        for of, known in labels().items()
        for field, text in known.items()
        if wanted in text.lower() or wanted in f"{of}.{field}".lower()
    ]
    return sorted(found, key=lambda one: one["name"])[:MOST_WORDS]
