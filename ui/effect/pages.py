"""The page of what training changed: hours and staying, another least of hours, a course and a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from ui.effect.pictures import forest, newest_told, slopes
from ui.offers import may_read
from ui.page import Pages, PageTrouble
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

KINDS = ("UPSKILL", "ONBOARDING_BASE", "COMPLIANCE", "KEY_ACCOUNT", "OTHER")
FIGURES = ("csat", "first", "turns", "solved", "sold", "order", "complaints", "feedback")
GRAINS, MONTHS = ("QUARTER", "MONTH"), ("3", "6", "9")
BLOCKS = {"hours": "hours", "change": "change", "raised": "raised"}


def sees_effects(ctx: Any) -> bool:  # the context, which pages do not know by its type
    return may_read(ctx, "Query.trainingEffect")


def routes(pages: Pages) -> list[Route]:
    return [Route("/training/effect", guarded(pages, Effects(pages).shown))]


class Effects:
    """GET /training/effect: the frame at once, its answers as they come; `all` brings everything."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        if not sees_effects(request.state.ctx):
            raise PageTrouble(404, "")
        part = request.query_params.get("part", "")
        is_whole = "all" in request.query_params and not part
        choices = await self.choices(request)
        asked = self.asked(request, choices)
        view: dict[str, Any] = {
            **choices,
            "asked": asked,
            "kinds": KINDS,
            "grains": GRAINS,
            "months": MONTHS,
            "is_last_try": is_whole or "again" in request.query_params,
            "hours": await self.hours(request, int(asked["months"])) if is_whole or part == "hours" else None,
            "raised": await self.raised(request) if is_whole or part == "raised" else None,
            "change_found": await self.change(request, asked) if is_whole or part == "change" else None,
        }
        return await self.pages.show(request, "effect/effect.html", view, blocks=BLOCKS)

    async def choices(self, request: Request) -> dict[str, Any]:
        answer = await self.pages.ask(request, "effect/choices")
        return {
            "courses": (answer["courses"] or {}).get("nodes", ()),
            "figures": [answer[name] for name in FIGURES if answer[name]],
        }

    def asked(self, request: Request, choices: Mapping[str, Any]) -> dict[str, str]:
        """Return what is asked for: a kind of course or one course, a figure, months or quarters."""
        given = request.query_params
        courses = [*KINDS, *(each["id"] for each in choices["courses"])]
        figures = [each["key"] for each in choices["figures"]]
        return {
            "course": one_of(given.get("course"), courses),
            "metric": one_of(given.get("metric"), figures or ["csat"]),
            "grain": one_of(given.get("grain"), GRAINS),
            "months": one_of(given.get("months"), MONTHS),
        }

    async def hours(self, request: Request, months: int) -> dict[str, Any]:
        answer = await self.pages.ask(request, "effect/hours", horizon=months)
        found = answer["onboardingHours"]
        failed = [self.pages.say(request, error) for error in answer.errors]
        if not found:
            return {"found": None, "failed": failed}
        return {
            "found": found,
            "forest": forest([found["difference"], found["fairDifference"]]),
            "failed": failed,
        }

    async def raised(self, request: Request) -> dict[str, Any]:
        answer = await self.pages.ask(request, "effect/raised")
        failed = [self.pages.say(request, error) for error in answer.errors]
        return {"found": answer["onboardingHoursChanges"], "failed": failed}

    async def change(self, request: Request, asked: Mapping[str, str]) -> dict[str, Any]:
        which = {"kind": asked["course"]} if asked["course"] in KINDS else {"course": asked["course"]}
        answer = await self.pages.ask(
            request, "effect/change", metric=asked["metric"], grain=asked["grain"], **which
        )
        found = answer["trainingEffect"]
        failed = [self.pages.say(request, error) for error in answer.errors]
        if not found:
            return {"found": None, "failed": failed}
        wave = newest_told(found["waves"])
        return {
            "found": found,
            "forest": forest([found["change"], found["adjusted"], found["placebo"]], int(found["isRatio"])),
            "wave": wave,
            "slopes": slopes(wave) if wave else None,
            "failed": failed,
        }


def one_of(given: str | None, known: Any) -> str:  # any sequence of texts
    """Return what was asked for, if there is such a thing, else the first."""
    return str(given) if given in known else str(known[0])
