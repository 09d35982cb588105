"""Industry packs under the settings: the list, and a pack's page with what loading it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.admin.access import open_places, require_place, words
from ui.forms import Form
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent
from ui.said import tell
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

PLACE = "/settings/packs"
DEEDS = {"load": "packs/load", "unload": "packs/unload"}


class Packs:
    """GET /settings/packs; GET and POST /settings/packs/{code}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def _frame(self, request: Request) -> dict[str, Any]:
        require_place(self.pages, request, PLACE)
        say = words(self.pages, request)
        return {
            "title": say("Industry packs"),
            "sub": say(
                "Competencies, profiles, courses, topics, figures and a score plan for an industry, loaded as one"
            ),
            "places": open_places(self.pages, request),
            "current": PLACE,
        }

    async def listed(self, request: Request) -> Response:
        frame = self._frame(request)
        found = await self.pages.ask(request, "packs/list")
        view = {
            **frame,
            "packs": found["industryPacks"] or [],
            "failed": [self.pages.say(request, one) for one in found.errors],
        }
        return await self.pages.show(request, "packs/list.html", view)

    async def one(self, request: Request) -> Response:
        frame, code = self._frame(request), request.path_params["code"]
        problem = Form("")
        if request.method == "POST":
            form, values = await sent(self.pages, request, ("do",))
            document = DEEDS.get(values["do"])
            if document is None:
                raise PageTrouble(404, "")
            done = await act(self.pages, request, document, {"code": code}, values, str(form.get("key", "")))
            if done is None:
                return tell(back_to(PLACE), "saved")
            problem = done
        found = await self.pages.ask(request, "packs/preview", code=code)
        pack = next((each for each in found["industryPacks"] or [] if each["code"] == code), None)
        if pack is None:
            say = words(self.pages, request)
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        steps = found["previewPack"] or []
        view = {
            **frame,
            "pack": pack,
            "groups": grouped(steps),
            "to_do": sum(step["action"] not in ("SAME", "CONFLICT") for step in steps),
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, one) for one in found.errors],
        }
        return await self.pages.show(request, "packs/one.html", view, status=problem.status)


def grouped(steps: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return the steps by kind, in the order in which they come."""
    kinds = list(dict.fromkeys(step["part"] for step in steps))
    return [(kind, [step for step in steps if step["part"] == kind]) for kind in kinds]


def routes(pages: Pages) -> list[Route]:
    packs = Packs(pages)
    return [
        Route(PLACE, guarded(pages, packs.listed)),
        Route(f"{PLACE}/{{code}}", guarded(pages, packs.one), methods=["GET", "POST"]),
    ]
