"""What customers see: a form without account, cookie or script, in both languages, thanks, and their answers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ui.forms import Form
from ui.intake.guests import gone, of_key, reached, sentence, speak
from ui.page import Pages
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

NAMES = ("score", "kind", "text", "orderRef", "customerRef", "website", "stamp")
RECEIPT, KEY = 8, 32
CACHE = {"Cache-Control": "no-store"}


def public_routes(pages: Pages) -> list[Route]:
    form = PublicForm(pages)
    return [
        Route("/f/{token}", guarded(pages, form.show, anonymous=True), methods=["GET", "POST"]),
        Route("/f/answer/{key}", guarded(pages, form.answers, anonymous=True)),
        Route("/f/{token}/thanks", guarded(pages, form.thanks, anonymous=True)),
    ]


class PublicForm:
    """GET and POST /f/{token}: whoever opens it is a stranger, also with a session of ours in their browser.

    Nothing is done in anybody's name, so a form sent from elsewhere can do no more than one sent from here.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        speak(request)
        token = request.path_params["token"]
        found = await self.pages.doors.public_form(token)
        words = catalogue(self.pages.language(request)).ugettext
        if found is None:
            say = words("It was taken down or replaced. Ask for a new one where you found it.")
            return await gone(
                self.pages, request, words("This link leads nowhere"), say, HTTPStatus.NOT_FOUND
            )
        link, stamp = found
        if self.pages.language(request) not in link.languages:
            request.cookies["lang"] = link.languages[0]
        if request.method == "GET":
            return await self._page(request, link, stamp, Form(""))
        try:
            sent = await self.pages.doors.small_form(request)
        except Exception as error:  # noqa: BLE001 (what is no expected trouble is raised again)
            say, status = sentence(error, self.pages.language(request))
            return await gone(self.pages, request, words("Not sent yet"), say, status)
        values = {name: sent.get(name, "") for name in NAMES}
        return await self._send(request, link, values)

    async def _send(self, request: Request, link: Any, values: dict[str, str]) -> Response:
        language = self.pages.language(request)
        try:
            receipt, key = await self.pages.doors.send_public(request, values, language)
        except Exception as error:  # noqa: BLE001 (as above)
            say, status = sentence(error, language)
            path = getattr(error, "path", ())
            name = path[-1] if path and path[-1] in NAMES else ""
            title = catalogue(language).ugettext("Not sent yet")
            form = Form(title, values, {name: say}, status)
            return await self._page(request, link, values["stamp"], form)
        place = f"/f/{request.path_params['token']}/thanks?" + urlencode(
            {"lang": language, "no": receipt, "key": key}
        )
        return RedirectResponse(place, 303, CACHE)

    async def _page(self, request: Request, link: Any, stamp: str, form: Form) -> Response:
        language = self.pages.language(request)
        others = [each for each in link.languages if each != language]
        shown: Mapping[str, Any] = {
            "token": request.path_params["token"],
            "stamp": stamp,
            "form": form,
            "title": (link.title_en or link.title) if language == "en" else link.title,
            "place": link.place,
            "kind": link.kind,
            "one_tap": link.channel == "RATING" and "more" not in request.query_params,
            "other": others[0] if others else "",
            "promised": await self.pages.doors.promised(request.path_params["token"]),
        }
        return await self.pages.show(request, "intake/form.html", shown, status=form.status)

    async def thanks(self, request: Request) -> Response:
        speak(request)
        number = request.query_params.get("no", "")
        receipt = number if number.isalnum() and len(number) == RECEIPT else ""
        key = request.query_params.get("key", "")
        own = key if key.isalnum() and len(key) == KEY else ""
        token = request.path_params["token"]
        promised = await self.pages.doors.promised(token)
        shown = {"token": token, "receipt": receipt, "key": own, "promised": promised}
        return await self.pages.show(request, "intake/thanks.html", shown)

    async def answers(self, request: Request) -> Response:
        """Show a guest what they were told; a wrong key and one that ended are the same."""
        speak(request)
        words = catalogue(self.pages.language(request)).ugettext
        say = words("The address is mistyped, or it is over half a year old.")
        found: Any = await reached(self.pages, request, self.pages.doors.guest_answers, say)
        if isinstance(found, Response):
            return found
        return await self.pages.show(request, "intake/answers.html", of_key(self.pages, request, found))
