"""Shows a page: runs its document as the caller, renders the whole template or the one block that was asked for."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlencode

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2_fragments import render_block
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from ui import checks, navigation, said
from ui.feedback import sections as feedback
from ui.incentives import sections as incentives
from ui.labels import label, side
from ui.masks import Masks, covers
from ui.metrics.amounts import amount, change, marks
from ui.offers import may_keep, may_read, may_see, may_write
from ui.performance.sections import sees_cards, tabs_of
from ui.reach import Reach
from ui.recruiting.sections import sees_openings
from ui.shell import sections
from ui.texts import NO_VALUE, TAGS, Language, catalogue, choose_language, filters
from ui.training import sections as training
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request

    from ui.doors import Api, Doors, Result

HERE = Path(__file__).parent
DIST = HERE / "static" / "dist"
THEMES = ("system", "light", "dark")
HEADERS = {"Vary": "HX-Request, HX-Target, Cookie, Accept-Language"}


class PageTrouble(Exception):
    """Ends a page early with a status and a sentence; the shell's error page shows it."""

    def __init__(self, status: int, say: str, *, rule: str | None = None) -> None:
        super().__init__(say)
        self.status, self.say, self.rule = status, say, rule


@dataclass
class Answer:
    """One document's answer as a page reads it: data by field, what was masked, what went wrong."""

    data: Mapping[str, Any]
    masks: Masks
    errors: list[Mapping[str, Any]] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        return self.data.get(name)

    @property
    def codes(self) -> set[str]:
        return {error.get("extensions", {}).get("code", "INTERNAL") for error in self.errors}


class Pages:
    """The parts every handler shares."""

    def __init__(self, api: Api, doors: Doors) -> None:
        self.api, self.doors, self.reach = api, doors, Reach()

    def language(self, request: Request) -> Language:
        ctx = request.state.ctx
        fallback = ctx.language if ctx else self.doors.settings.language
        accepted = "" if ctx else request.headers.get("accept-language", "")
        return choose_language(request.cookies.get("lang"), accepted, fallback)

    def say(self, request: Request, error: Mapping[str, Any]) -> str:
        """Return the sentence of a GraphQL error in the reader's language."""
        extensions = error.get("extensions") or {}
        return str(extensions.get(self.language(request)) or error.get("message") or "")

    async def viewer(self, request: Request) -> Mapping[str, Any]:
        """Return who is signed in, with what they may narrow people by as `can`; asked once a request."""
        if not hasattr(request.state, "viewer"):
            told = await self.ask(request, "shell/viewer")
            asked = told["viewer"] or {}
            request.state.viewer = {
                **asked,
                "can": await self.reach.of(self, request, asked),
                "density": asked.get("density") or "",
                "unread": (told["notices"] or {}).get("totalCount", 0),
                "mayReadMetrics": may_read(request.state.ctx, "metric_definition"),
                "mayReadReports": may_read(request.state.ctx, "report"),
                "mayKeep": may_keep(request.state.ctx),
                "maySetUp": may_write(request.state.ctx, "org_change", own=False)
                or may_write(request.state.ctx, "Mutation.createAccount", own=False),
                "mayImport": may_write(request.state.ctx, "Mutation.uploadImport", own=False),
                "mayReadOrg": may_read(request.state.ctx, "Department.id"),
                "mayReadExits": may_see(request.state.ctx, "Exit.id")
                or may_see(request.state.ctx, "SeveranceDraft.amount"),
                "tabs": sections.every(request.state.ctx, request.url.path),
                "mayReadPerformance": sees_cards(request.state.ctx),
                "performance": tabs_of(request.state.ctx, request.url.path),
                "mayReadFeedback": feedback.sees_feedback(request.state.ctx),
                "feedback": feedback.tabs_of(request.state.ctx, request.url.path),
                "mayReadIncentives": incentives.sees_hub(request.state.ctx),
                "incentives": incentives.tabs_of(request.state.ctx, request.url.path),
                "mayReadTraining": training.sees_hub(request.state.ctx),
                "training": training.tabs_of(request.state.ctx, request.url.path),
                "mayReadRecruiting": sees_openings(request.state.ctx),
            }
        found: Mapping[str, Any] = request.state.viewer
        return found

    async def ask(self, request: Request, document: str, **variables: Any) -> Answer:
        """Run `area/name.graphql` as the caller."""
        return await self.run(request, read_document(document), **variables)

    async def run(self, request: Request, text: str, **variables: Any) -> Answer:
        """Run a document given as text."""
        result: Result = await self.api.execute(checks.caller_of(request, text), text, variables)
        answer = Answer(
            result.data or {}, Masks(result.extensions.get("masked") or ()), list(result.errors or ())
        )
        if "UNAUTHENTICATED" in answer.codes:
            raise PageTrouble(401, "")
        checks.passed(request, answer.codes)
        return answer

    async def show(
        self,
        request: Request,
        template: str,
        view: Mapping[str, Any],
        *,
        status: int = 200,
        blocks: Mapping[str, str] | None = None,
    ) -> Response:
        """Render the block the htmx target names, else the whole page with its frame."""
        checks.looked_over(request, view)
        templates = environment(self.language(request), self.doors.settings.zone)
        block = (blocks or {}).get(aimed_at(request))
        common = self._common(request)
        if block:
            tabs = {"tabs": sections.every(request.state.ctx, request.url.path)} if request.state.ctx else {}
            html = render_block(templates, template, block, **common, viewer=tabs, links=[], **view)
            return HTMLResponse(html, status, HEADERS)
        viewer = await self.viewer(request) if request.state.ctx else {}
        links = navigation.links(viewer, self.doors.settings.console) if viewer else []
        html = templates.get_template(template).render(**common, viewer=viewer, links=links, **view)
        answer = HTMLResponse(html, status, HEADERS)
        if said.COOKIE in request.cookies:
            answer.delete_cookie(said.COOKIE)
        return answer

    def _common(self, request: Request) -> dict[str, Any]:
        theme = request.cookies.get("theme", "system")
        ctx = request.state.ctx
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return {
            "path": request.url.path,
            "here": here,
            "tag": TAGS[self.language(request)],
            "language": self.language(request),
            "theme": theme if theme in THEMES else "system",
            "csrf": self.doors.csrf(request),
            "said": said.told(request),
            "settings": self.doors.settings,
            "now": ctx.now if ctx else None,
            "today": ctx.today if ctx else None,
            "request_id": ctx.request_id if ctx else "",
        }


