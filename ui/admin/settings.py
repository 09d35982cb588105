"""The settings of the company: each with its meaning, range and default, saved one at a time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ui.admin.access import Say, open_places, words
from ui.admin.forms import sent
from ui.effect.pages import sees_effects
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

CHANGE = "mutation ChangeSetting($input: ChangeSettingInput!) { changeSetting(input: $input) { name value } }"
EFFECTS = {"onboarding_hours": "/training/effect#raised"}
"""Where a setting's changes are told beside what they brought."""
STATUS = {"DENIED": 403, "CONFLICT": 409, "INVALID_STATE": 409, "NOT_FOUND": 404}


def groups(say: Say) -> Mapping[str, str]:
    return {
        "company": say("The company"),
        "reminders": say("Reminders"),
        "leaving": say("Leaving"),
        "attendance": say("Attendance"),
        "performance": say("Performance"),
        "recognition": say("Honors"),
        "feedback": say("Customer feedback"),
        "training": say("Training"),
        "recruiting": say("Recruiting"),
        "support": say("Support"),
        "data": say("Data"),
        "security": say("Signing in"),
    }


class Settings:
    """GET /settings and POST /settings/change."""

    path = "/settings"

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        """Show the settings, or the first page of the house this reader may open."""
        places = open_places(self.pages, request)
        if not places:
            raise PageTrouble(
                403, words(self.pages, request)("Your role does not keep this. Ask the administrator.")
            )
        if places[0].path != self.path:
            return back_to(places[0].path)
        return await self._page(request, {}, 200)

    async def change(self, request: Request) -> Response:
        form = await sent(self.pages, request)
        name, value = str(form.get("name", "")), str(form.get("value", "")).strip()
        given: dict[str, Any] = {"name": name, "value": None if form.get("default") else value}
        if (version := str(form.get("version", ""))).isdecimal():
            given["version"] = int(version)
        answer = await self.pages.run(request, CHANGE, input=given)
        if answer["changeSetting"]:
            return tell(back_to(f"{self.path}#{name}"), "saved")
        code = str((answer.errors[0].get("extensions") or {}).get("code"))
        problem = {"name": name, "value": value, "say": self.pages.say(request, answer.errors[0])}
        return await self._page(request, problem, STATUS.get(code, 422))

    async def _page(self, request: Request, problem: Mapping[str, str], status: int) -> Response:
        say = words(self.pages, request)
        answer = await self.pages.ask(request, "admin/settings")
        told = EFFECTS if sees_effects(request.state.ctx) else {}
        found = [
            {**one, "typed": one["value"], "problem": "", "effect": told.get(one["name"])}
            for one in answer["settings"] or []
        ]
        for one in found:
            if one["name"] == problem.get("name"):
                one |= {"typed": problem["value"], "problem": problem["say"]}
        known, open_ones = groups(say), [one for one in found if one["mayChange"] or one["isFixed"]]
        order = [*known, *(one["group"] for one in open_ones)]
        view = {
            "title": say("Company settings"),
            "sub": "",
            "places": open_places(self.pages, request),
            "current": self.path,
            "groups": [
                (group, known.get(group, group), list(rows))
                for group, rows in groupby(
                    sorted(open_ones, key=lambda one: order.index(one["group"])), lambda one: one["group"]
                )
            ],
            "others": [one for one in found if one not in open_ones],
            "languages": {"zh": "中文", "en": "English"},
        }
        return await self.pages.show(request, "admin/settings.html", view, status=status)
