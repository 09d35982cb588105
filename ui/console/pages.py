"""The API console; it can be switched off by a setting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import brotli
from graphql import build_client_schema, get_introspection_query, print_schema
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ui.labels import side
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
SCHEMA = PRIVATE | {"Content-Type": "text/plain; charset=utf-8", "Vary": "Accept-Encoding, Cookie"}
DERIVED = ("Where", "Order", "Connection", "Edge", "Filter")
"""How the names of types end that are made from another: their fields mean what they mean there, and say it there."""
BLOCK = re.compile(r'"""([^"\\\n]*)"""\n')
SPACE = re.compile(r"(?<=[:={}]) | (?=[={}])")


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
        self.packed: dict[Language, tuple[bytes, bytes]] = {}

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
        """Answer the schema as SDL with its labels in the reader's language: half the weight of its introspection.

        It is the same for everybody signed in, so it is made and packed tightly once a language.
        """
        self._require_open()
        language = self.pages.language(request)
        if language not in self.packed:
            answer = await self.pages.run(request, get_introspection_query())
            known: Any = in_one_language(answer.data, language)
            text = tight(print_schema(build_client_schema(known))).encode()
            self.packed[language] = text, brotli.compress(text)
        plain, packed = self.packed[language]
        if "br" not in request.headers.get("accept-encoding", ""):
            return Response(plain, headers=SCHEMA)
        return Response(packed, headers=SCHEMA | {"Content-Encoding": "br"})

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


def in_one_language(told: Any, language: Language) -> Any:
    """Return an introspection with each label in one language; what is derived goes without labels of its own.

    So do arguments, which are the same everywhere, and the inputs of changes, which the change itself explains.
    """
    if isinstance(told, list):
        return [in_one_language(each, language) for each in told]
    if not isinstance(told, dict):
        return told
    name = str(told.get("name")) if "kind" in told else ""
    if name.endswith(DERIVED):
        return unlabeled(told)
    found = {key: in_one_language(value, language) for key, value in told.items() if key != "args"}
    if "args" in told:
        found["args"] = unlabeled(told["args"])
    if label := told.get("description"):
        found["description"] = None if name.endswith("Input") else side(language, label)
    return found


def unlabeled(told: Any) -> Any:
    """Return a part of an introspection without its labels."""
    if isinstance(told, dict):
        return {key: None if key == "description" else unlabeled(value) for key, value in told.items()}
    return [unlabeled(each) for each in told] if isinstance(told, list) else told


def tight(text: str) -> str:
    """Spell a schema without the space that is there for the eye; what stands in quotes stays as it is."""
    lines = (line.strip() for line in BLOCK.sub(r'"\1"\n', text).splitlines())
    return "\n".join(line if '"' in line else SPACE.sub("", line) for line in lines if line)


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
