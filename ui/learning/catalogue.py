"""The catalogue: what there is to learn, one course, and choosing it for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.learning.markup import shown as marked_up
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TAGS = (
    "BRAND_CULTURE", "PRODUCT", "COMMUNICATION", "PROBLEM_SOLVING", "PLATFORM_RULES", "AFTER_SALES", "SALES_SKILLS",
    "INDUSTRY_ANALYSIS", "NEED_DISCOVERY", "EXECUTIVE_COMMUNICATION",
)  # fmt: skip
MODES = ("ONLINE", "CLASSROOM", "BLENDED", "ON_THE_JOB")
STEPS = {
    "publish": ("learning/publish", "published"),
    "retire": ("learning/retire", "retired"),
    "review": ("learning/review", "course-flagged"),
    "reviewed": ("learning/review", "course-reviewed"),
}


class Catalogue:
    """GET /training/courses; GET and POST /training/courses/{course}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        ctx, asked = request.state.ctx, request.query_params
        writes = may_write(ctx, "Mutation.saveCourse", own=False)
        wish = {name: asked.get(name, "") for name in ("q", "tag", "mode", "state")}
        states = ["DRAFT", "PUBLISHED", "RETIRED"] if writes else ["PUBLISHED"]
        state = wish["state"] if wish["state"] in states else "PUBLISHED"
        where: dict[str, Any] = {"state": {"eq": state}}
        if wish["state"] == "REVIEW" and writes:
            where = {"needsReview": {"eq": True}}
        if wish["mode"] in MODES:
            where["mode"] = {"eq": wish["mode"]}
        answer = await self.pages.ask(
            request,
            "learning/courses",
            where=where,
            search=wish["q"] or None,
            me=ctx.principal.employee_id or "",
        )
        courses = nodes(answer, "courses")
        view = {
            "courses": [row for row in courses if not wish["tag"] or wish["tag"] in (row["tags"] or ())],
            "mine": {row["course"]["id"]: row for row in nodes(answer, "enrollments") if row["course"]},
            "wish": wish,
            "tags": [
                tag
                for tag in TAGS
                if any(tag in (row["tags"] or ()) for row in courses) or tag == wish["tag"]
            ],
            "modes": MODES,
            "states": states,
            "reviews": (answer["reviews"] or {}).get("totalCount", 0),
            "writes": writes,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "learning/courses.html", view)

    async def one(self, request: Request) -> Response:
        """Show a course as its readers see it; who keeps the catalogue publishes, retires and reviews it here."""
        course, problem = request.path_params["course"], Form("")
        if request.method == "POST":
            done = await self._act(request, course)
            if not isinstance(done, Form):
                return done
            problem = done
        ctx = request.state.ctx
        answer = await self.pages.ask(
            request, "learning/course", id=course, me=ctx.principal.employee_id or ""
        )
        row = answer["course"]
        writes = may_write(ctx, "Mutation.saveCourse", own=False)
        if row is None or (row["state"] == "DRAFT" and not writes):
            raise PageTrouble(404, "")
        mine = nodes(answer, "enrollments")
        view = {
            "course": row,
            "lessons": row["lessons"]["nodes"],
            "cases": [each for each in row["cases"]["nodes"] if each["isShared"] or writes],
            "mine": mine[0] if mine else None,
            "may_take": row["state"] == "PUBLISHED"
            and ctx.principal.employee_id is not None
            and may_write(ctx, "Mutation.takeCourse", own=True),
            "writes": writes,
            "marked_up": marked_up,
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "learning/course.html", view, status=problem.status)

    async def _act(self, request: Request, course: str) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "reason"))
        key = str(form.get("key", ""))
        if values["do"] == "take":
            return await self._take(request, course, key, values)
        if values["do"] not in STEPS:
            raise PageTrouble(404, "")
        document, said = STEPS[values["do"]]
        given: dict[str, Any] = {"id": course, **version_of(form)}
        if document == "learning/review":
            given |= {"isNeeded": values["do"] == "review", "reason": values["reason"]}
        problem = await act(self.pages, request, document, given, values, key)
        return problem or tell(back_to(f"/training/courses/{course}"), said)

    async def _take(
        self, request: Request, course: str, key: str, values: Mapping[str, str]
    ) -> Response | Form:
        given = {"courseId": course, "idempotencyKey": key or uuid4().hex}
        answer = await self.pages.ask(request, "learning/take", input=given)
        if taken := answer["takeCourse"]:
            return back_to(f"/learn/{taken}")
        return Form(
            "", values, {"": " ".join(self.pages.say(request, error) for error in answer.errors)}, 422
        )
