"""The addresses of quality: checks, their sheets, and customers' answers that are disputed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.quality.answers import Answers
from ui.quality.sheets import Sheets
from ui.said import tell
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

ANSWERS = ("YES", "PARTLY", "NO", "NOT_APPLICABLE")
STATES = {"queue": ["WAITING"], "open": ["DISPUTED", "DIFFERS"], "done": ["RATED", "DECIDED"]}


def routes(pages: Pages) -> list[Route]:
    checks, sheets, answers = Checks(pages), Sheets(pages), Answers(pages)
    both = ["GET", "POST"]
    return [
        Route("/quality", guarded(pages, checks.listed)),
        Route("/quality/draw", guarded(pages, checks.draw), methods=["POST"]),
        Route("/quality/answers", guarded(pages, answers.shown), methods=both),
        Route("/quality/sheets", guarded(pages, sheets.listed), methods=both),
        Route("/quality/sheets/new", guarded(pages, sheets.edit), methods=both),
        Route("/quality/{check}", guarded(pages, checks.one), methods=both),
    ]


class Checks:
    """The list of checks and one of them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request, form: Form | None = None) -> Response:
        ctx = request.state.ctx
        me, sees = ctx.principal.employee_id, may_see(ctx, "QualityCheck.id")
        if me is None and not sees:
            raise PageTrouble(404, "")
        rates = may_write(ctx, "Mutation.rateQualityCheck", own=False)
        views = [
            *(["mine"] if me else []),
            *(["queue"] if rates else []),
            *(["open", "done"] if sees else []),
        ]
        view = request.query_params.get("view", "queue" if rates else views[0])
        view = view if view in views else views[0]
        where = {"agent": {"id": {"eq": me}}} if view == "mine" else {"state": {"in": STATES[view]}}
        answer = await self.pages.ask(
            request, "quality/checks", where=where, after=request.query_params.get("after")
        )
        found = answer["qualityChecks"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "views": views,
            "counts": {
                name: (answer[at] or {}).get("totalCount", 0)
                for name, at in (("queue", "waiting"), ("open", "open"))
            },
            "checks": found.get("nodes", ()),
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_draw": may_write(ctx, "Mutation.drawQualityChecks", own=False),
            "last_week": ctx.today - timedelta(days=7 + ctx.today.weekday()),
            "form": form or Form(""),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "quality/list.html", shown, status=shown["form"].status)

    async def draw(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("week",))
        problem = await act(self.pages, request, "quality/draw", values, values, str(form.get("key", "")))
        if problem is None:
            return tell(back_to("/quality?view=queue"), "checks-drawn")
        return await self.listed(request, problem)

    async def one(self, request: Request) -> Response:
        """Show a check; who may rates it, objects to it or decides on it here."""
        check_id, problem = request.path_params["check"], Form("")
        if request.method == "POST":
            done = await self._act(request, check_id)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(request, "quality/check", id=check_id)
        row = answer["qualityCheck"]
        if row is None:
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        own = row["agent"]["id"] == ctx.principal.employee_id
        others = {
            "rate": row["state"] == "WAITING" and "rateQualityCheck",
            "decide": row["state"] in STATES["open"] and "decideQualityCheck",
        }
        ratings = row["ratings"]["nodes"] if row["ratings"] else []
        rated = ctx.principal.employee_id in {(each["rater"] or {}).get("id") for each in ratings}
        shown = {
            "check": row,
            "own": own,
            "questions": compared(row["sheet"]["questions"]["nodes"], ratings),
            "ratings": ratings,
            "answers": ANSWERS,
            "may": {
                name: bool(verb) and not own and not rated and may_write(ctx, f"Mutation.{verb}", own=False)
                for name, verb in others.items()
            }
            | {"dispute": own and row["state"] == "RATED"},
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "quality/check.html", shown, status=problem.status)

    async def _act(self, request: Request, check_id: str) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "note", "reason", "decision", "score"))
        key, given = str(form.get("key", "")), {"id": check_id, **version_of(form)}
        back = back_to(f"/quality/{check_id}")
        if values["do"] == "rate":
            marks = {name: str(form[name]).strip() for name in form if name[:2] in ("a-", "n-")}
            typed = {**values, **marks, "answers": ""}
            whole = {**given, "answers": answered(marks), "note": values["note"]}
            problem = await act(self.pages, request, "quality/rate", whole, typed, key)
            return problem or tell(back_to("/quality?view=queue"), "check-rated")
        if values["do"] == "dispute":
            whole = {**given, "reason": values["reason"]}
            return await act(self.pages, request, "quality/dispute", whole, values, key) or tell(
                back, "disputed"
            )
        whole = {**given, **filled({name: values[name] for name in ("decision", "score")})}
        whole.setdefault("decision", "")
        return await act(self.pages, request, "quality/decide", whole, values, key) or tell(
            back, "check-decided"
        )


def answered(marks: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the questions that were answered, each with its evidence."""
    return [
        {"questionId": name[2:], "answer": value, "note": marks.get(f"n-{name[2:]}", "")}
        for name, value in marks.items()
        if name.startswith("a-") and value in ANSWERS
    ]


def compared(questions: list[Any], ratings: list[Any]) -> list[dict[str, Any]]:
    """Put beside each question what every rater answered, and whether they differ."""
    by_rater = [{mark["question"]["id"]: mark for mark in row["marks"]["nodes"]} for row in ratings]
    out = []
    for question in questions:
        marks = [found.get(question["id"]) for found in by_rater]
        said = {mark["answer"] for mark in marks if mark}
        out.append({**question, "marks": marks, "differs": len(said) > 1})
    return out
