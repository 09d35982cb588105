"""Teams and rules: who answers, and by which rule feedback finds them; tried out before it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_read, may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

PROMISED = ("answerHours", "leadPercent", "lateHours")
FLAGS = ("isFallback", "isActive", "keepsCalendar")
TEAM = (
    "code",
    "name",
    "nameEn",
    "departmentCode",
    "leadCode",
    "memberCodes",
    "zone",
    "opens",
    "closes",
    *PROMISED,
)
RULE = (
    "id", "place", "name", "topicCode", "product", "locationCode", "account", "segment", "channel",
    "maxScore", "teamCode",
    "employeeCode",
)  # fmt: skip
TRIED = ("topicCode", "product", "locationCode", "account", "segment", "channel", "score", "agentCode")
SEGMENTS = ("KEY", "SMALL")
CHANNELS = ("LINK", "RATING", "PHONE", "CHAT", "EMAIL", "IMPORT", "API")
DAYS = "1234567"


class Teams:
    """GET and POST /feedback/teams, and the forms of a team and of a rule."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        ctx, problem = request.state.ctx, Form("")
        if not may_read(ctx, "RoutingRule.id"):
            raise PageTrouble(404, "")
        keeps = may_write(ctx, "Mutation.saveFeedbackTeam", own=False)
        if request.method == "POST":
            outcome = await self._act(request)
            if not isinstance(outcome, Form):
                return outcome
            problem = outcome
        answer = await self.pages.ask(request, "feedback/teams")
        tried = {name: request.query_params.get(name, "").strip() for name in TRIED}
        found, wrong = await self._try(request, tried) if any(tried.values()) else (None, [])
        shown = {
            "teams": nodes(answer, "feedbackTeams"),
            "rules": nodes(answer, "routingRules"),
            "unrouted": (answer["unrouted"] or {}).get("totalCount", 0),
            "keeps": keeps,
            **choices(answer, self.pages.language(request)),
            "tried": Form("", tried),
            "found": found,
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in [*answer.errors, *wrong]],
        }
        return await self.pages.show(request, "feedback/teams.html", shown, status=problem.status)

    async def _try(self, request: Request, tried: Mapping[str, str]) -> tuple[Any, list[Any]]:
        given: dict[str, Any] = dict(filled(tried))
        if "score" in given:
            given["score"] = int(given["score"]) if given["score"].isdigit() else 0
        answer = await self.pages.ask(request, "feedback/preview", input=given)
        return answer["routingPreview"], answer.errors

    async def _act(self, request: Request) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "id"))
        if values["do"] == "again":
            answer: Answer = await self.pages.ask(request, "feedback/route_again")
            number = int(answer["routeUnrouted"] or 0)
            return tell(back_to("/feedback/teams"), "feedback-routed-again", num=number)
        given = {"id": values["id"]}
        problem = await act(
            self.pages, request, "feedback/remove_rule", given, values, str(form.get("key", ""))
        )
        return problem or tell(back_to("/feedback/teams"), "rule-removed")

    async def team(self, request: Request) -> Response:
        """Write a team: a new one, or the one named by its code."""
        self._allow(request)
        if request.method == "POST":
            form, values = await sent(self.pages, request, TEAM)
            flags = {name: form.get(name) == "1" for name in FLAGS}
            values |= {name: "1" if held else "" for name, held in flags.items()}
            values["workdays"] = "".join(str(day) for day in form.getlist("workdays"))
            given = {**team_given(values), **flags, **version_of(form)}
            problem = await act(
                self.pages, request, "feedback/save_team", given, values, str(form.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/feedback/teams"), "team-saved")
            return await self._form(request, "team", problem, str(form.get("version", "")))
        answer = await self.pages.ask(request, "feedback/teams")
        code = request.query_params.get("code")
        row = next((each for each in nodes(answer, "feedbackTeams") if each["code"] == code), None)
        values = team_began(row) if row else {"isActive": "1", "keepsCalendar": "1", "workdays": DAYS}
        return await self._form(request, "team", Form("", values), str(row["version"]) if row else "")

    async def rule(self, request: Request) -> Response:
        """Write a rule: a new one, or the one named by its id."""
        self._allow(request)
        if request.method == "POST":
            form, values = await sent(self.pages, request, RULE)
            values["isActive"] = "1" if form.get("isActive") == "1" else ""
            given: dict[str, Any] = {
                **filled(values),
                "isActive": values["isActive"] == "1",
                **version_of(form),
            }
            for name in ("place", "maxScore"):
                if name in given:
                    given[name] = int(given[name]) if str(given[name]).isdigit() else 0
            given.setdefault("place", 1)
            problem = await act(
                self.pages, request, "feedback/save_rule", given, values, str(form.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/feedback/teams"), "rule-saved")
            return await self._form(request, "rule", problem, str(form.get("version", "")))
        answer = await self.pages.ask(request, "feedback/teams")
        rules = nodes(answer, "routingRules")
        row = next((each for each in rules if each["id"] == request.query_params.get("id")), None)
        values = rule_began(row) if row else {"isActive": "1", "place": str(len(rules) + 1)}
        return await self._form(request, "rule", Form("", values), str(row["version"]) if row else "")

    async def _form(self, request: Request, name: str, form: Form, version: str) -> Response:
        answer = await self.pages.ask(request, "feedback/teams")
        shown = {
            "form": form,
            "version": version,
            "teams": [(row["code"], row["name"]) for row in nodes(answer, "feedbackTeams")],
            **choices(answer, self.pages.language(request)),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, f"feedback/{name}_edit.html", shown, status=form.status)

    def _allow(self, request: Request) -> None:
        if not may_write(request.state.ctx, "Mutation.saveFeedbackTeam", own=False):
            raise PageTrouble(404, "")


def choices(answer: Answer, language: str) -> dict[str, Any]:
    """Return what a team or a rule is made of: topics, stores and departments by code, and the channels."""
    english = "nameEn" if language == "en" else "name"
    return {
        "topics": [(row["code"], row[english] or row["name"]) for row in nodes(answer, "feedbackTopics")],
        "stores": [(row["code"], row["name"]) for row in nodes(answer, "locations")],
        "units": [(row["code"], row["name"]) for row in nodes(answer, "departments")],
        "channels": CHANNELS,
        "segments": SEGMENTS,
        "products": nodes(answer, "products"),
    }


def team_given(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what the contract takes of a team's form; hours are written as 09:00."""
    given: dict[str, Any] = {name: values[name] for name in ("code", "name", "nameEn", "zone")}
    given |= filled({name: values[name] for name in ("departmentCode", "leadCode")})
    given["memberCodes"] = [each for each in values["memberCodes"].replace(",", " ").split() if each]
    given["workdays"] = values["workdays"]
    for name, key in (("opens", "opensAt"), ("closes", "closesAt")):
        if values[name]:
            given[key] = minutes_of(values[name])
    given |= {name: number_of(values[name]) for name in PROMISED if values[name]}
    return given


def number_of(text: str) -> int:
    """Return a whole number; 0 for what is none, which the server refuses with its sentence."""
    return int(text) if text.isdigit() else 0


def minutes_of(text: str) -> int:
    """Return the minutes of a time of day; -1 for what is none, which the server refuses with its sentence."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute[:2]) if hour.isdigit() and minute[:2].isdigit() else -1


def time_of(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def team_began(row: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: row[name] or "" for name in ("code", "name", "nameEn", "leadCode", "zone", "workdays")}
    people = [each["employeeCode"] for each in row["members"]["nodes"] if each["employeeCode"]]
    return texts | {
        "departmentCode": row["department"]["code"] if row["department"] else "",
        "memberCodes": " ".join(people),
        "opens": time_of(row["opensAt"]),
        "closes": time_of(row["closesAt"]),
        **{name: "" if row[name] is None else str(row[name]) for name in PROMISED},
        **{name: "1" if row[name] else "" for name in FLAGS},
    }


def rule_began(row: Mapping[str, Any]) -> dict[str, str]:
    plain = (
        "id",
        "place",
        "name",
        "topicCode",
        "product",
        "account",
        "segment",
        "channel",
        "maxScore",
        "employeeCode",
    )
    texts = {name: "" if row[name] is None else str(row[name]) for name in plain}
    return texts | {
        "locationCode": row["location"]["code"] if row["location"] else "",
        "teamCode": row["team"]["code"] if row["team"] else "",
        "isActive": "1" if row["isActive"] else "",
    }
