"""The rules of training, and learning outside told with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query, word
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell
from ui.texts import catalogue
from ui.training.sections import sees_hub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NAMES: Final = (
    "code", "title", "titleEn", "occasion", "audience", "audienceCode", "subject", "months",
    "leastHours", "validFrom", "days", "competencyCode", "leastGap",
)  # fmt: skip
OCCASIONS: Final = ("JOINED", "YEARLY", "GAP", "COMPETENCY_GAP", "FAILED_REVIEW", "CERTIFICATE_ENDS")
RATINGS: Final = ("A", "B", "C", "D", "E")
AUDIENCES: Final = ("EVERYONE", "DEPARTMENT", "FAMILY", "POSITION")
KINDS: Final = ("OTHER", "UPSKILL", "COMPLIANCE", "KEY_ACCOUNT")
OUTSIDE: Final = ("title", "provider", "learnedOn", "hours", "evidence", "courseType")


def begun(given: Mapping[str, str]) -> Form:
    """Return the form for a gap that another page points at, filled in as far as it tells; else an empty one."""
    if not given.get("competency"):
        return Form("")
    unit = given.get("unit", "")
    return Form(
        "",
        {
            "occasion": "COMPETENCY_GAP", "competencyCode": given["competency"], "leastGap": given.get("gap") or "1",
            "audience": "DEPARTMENT" if unit else "EVERYONE", "audienceCode": unit,
        },
    )  # fmt: skip


class Rules:
    """GET and POST /training/rules and /training/outside."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        problem, preview, ctx = begun(request.query_params), None, request.state.ctx
        if request.method == "POST":
            done = await self._act(request)
            if isinstance(done, tuple):
                problem, preview = done
            elif isinstance(done, Form):
                problem = done
            else:
                return done
        answer = await self.pages.ask(request, "training/rules")
        rows = nodes(answer, "trainingRules")
        today = ctx.today.isoformat()
        shown = {
            "rules": [row for row in rows if row["validTo"] is None or row["validTo"] > today],
            "ended": [row for row in rows if row["validTo"] is not None and row["validTo"] <= today],
            "courses": nodes(answer, "courses"),
            "paths": nodes(answer, "learningPaths"),
            "competencies": nodes(answer, "competencies"),
            "ratings": RATINGS,
            "occasions": self._options(request, "rule_occasion", OCCASIONS),
            "audiences": self._options(request, "rule_audience", AUDIENCES),
            "may_keep": may_write(ctx, "Mutation.saveTrainingRule", own=False),
            "form": problem,
            "is_begun": bool(problem.values),
            "preview": preview,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/rules.html", shown, status=problem.status)

    def _options(self, request: Request, group: str, keys: tuple[str, ...]) -> list[tuple[str, str]]:
        language = self.pages.language(request)
        return [(key, word(language, group, key)) for key in keys]

    async def _act(self, request: Request) -> Response | Form | tuple[Form, Mapping[str, Any]]:
        """End a rule, save one, or tell with the form as it was what saving it would assign."""
        form, values = await sent(self.pages, request, ("do", "id", *NAMES))
        key, back = str(form.get("key", "")), back_to("/training/rules")
        if values["do"] == "end":
            given: dict[str, Any] = {"id": values["id"], **version_of(form)}
            return await act(self.pages, request, "training/end_training_rule", given, values, key) or tell(
                back, "training-rule-ended"
            )
        given = {
            **filled({name: values[name] for name in NAMES if name not in ("subject", "months", "days")})
        }
        kind, _, code = values["subject"].partition(":")
        if kind in ("courseCode", "pathCode", "courseType"):
            given[kind] = code
        given |= {name: int(values[name]) for name in ("months", "days") if values[name].isdigit()}
        if given.get("occasion") == "FAILED_REVIEW":
            given["ratings"] = [each for each in RATINGS if f"rating{each}" in form]
        given.setdefault("occasion", "JOINED")
        given.setdefault("code", "")
        given.setdefault("title", "")
        typed = {**values, "courseCode": "", "pathCode": "", "courseType": "", "ratings": ""}
        typed |= {f"rating{each}": "1" for each in RATINGS if f"rating{each}" in form}
        if values["do"] == "preview":
            answer = await self.pages.ask(request, "training/preview_rule", input=given)
            if not answer.errors:
                return Form("", typed), answer["previewTrainingRule"]
            language = self.pages.language(request)
            said = catalogue(language).ugettext("Not saved yet")
            return troubled(said, typed, answer.errors, language)
        problem = await act(self.pages, request, "training/save_training_rule", given, typed, key)
        return problem or tell(back, "training-rule-saved")

    async def outside(self, request: Request) -> Response:
        ctx, problem = request.state.ctx, Form("")
        me = ctx.principal.employee_id
        if me is None and not sees_hub(ctx):
            raise PageTrouble(404, "")
        if request.method == "POST":
            done = await self._report(request)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(request, "training/outside", after=request.query_params.get("after"))
        found = answer["outsideLearnings"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "rows": found.get("nodes") or [],
            "total": found.get("totalCount", 0),
            "next": query({"after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "me": me,
            "kinds": self._options(request, "course_type", KINDS),
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/outside.html", shown, status=problem.status)

    async def _report(self, request: Request) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "id", *OUTSIDE))
        key, back = str(form.get("key", "")), back_to("/training/outside")
        file = await self.pages.doors.upload(form)
        await form.close()
        if values["do"] == "withdraw":
            given: dict[str, Any] = {"id": values["id"], **version_of(form)}
            problem = await act(self.pages, request, "training/withdraw_outside_learning", given, values, key)
            return problem or tell(back, "taken-back")
        given = {name: values[name] for name in OUTSIDE}
        given = {**given, **{name: values[name] or None for name in ("hours", "learnedOn", "courseType")}}
        given |= {"file": file} if file else {}
        typed = {**values, "file": ""}
        problem = await act(self.pages, request, "training/report_outside_learning", given, typed, key)
        return problem or tell(back, "outside-told")
