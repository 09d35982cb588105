"""The API console; it can be switched off by a setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graphql import get_introspection_query
from starlette.responses import JSONResponse
from starlette.routing import Route

from ui.page import Pages, PageTrouble, read_document
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

WORDS = ("Copied", "Masked", "Rule %(rule)s", "No answer", "The variables are not JSON")


def routes(pages: Pages) -> list[Route]:
    async def console(request: Request) -> Response:
        if not pages.doors.settings.console:
            raise PageTrouble(404, "")
        say = catalogue(pages.language(request)).ugettext
        words = {word: say(word) for word in WORDS}
        return await pages.show(request, "console/console.html", {"words": words, "examples": examples(say)})

    async def schema(request: Request) -> Response:
        """Answer the introspection; as a page of ours it is compressed and kept for a while."""
        answer = await pages.run(request, get_introspection_query())
        return JSONResponse(dict(answer.data), headers={"Cache-Control": "private, max-age=300"})

    return [
        Route("/api-console", guarded(pages, console)),
        Route("/api-console/schema", guarded(pages, schema)),
    ]


def examples(say: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return (name, query) of each ready query; a comment line names it."""
    found = []
    for part in read_document("console/examples").split("\n\n"):
        head, _, text = part.strip().partition("\n")
        found.append((say(head.removeprefix("# ")), f"{head}\n{text}\n"))
    return found
