"""Signing in and out, and setting a first password: plain forms; the doors check, count and keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.forms import Form, typed
from ui.page import Pages, back_to
from ui.said import tell
from ui.shell.pages import guarded
from ui.signin.own_password import OwnPassword
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class SignInPages:
    """GET and POST /login and /invitation/{secret}, POST /logout."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        return [
            Route(
                "/login",
                guarded(self.pages, self.sign_in, anonymous=True),
                methods=["GET", "POST"],
                name="login",
            ),
            Route(
                "/invitation/{secret}",
                guarded(self.pages, self.invitation, anonymous=True),
                methods=["GET", "POST"],
            ),
            Route(
                "/account/password",
                guarded(self.pages, OwnPassword(self.pages).show),
                methods=["GET", "POST"],
            ),
            Route("/logout", guarded(self.pages, self.sign_out, anonymous=True), methods=["POST"]),
        ]

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            if request.state.ctx is not None:
                return back_to(request.query_params.get("next", "/"))
            return await self._show(request, Form(""), request.query_params.get("next", "/"))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        place, values = str(sent.get("next", "/")), typed(sent, ("username",))
        outcome = await self.pages.doors.sign_in(request, values["username"], str(sent.get("password", "")))
        if outcome.ok:
            answer = back_to(place)
            self.pages.doors.set_session(answer, outcome.session_cookie_value)
            return answer
        return await self._show(
            request, self._refused(request, values, outcome.trouble, outcome.tries_left), place
        )

    async def invitation(self, request: Request) -> Response:
        """Show the form to anyone, so that an address does not tell whether its invitation exists."""
        form, say = Form(""), catalogue(self.pages.language(request)).ugettext
        if request.method == "POST":
            sent = await request.form()
            self.pages.doors.check_csrf(request, sent)
            password, again = str(sent.get("password", "")), str(sent.get("again", ""))
            problem = {} if password == again else {"again": say("The two are not the same.")}
            problem = problem or await self._accept(request, password)
            if not problem:
                return tell(back_to("/login"), "password")
            form = Form(say("Not saved yet"), {}, problem, 422)
        return await self.pages.show(request, "signin/invitation.html", {"form": form}, status=form.status)

    async def _accept(self, request: Request, password: str) -> dict[str, str]:
        """Return what is wrong, by field; a spent invitation is the whole form's trouble."""
        try:
            await self.pages.doors.accept_invitation(request.path_params["secret"], password)
        except Exception as error:
            if not (hasattr(error, "zh") and hasattr(error, "en")):
                raise
            if "password" in getattr(error, "path", ()):
                return {"password": str(getattr(error, self.pages.language(request)))}
            words = catalogue(self.pages.language(request)).ugettext
            return {"": words("This invitation was used or has run out. Ask for a new one.")}
        return {}

    async def sign_out(self, request: Request) -> Response:
        self.pages.doors.check_csrf(request, await request.form())
        await self.pages.doors.sign_out(request)
        answer = back_to("/login")
        self.pages.doors.clear_session(answer)
        return answer

    def _refused(
        self, request: Request, values: dict[str, str], trouble: tuple[str, str] | None, left: int | None
    ) -> Form:
        words, english = catalogue(self.pages.language(request)), self.pages.language(request) == "en"
        say = trouble[english] if trouble else words.ugettext("Wrong username or password.")
        if left is not None and left > 0:
            say += ("" if not english else " ") + words.ungettext(
                "%(num)s try left.", "%(num)s tries left.", left
            ) % {"num": left}
        return Form("", values, {"password": say}, 422)

    async def _show(self, request: Request, form: Form, place: str) -> Response:
        accounts = self.pages.doors.demo_accounts()
        view = {"form": form, "next": place, "accounts": accounts}
        return await self.pages.show(request, "signin/signin.html", view, status=form.status)
