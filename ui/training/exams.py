"""Exams: who stands before one, and one person's course with its exams, its coaching and what ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import orjson

from ui.forms import Form
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, sent, version_of
from ui.said import tell
from ui.training.sections import sees_hub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

STATES: Final = {"waiting": ["EXAM"], "coaching": ["FAILED", "COACHING"]}
KINDS: Final = ("WRITTEN", "PRACTICAL", "SCENARIO")
LINES: Final = 5
"""So many lines of a rubric can be written at once, where the course has none of its own."""
MOST_LINES: Final = 20
ACTS: Final = {
    "rate": ("training/rate_exam", "exam-rated"),
    "coach": ("training/record_coaching", "coaching-kept"),
    "waive": ("training/waive_enrollment", "course-waived"),
    "withdraw": ("training/withdraw_enrollment", "course-withdrawn"),
    "complete": ("training/complete_enrollment", "course-confirmed"),
}
NAMES: Final = ("do", "kind", "score", "remark", "reason", "isDone")


class Exams:
    """GET /training/exams; GET and POST /training/enrollments/{enrollment}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        if not sees_hub(request.state.ctx):
            raise PageTrouble(404, "")
        given = request.query_params
        view = given.get("view", "") if given.get("view") in STATES else "waiting"
        answer = await self.pages.ask(
            request, "training/exams", states=STATES[view], after=given.get("after")
        )
        found = answer["enrollments"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "views": list(STATES),
            "counts": {name: (answer[name] or {}).get("totalCount", 0) for name in STATES},
            "rows": found.get("nodes") or [],
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/exams.html", shown)

    async def one(self, request: Request) -> Response:
        """Show one person's course; who may rates, coaches, waives or takes it back here."""
        row_id, problem = request.path_params["enrollment"], Form("")
        if request.method == "POST":
            done = await self._act(request, row_id)
            if not isinstance(done, Form):
                return done
            problem = done
        row = (await self.pages.ask(request, "training/one", id=row_id))["enrollment"]
        ctx = request.state.ctx
        if row is None:
            raise PageTrouble(404, "")
        own = row["employee"]["id"] == ctx.principal.employee_id
        if own and not sees_hub(ctx):
            return back_to(f"/learn/{row_id}")
        exams = (row["exams"] or {}).get("nodes") or []
        first = next((each for each in exams if each["score"] is None), None)
        rated = first is not None and (first["firstRater"] or {}).get("id") == ctx.principal.employee_id
        shown = {
            "row": row,
            "exams": [{**each, "rubrics": rubrics_of(each)} for each in exams],
            "rubric": asked_lines(row["course"]),
            "coaching": (row["coaching"] or {}).get("nodes") or [],
            "second": first,
            "rated": rated,
            "kinds": ["SCENARIO"] if first else KINDS,
            "lines": LINES,
            "may": offers(ctx, row, own=own),
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "training/one.html", shown, status=problem.status)

    async def _act(self, request: Request, row_id: str) -> Response | Form:
        form, values = await sent(self.pages, request, NAMES)
        document, said = ACTS.get(values["do"], ACTS["rate"])
        given: dict[str, Any] = {"id": row_id, **version_of(form)}
        if values["do"] == "rate":
            given |= {
                "kind": values["kind"] or "WRITTEN",
                "remark": values["remark"],
                **marks_of(form, values),
            }
        elif values["do"] == "coach":
            given |= {"remark": values["remark"], "isDone": bool(values["isDone"])}
        elif values["do"] == "waive":
            given["reason"] = values["reason"]
        typed = {**values, "rubric": ""} | {
            str(name): str(value) for name, value in form.items() if str(name).startswith("r-")
        }
        problem = await act(self.pages, request, document, given, typed, str(form.get("key", "")))
        return problem or tell(back_to(f"/training/enrollments/{row_id}"), said)


def marks_of(form: FormData, values: dict[str, str]) -> dict[str, Any]:
    """Return the score, or the lines of the rubric that were written."""
    if values["score"]:
        return {"score": values["score"]}
    lines = [
        [str(form.get(f"r-{name}-{at}", "")).strip() for name in ("text", "points", "most")]
        for at in range(MOST_LINES)
    ]
    written = [each for each in lines if each[0]]
    return {
        "rubric": [
            {"text": text, "points": number(points), "most": number(most)} for text, points, most in written
        ]
    }


def asked_lines(course: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return what the rubric of a course looks at, and the most points of each line."""
    lines = [line.rpartition("/") for line in (course or {}).get("rubric") or ()]
    return [(what.strip(), most.strip()) for what, _, most in lines]


def rubrics_of(exam: Mapping[str, Any]) -> list[str]:
    """Return each rater's lines as text, once both are in."""
    told = [orjson.loads(exam.get(name) or "[]") for name in ("rubric", "secondRubric")]
    return [" · ".join(f"{text} {points}/{most}" for text, points, most in lines) for lines in told if lines]


def number(text: str) -> int:
    return int(text) if text.isdigit() else -1


def offers(ctx: Any, row: dict[str, Any], *, own: bool) -> dict[str, bool]:
    """Tell which acts to offer; the server decides again."""
    state = row["state"]
    is_open = state in ("ASSIGNED", "STARTED", "EXAM", "FAILED", "COACHING")
    may = {
        name: not own and may_write(ctx, f"Mutation.{verb}", own=False)
        for name, verb in (
            ("rate", "rateExam"), ("coach", "recordCoaching"), ("waive", "waiveEnrollment"),
            ("withdraw", "withdrawEnrollment"), ("complete", "completeEnrollment"),
        )
    }  # fmt: skip
    at_work = row["course"] is not None and row["course"]["mode"] == "ON_THE_JOB"
    return {
        "rate": may["rate"] and state == "EXAM",
        "coach": may["coach"] and state in STATES["coaching"],
        "waive": may["waive"] and is_open,
        "withdraw": may["withdraw"] and is_open and row["rule"] is None,
        "complete": may["complete"] and at_work and state in ("ASSIGNED", "STARTED"),
    }
