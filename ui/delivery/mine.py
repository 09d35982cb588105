"""What the reader chooses for themselves: channels by kind of news, quiet hours, robots, the calendar of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.delivery.words import PERSONAL, ROBOTS
from ui.forms import Form
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

PLACE = "/me/notifications"
HOURS = ("quietFrom", "quietTo", "zone")


class Mine:
    """GET and POST /me/notifications and below."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if request.method == "GET":
            return await self._page(request, Form(""))
        form, values = await sent(self.pages, request, HOURS)
        choices = chosen(form)
        given = {
            "choices": choices, **version_of(form), **filled({"zone": values["zone"]}),
            **{name: minutes(values[name]) for name in HOURS[:2] if values[name]},
        }  # fmt: skip
        problem = await act(
            self.pages, request, "delivery/save_mine", given, values, str(form.get("key", ""))
        )
        if problem is None:
            return tell(back_to(PLACE), "notifications-saved")
        return await self._page(
            request, problem, picked={each["family"]: each["channels"] for each in choices}
        )

    async def _page(
        self, request: Request, form: Form, *, tested: Mapping[str, Any] | None = None, picked: Any = None
    ) -> Response:
        answer = await self.pages.ask(request, "delivery/mine")
        found = answer["notificationPreference"]
        if found is None:
            raise PageTrouble(403, " ".join(self.pages.say(request, error) for error in answer.errors))
        settings = self.pages.doors.settings
        began = {
            "quietFrom": clock(found["quietFrom"]), "quietTo": clock(found["quietTo"]), "zone": found["zone"],
        }  # fmt: skip
        view = {
            "mine": found,
            "families": [each["family"] for each in found["choices"]],
            "picked": picked or {each["family"]: each["channels"] for each in found["choices"]},
            "channels": [each for each in PERSONAL if each in found["openChannels"]],
            "robots": ROBOTS,
            "bases": {
                "WECOM": settings.wecom_address, "DINGTALK": settings.dingtalk_address,
                "FEISHU": settings.feishu_address,
            },
            "form": form if form.values else Form(form.title, began, form.errors, form.status),
            "tested": tested or {},
            "key": uuid4().hex,
        }  # fmt: skip
        return await self.pages.show(request, "delivery/mine.html", view, status=form.status)

    async def robot(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("channel", "address", "secret"))
        given = {**filled(values), "channel": values["channel"], "address": values["address"]}
        problem = await act(
            self.pages,
            request,
            "delivery/save_robot",
            given,
            {**values, "secret": ""},
            str(form.get("key", "")),
        )
        return tell(back_to(PLACE), "robot-set") if problem is None else await self._page(request, problem)

    async def remove(self, request: Request) -> Response:
        _, values = await sent(self.pages, request, ("channel",))
        problem = await act(self.pages, request, "delivery/remove_robot", values, values)
        return (
            tell(back_to(PLACE), "robot-removed") if problem is None else await self._page(request, problem)
        )

    async def test(self, request: Request) -> Response:
        _, values = await sent(self.pages, request, ("channel",))
        answer = await self.pages.ask(request, "delivery/try_mine", input={"channel": values["channel"]})
        trouble = " ".join(self.pages.say(request, error) for error in answer.errors)
        found = answer["tested"] or {"isReceived": False, "trouble": trouble}
        if "hx-request" in request.headers:
            block = {f"tested-{values['channel']}": "result"}
            return await self.pages.show(request, "delivery/tested.html", {"result": found}, blocks=block)
        return await self._page(request, Form(""), tested={values["channel"]: found})

    async def calendar(self, request: Request) -> Response:
        """Make the key of a calendar and show its address this once."""
        await sent(self.pages, request, ())
        answer = await self.pages.ask(request, "delivery/make_feed")
        if answer["createCalendarFeed"] is None:
            raise PageTrouble(403, " ".join(self.pages.say(request, error) for error in answer.errors))
        say = catalogue(self.pages.language(request)).ugettext
        base = self.pages.doors.settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")
        view = {
            "title": say("My calendar"), "sub": "", "places": [], "current": PLACE,
            "name": say("Address of the calendar"), "back": PLACE,
            "secret": base + answer["createCalendarFeed"]["path"],
            "note": say("Whoever holds it sees your dates. The address before it no longer works."),
            "hint": say("Add it in your calendar as a subscription; it is read anew about every hour."),
        }  # fmt: skip
        return await self.pages.show(request, "admin/secret.html", view)

    async def revoke(self, request: Request) -> Response:
        await sent(self.pages, request, ())
        await self.pages.ask(request, "delivery/revoke_feed")
        return tell(back_to(PLACE), "calendar-revoked")


def chosen(form: FormData) -> list[dict[str, Any]]:
    """Return the channels by family, as the boxes `on` name them: FAMILY:CHANNEL."""
    found: dict[str, list[str]] = {}
    for each in form.getlist("on"):
        family, _, channel = str(each).partition(":")
        if channel in PERSONAL:
            found.setdefault(family, []).append(channel)
    return [{"family": family, "channels": channels} for family, channels in found.items()]


def minutes(text: str) -> int:
    """Read a time of the day as its minutes; -1 for what is none, which the server refuses in words."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdecimal() and minute.isdecimal() else -1


def clock(found: int | None) -> str:
    return "" if found is None else f"{found // 60:02d}:{found % 60:02d}"