def aimed_at(request: Request) -> str:
    """Return the id of the element that htmx will put the answer in; "" when a whole page is asked for."""
    aim = request.headers.get("hx-target", "") if "hx-request" in request.headers else ""
    return aim.rpartition("#")[2]


@cache
def environment(language: Language, zone: str) -> SandboxedEnvironment:
    """Return the templates in one language; strict, so that a name nobody set stops the page and not the reader."""
    made = SandboxedEnvironment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    texts = catalogue(language)
    made.install_gettext_callables(texts.ugettext, texts.ungettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= filters(language, zone) | {"side": lambda text: side(language, text)}
    made.globals |= {
        "asset": asset, "dash": NO_VALUE, "word": lambda group, key: word(language, group, key), "query": query,
        "words": lambda group, keys: words_of(language, group, keys),
        "covers": covers, "amount": amount, "change": lambda value, unit: change(value, unit, language),
        "marks": lambda names: marks(names, language),
        "label": lambda of, field="": label(language, of, field),
    }  # fmt: skip
    made.globals["ui"] = made.get_template("shell/macros.html").module
    made.globals["m"] = made.get_template("metrics/_parts.html").module
    return made


@cache
def read_document(name: str) -> str:
    return (HERE / f"{name}.graphql").read_text("utf-8")


@cache
def _manifest() -> dict[str, str]:
    found: dict[str, str] = json.loads((DIST / "manifest.json").read_text("utf-8"))
    return found


def asset(name: str) -> str:
    return f"/static/{_manifest()[name]}"


def word(language: Language, group: str, key: str | None) -> str:
    """Return the word for an enum value; one that is not listed shows as it is, so nothing vanishes."""
    if key is None:
        return NO_VALUE
    pair = WORDS[group].get(key)
    return key if pair is None else pair[language == "en"]


def words_of(language: Language, group: str, keys: str | None) -> str:
    """Return the words for keys parted by spaces."""
    return "、".join(word(language, group, key) for key in (keys or "").split()) or NO_VALUE


def query(given: Mapping[str, Any], **changes: Any) -> str:
    """Return `?…` of the given values with some changed; empty ones are left out."""
    pairs = [(key, value) for key, value in {**given, **changes}.items() if value not in (None, "", [])]
    return "?" + urlencode(pairs, doseq=True) if pairs else "?"


def attached(name: str, media: str, content: bytes | AsyncIterator[bytes]) -> Response:
    """Answer with a file that is kept nowhere."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-store",
    }
    if isinstance(content, bytes):
        return Response(content, headers=headers, media_type=media)
    return StreamingResponse(content, headers=headers, media_type=media)


def back_to(place: str, status: Literal[303] = 303) -> Response:
    """Send the browser on after a form, to a place of our own only."""
    safe = place if place.startswith("/") and not place.startswith(("//", "/\\")) else "/"
    return RedirectResponse(safe, status, {"Cache-Control": "no-store"})
