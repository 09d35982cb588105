"""The API console; it can be switched off by a setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import get_introspection_query
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ui.console import sdl
from ui.page import Pages, PageTrouble, read_document, word
from ui.shell.pages import guarded
from ui.texts import Language, catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

WORDS = (
    "Back", "Copied", "Cost", "Deprecated", "Entries", "Masked", "No answer", "Nothing of that name",
    "Nothing run yet", "Policy", "Request", "Rule %(rule)s", "Size", "Stopped", "The variables are not JSON",
    "Time", "Types", "Use",
)  # fmt: skip
PRIVATE = {"Cache-Control": "private, max-age=300"}
TEXT = "text/plain; charset=utf-8"
FORMS: Mapping[str, tuple[str, Callable[[Any, Language], str]]] = {
    "names": (TEXT, sdl.names),
    "labels": ("application/json", sdl.labels),
    "whole": (TEXT, lambda told, _language: sdl.whole(told)),
}
"""The forms the schema is sent in: what the page starts with, what it asks for at the first touch, what one keeps."""


@dataclass(frozen=True)
class Example:
    """A ready query: what it asks, whom it serves (everybody if nobody is named), and its variables as JSON."""

    name: str
    text: str
    roles: tuple[str, ...] = ()
    variables: str = "{}"


class Console:
    """Handlers of the console."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.packed: dict[tuple[Language, str], sdl.Packed] = {}

    async def show(self, request: Request) -> Response:
        self._require_open()
        language = self.pages.language(request)
        say = catalogue(language).ugettext
        roles = (await self.pages.viewer(request))["roles"]
        view = {
            "words": {word: say(word) for word in WORDS},
            "examples": gallery(roles, say, lambda role: word(language, "role", role)),
        }
        return await self.pages.show(request, "console/console.html", view)

    async def schema(self, request: Request) -> Response:
        """Answer the schema in one of its forms. It is the same for everybody, so it is packed once a language."""
        self._require_open()
        form = request.query_params.get("form", "names")
        if form not in FORMS:
            raise PageTrouble(404, "")
        kind, make = FORMS[form]
        language = self.pages.language(request)
        if (language, form) not in self.packed:
            answer = await self.pages.run(request, get_introspection_query())
            self.packed[language, form] = sdl.pack(make(answer.data, language))
        found = self.packed[language, form]
        headers = PRIVATE | {"Content-Type": kind, "Vary": "Accept-Encoding, Cookie"}
        if "br" not in request.headers.get("accept-encoding", ""):
            return Response(found.plain, headers=headers)
        return Response(found.packed, headers=headers | {"Content-Encoding": "br"})

    async def access(self, request: Request) -> Response:
        """Answer what the reader may do with each field of a type, in words."""
        self._require_open()
        answer = await self.pages.ask(
            request, "console/access", type=request.query_params.get("type", "")[:80]
        )
        language = self.pages.language(request)
        told = [{**one, "said": said(one, language)} for one in answer["fieldAccess"] or ()]
        return JSONResponse(told, headers=PRIVATE)

    def _require_open(self) -> None:
        if not self.pages.doors.settings.console:
            raise PageTrouble(404, "")


def routes(pages: Pages) -> list[Route]:
    console = Console(pages)
    return [
        Route("/api-console", guarded(pages, console.show)),
        Route("/api-console/schema", guarded(pages, console.schema)),
        Route("/api-console/access", guarded(pages, console.access)),
    ]


def said(one: dict[str, Any], language: Any) -> str:
    """Say one right: `read · own units · masked`."""
    parts = [word(language, "act", one["act"]), word(language, "relation", one["relation"])]
    if one["view"] != "plain":
        parts.append(word(language, "shown", "hidden" if one["view"] == "null" else "masked"))
    return " · ".join(parts)


def gallery(
    roles: Sequence[str], say: Callable[[str], str], named: Callable[[str], str]
) -> list[tuple[str, list[Example]]]:
    """Group the examples that serve these roles: what everybody asks first, then each role's own."""
    known = examples(say)
    groups = [(say("For everybody"), [one for one in known if not one.roles])]
    groups += [(named(role), [one for one in known if role in one.roles]) for role in roles]
    return [(group, found) for group, found in groups if found]


def examples(say: Callable[[str], str]) -> list[Example]:
    """Read the ready queries; comment lines above each tell its name, the roles it is for and its variables."""
    return [example(part.strip(), say) for part in read_document("console/examples").split("\n\n")]


def example(part: str, say: Callable[[str], str]) -> Example:
    head = [line.removeprefix("# ") for line in part.splitlines() if line.startswith("# ")]
    text = "\n".join(line for line in part.splitlines() if not line.startswith("# "))
    told = dict(line.split(": ", 1) for line in head[1:])
    name = say(head[0])
    return Example(name, f"# {name}\n{text}\n", tuple(told.get("for", "").split()), told.get("with", "{}"))
