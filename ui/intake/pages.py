"""The addresses of intake: links with their codes and posters, what was heard on the phone, names that shops have."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

import segno
from starlette.responses import Response
from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form
from ui.intake.entry import Entry
from ui.intake.public import public_routes
from ui.intake.rating import rating_routes
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell
from ui.shell.pages import guarded
from ui.texts import TAGS, catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

LINK = ("code", "title", "titleEn", "kind", "employeeCode", "departmentCode", "locationCode", "place", "product",
        "channel", "languages")  # fmt: skip
KINDS = ("STORE", "AGENT", "DEPARTMENT", "WARD")
CHANNELS = ("LINK", "RATING")
QR: Mapping[str, Any] = {"scale": 8, "border": 4, "dark": "#14181a", "light": "#ffffff"}
"""Black on white with a quiet margin: what any phone reads, also from paper, also in a dark theme."""


def routes(pages: Pages) -> list[Route]:
    links, entry, names, both = Links(pages), Entry(pages), Nicknames(pages), ["GET", "POST"]
    return [
        *public_routes(pages),
        *rating_routes(pages),
        Route("/feedback/links", guarded(pages, links.listed)),
        Route("/feedback/links/new", guarded(pages, links.edit), methods=both),
        Route("/feedback/links/renew", guarded(pages, links.renew), methods=["POST"]),
        Route("/feedback/links/turn", guarded(pages, links.turn), methods=["POST"]),
        Route("/feedback/links/turn/undo", guarded(pages, links.turn), methods=["POST"]),
        Route("/feedback/links/{link}", guarded(pages, links.edit), methods=both),
        Route("/feedback/links/{link}/qr.svg", guarded(pages, links.code)),
        Route("/feedback/links/{link}/poster", guarded(pages, links.poster)),
        Route("/feedback/new", guarded(pages, entry.show), methods=both),
        Route("/feedback/aside", guarded(pages, entry.aside)),
        Route("/feedback/judge", guarded(pages, entry.judge), methods=["POST"]),
        Route("/feedback/nicknames", guarded(pages, names.show), methods=both),
        Route("/feedback/nicknames/remove", guarded(pages, names.remove), methods=["POST"]),
    ]


class Links:
    """Links: listed with this month's answers, made, printed, turned off."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request, form: Form | None = None) -> Response:
        self._allow(request)
        answer = await self.pages.ask(request, "intake/links", after=request.query_params.get("after"))
        month = request.state.ctx.today.isoformat()[:7]
        volume = await self.pages.ask(request, "intake/volume", period={"named": [month]})
        info = (answer["feedbackLinks"] or {}).get("pageInfo") or {}
        shown = {
            "items": nodes(answer, "feedbackLinks"),
            "next": info["endCursor"] if info.get("hasNextPage") else "",
            "volume": volumes(volume["metric"]),
            "month": month,
            "may_keep": may_write(request.state.ctx, "Mutation.saveFeedbackLink", own=False),
            "may_judge": may_write(request.state.ctx, "Mutation.judgeCustomerFeedback", own=False),
            "base": base_of(self.pages, request),
            "form": form or Form(""),
            "keys": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "intake/links.html", shown, status=shown["form"].status)

    async def edit(self, request: Request) -> Response:
        self._allow(request)
        if not may_write(request.state.ctx, "Mutation.saveFeedbackLink", own=False):
            raise PageTrouble(404, "")
        link = request.path_params.get("link", "")
        if request.method == "POST":
            form, values = await sent(self.pages, request, LINK)
            given = {**filled(values), **version_of(form)}
            key = str(form.get("key", ""))
            problem = await act(self.pages, request, "intake/save_link", given, values, key)
            if problem is None:
                return tell(back_to("/feedback/links"), "link-saved")
            return await self._page(request, link, problem, str(form.get("version", "")))
        if not link:
            began = {
                "kind": request.query_params.get("kind", "STORE"),
                "channel": "LINK",
                "languages": "zh,en",
            }
            return await self._page(request, "", Form("", began), "")
        row = await self._one(request)
        return await self._page(request, link, Form("", held(row)), str(row["version"]))

    async def _page(self, request: Request, link: str, form: Form, version: str) -> Response:
        places = await self.pages.ask(request, "intake/places")
        shown = {
            "link": link, "form": form, "version": version, "key": uuid4().hex, "kinds": KINDS, "channels": CHANNELS,
            "stores": [(row["code"], row["name"]) for row in nodes(places, "locations")],
            "products": nodes(places, "products"),
            "units": [(row["code"], row["name"]) for row in nodes(places, "departments")],
        }  # fmt: skip
        return await self.pages.show(request, "intake/link_edit.html", shown, status=form.status)

    async def renew(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id",))
        given = {**values, **version_of(form)}
        key = str(form.get("key", ""))
        problem = await act(self.pages, request, "intake/renew_link", given, values, key)
        if problem is None:
            return tell(back_to("/feedback/links"), "link-renewed")
        return await self.listed(request, problem)

    async def turn(self, request: Request) -> Response:
        """Turn a link on or off."""
        form, values = await sent(self.pages, request, ("id", "on"))
        row = (await self.pages.ask(request, "intake/link", id=values["id"]))["feedbackLink"]
        if row is None:
            raise PageTrouble(404, "")
        given = {**filled(held(row)), "isActive": values["on"] == "1"}
        key = str(form.get("key", ""))
        problem = await act(self.pages, request, "intake/save_link", given, values, key)
        if problem is not None:
            return await self.listed(request, problem)
        back = Undo("/feedback/links/turn/undo", {"id": values["id"], "on": "" if given["isActive"] else "1"})
        return tell(back_to("/feedback/links"), "link-on" if given["isActive"] else "link-off", undo=back)

    async def code(self, request: Request) -> Response:
        """Answer with the QR code of a link's address."""
        row = await self._one(request)
        out = io.BytesIO()
        segno.make(address(self.pages, request, row), error="m", micro=False).save(out, kind="svg", **QR)
        return Response(out.getvalue(), media_type="image/svg+xml")

    async def poster(self, request: Request) -> Response:
        row = await self._one(request)
        shown = {"row": row, "address": address(self.pages, request, row), "asks": asks(row["languages"])}
        return await self.pages.show(request, "intake/poster.html", shown)

    async def _one(self, request: Request) -> Mapping[str, Any]:
        self._allow(request)
        row: Mapping[str, Any] | None = (
            await self.pages.ask(request, "intake/link", id=request.path_params["link"])
        )["feedbackLink"]
        if row is None:
            raise PageTrouble(404, "")
        return row

    def _allow(self, request: Request) -> None:
        if not may_see(request.state.ctx, "FeedbackLink.id"):
            raise PageTrouble(404, "")


class Nicknames:
    """What shops call our people, so that their files find them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not may_see(request.state.ctx, "AgentNickname.id"):
            raise PageTrouble(404, "")
        form = Form("")
        if request.method == "POST":
            sent_form, values = await sent(self.pages, request, ("source", "nickname", "employeeCode"))
            key = str(sent_form.get("key", ""))
            problem = await act(self.pages, request, "intake/save_nickname", values, values, key)
            if problem is None:
                return tell(back_to("/feedback/nicknames"), "nickname-kept")
            form = problem
        answer = await self.pages.ask(request, "intake/nicknames", after=request.query_params.get("after"))
        info = (answer["agentNicknames"] or {}).get("pageInfo") or {}
        shown = {
            "names": nodes(answer, "agentNicknames"),
            "next": info["endCursor"] if info.get("hasNextPage") else "",
            "form": form,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "intake/nicknames.html", shown, status=form.status)

    async def remove(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id",))
        key = str(form.get("key", ""))
        await act(self.pages, request, "intake/remove_nickname", values, values, key)
        return tell(back_to("/feedback/nicknames"), "nickname-gone")


def base_of(pages: Pages, request: Request) -> str:
    """Return where people reach us: the address that is set, else the one this page came by."""
    if fixed := pages.doors.settings.public_url:
        return fixed.rstrip("/")
    here = urlsplit(str(request.url))
    return f"{here.scheme}://{here.netloc}"


def address(pages: Pages, request: Request, row: Mapping[str, Any]) -> str:
    return f"{base_of(pages, request)}/f/{row['token']}"


def held(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a link as its form begins."""
    plain = ("code", "title", "titleEn", "kind", "place", "product", "channel", "languages")
    texts = {name: row[name] or "" for name in plain}
    return texts | {
        f"{name}Code": (row[name] or {}).get("code") or "" for name in ("employee", "department", "location")
    }


def volumes(found: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return each unit's valid answers of the month, the most first."""
    rows = (found or {}).get("rows") or ()
    told = [
        {
            "unit": row["group"][0]["label"],
            "count": int(float(row["cells"][0]["value"])),
            "met": row["cells"][0]["target"] == "MET",
        }
        for row in rows
        if row["group"] and row["cells"][0]["value"] is not None
    ]
    return sorted(told, key=lambda each: -int(str(each["count"])))


def asks(languages: str) -> list[tuple[str, str]]:
    """Return the request on a poster in each language of the link, whatever language its maker reads."""
    found = []
    for language in TAGS:
        say = catalogue(language).ugettext
        if language in languages.split(","):
            found.append((TAGS[language], say("Scan and tell us how it was")))
    return found
