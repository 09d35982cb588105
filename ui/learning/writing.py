"""Writing the catalogue: a course, its lessons in their order, and the questions of its quizzes and its exam."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled
from ui.learning.catalogue import MODES, TAGS
from ui.learning.markup import shown as marked_up
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TYPES = ("ONBOARDING_BASE", "UPSKILL", "COMPLIANCE", "KEY_ACCOUNT", "OTHER")
KINDS = ("PAGE", "VIDEO", "QUIZ")
COURSE = (
    "code",
    "title",
    "titleEn",
    "summary",
    "courseType",
    "mode",
    "hours",
    "industry",
    "ownerCode",
    "rubric",
)
NUMBERS = ("passScore", "certificateMonths")
LESSON = ("title", "titleEn", "kind", "body", "videoUrl")
OPTIONS = 6
"""So many options a question can be given here."""
SPARE = 3
"""So many empty questions stand below those there are."""
ASKED = re.compile(r"[te]-[0-9]{1,2}|[or]-[0-9]{1,2}-[0-9]")
"""The fields of a quiz; see `began_quiz`."""


class Writing:
    """The forms under /training/courses."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def _check(self, request: Request) -> None:
        if not may_write(request.state.ctx, "Mutation.saveCourse", own=False):
            raise PageTrouble(404, "")

    async def _read(self, request: Request, course: str) -> Any:  # a row of the answer
        self._check(request)
        row = (await self.pages.ask(request, "learning/writing", id=course))["course"]
        if row is None:
            raise PageTrouble(404, "")
        return row

    async def find(self, request: Request) -> tuple[Any, Any]:  # rows of the answer
        """Return the course, and its lesson that the address names, if it names one."""
        lesson = request.path_params.get("lesson", "")
        row = await self._read(request, request.path_params["course"])
        known = next((each for each in row["lessons"]["nodes"] if each["id"] == lesson), None)
        if lesson and known is None:
            raise PageTrouble(404, "")
        return row, known

    # --- A course ---

    async def course(self, request: Request) -> Response:
        course = request.path_params.get("course", "")
        self._check(request)
        row = await self._read(request, course) if course else None
        if request.method == "GET":
            return await self._course_page(request, course, row, Form("", began(row)))
        form, values = await sent(self.pages, request, (*COURSE, *NUMBERS, "hasExam"))
        tags = [str(tag) for tag in form.getlist("tags")]
        given: dict[str, Any] = {name: values[name] for name in COURSE if name != "hours"}
        given |= {"hours": values["hours"] or "0", "tags": tags, "hasExam": values["hasExam"] == "1"}
        given |= {"rubric": values["rubric"].splitlines(), **version_of(form)}
        given |= {name: whole(values[name]) for name in NUMBERS if values[name]}
        values = {**values, "tags": " ".join(tags)}
        if course:
            given["id"] = course
        made = await self.pages.ask(
            request,
            "learning/save",
            input={**given, "idempotencyKey": str(form.get("key", "")) or uuid4().hex},
        )
        if saved := made["saveCourse"]:
            place = f"/training/courses/{saved['id']}" + ("" if course else "/lessons")
            return tell(back_to(place), "course-saved")
        problem = self._troubled(request, values, made.errors)
        return await self._course_page(request, course, row, problem)

    def _troubled(self, request: Request, values: Mapping[str, str], errors: Any) -> Form:
        language = self.pages.language(request)
        return troubled(catalogue(language).ugettext("Not saved yet"), values, errors, language)

    async def _course_page(self, request: Request, course: str, row: Any, form: Form) -> Response:
        view = {
            "course": course,
            "row": row,
            "form": form,
            "types": TYPES,
            "modes": MODES,
            "tags": TAGS,
            "chosen": form.values.get("tags", "").split(),
            "version": row["version"] if row else "",
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "learning/course_edit.html", view, status=form.status)

    # --- Its lessons ---

    async def lessons(self, request: Request) -> Response:
        """Show the lessons in their order; move one, or take it out with a way back."""
        course, problem = request.path_params["course"], Form("")
        if request.method == "POST":
            done = await self._arrange(request, course)
            if not isinstance(done, Form):
                return done
            problem = done
        row = await self._read(request, course)
        view = {"row": row, "lessons": row["lessons"]["nodes"], "form": problem, "key": uuid4().hex}
        return await self.pages.show(request, "learning/lessons.html", view, status=problem.status)

    async def _arrange(self, request: Request, course: str) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "id"))
        here = f"/training/courses/{course}/lessons"
        if values["do"] == "remove":
            problem = await act(self.pages, request, "learning/remove", {"id": values["id"]}, values)
            return problem or tell(
                back_to(here), "lesson-removed", undo=Undo(f"{here}/undo", {"id": values["id"]})
            )
        given = {"id": values["id"], "up": values["do"] == "up"}
        problem = await act(self.pages, request, "learning/move", given, values, str(form.get("key", "")))
        return problem or back_to(here)

    async def put_back(self, request: Request) -> Response:
        here = f"/training/courses/{request.path_params['course']}/lessons"
        if request.method != "POST":
            return back_to(here)
        _, values = await sent(self.pages, request, ("id",))
        given = {"id": values["id"], "isRemoved": False}
        problem = await act(self.pages, request, "learning/remove", given, values)
        return tell(back_to(here), "too-late" if problem else "undone")

    async def lesson(self, request: Request) -> Response:
        course, lesson = request.path_params["course"], request.path_params.get("lesson", "")
        row, known = await self.find(request)
        if request.method == "GET":
            return await self.lesson_page(request, row, known, Form("", began_lesson(known)))
        form, values = await sent(self.pages, request, (*LESSON, "minutes", "watchSeconds"))
        given: dict[str, Any] = {**filled(values), **version_of(form)}
        given["minutes"] = whole(values["minutes"])
        given["watchSeconds"] = whole(values["watchSeconds"] or "0")
        given |= {"title": values["title"], "body": values["body"]}
        given |= {"id": lesson} if lesson else {"courseId": course}
        problem = await act(
            self.pages, request, "learning/save_lesson", given, values, str(form.get("key", ""))
        )
        if problem is None:
            return tell(back_to(f"/training/courses/{course}/lessons"), "lesson-saved")
        return await self.lesson_page(request, row, known, problem)

    async def lesson_page(
        self, request: Request, row: Any, known: Any, form: Form, *, files: Form | None = None
    ) -> Response:
        """Show the form of a lesson and, of one that is kept, the form of its files."""
        view = {
            "row": row,
            "known": known,
            "files": files or Form("", {}),
            "form": form,
            "kinds": KINDS,
            "text": marked_up(form.values.get("body", "")),
            "version": known["version"] if known else "",
            "key": uuid4().hex,
        }
        return await self.pages.show(
            request, "learning/lesson_edit.html", view, status=(files or form).status
        )

    # --- Questions ---

    async def quiz(self, request: Request) -> Response:
        """Write the questions of a quiz, or of the written exam where no lesson is named."""
        course, lesson = request.path_params["course"], request.path_params.get("lesson", "")
        row, known = await self.find(request)
        asked = (known["questions"] if known else row["examQuestions"])["nodes"]
        if request.method == "GET":
            return await self._quiz_page(request, row, known, Form("", began_quiz(asked)))
        form, _ = await sent(self.pages, request, ())
        values = {name: str(value).strip() for name, value in form.multi_items() if ASKED.fullmatch(name)}
        given: dict[str, Any] = {"questions": written(values)}
        given |= {"lessonId": lesson} if lesson else {"courseId": course}
        problem = await act(
            self.pages,
            request,
            "learning/save_quiz",
            given,
            {**values, "questions": ""},
            str(form.get("key", "")),
        )
        if problem is None:
            return tell(back_to(f"/training/courses/{course}/lessons"), "quiz-saved")
        return await self._quiz_page(request, row, known, problem)

    async def _quiz_page(self, request: Request, row: Any, known: Any, form: Form) -> Response:
        last = max(
            (int(name[2:]) for name, value in form.values.items() if name[:2] == "t-" and value), default=0
        )
        view = {
            "row": row,
            "known": known,
            "form": form,
            "places": range(1, last + SPARE + 1),
            "options": range(OPTIONS),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "learning/quiz_edit.html", view, status=form.status)


def whole(text: str) -> int:
    """Return the number that was typed; what is none is one that every field refuses, so nothing is left out."""
    return int(text) if text.isascii() and text.isdigit() else -1


def began(row: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what the form of a course begins with."""
    if row is None:
        return {"mode": "ONLINE", "courseType": "UPSKILL", "passScore": "60", "hours": "1"}
    values = {name: str(row[name] or "") for name in (*COURSE, *NUMBERS) if name in row}
    values["hours"] = f"{float(row['hours']):g}"
    values["rubric"] = "\n".join(row["rubric"] or ())
    values["ownerCode"] = (row["owner"] or {}).get("code") or ""
    return values | {"hasExam": "1" if row["hasExam"] else "", "tags": " ".join(row["tags"] or ())}


def began_lesson(row: Mapping[str, Any] | None) -> dict[str, str]:
    if row is None:
        return {"kind": "PAGE", "minutes": "5"}
    return {name: str(row[name] or "") for name in (*LESSON, "minutes", "watchSeconds")}


def began_quiz(asked: list[Any]) -> dict[str, str]:
    """Return what the form of a quiz begins with: `t-` a text, `o-` an option, `r-` whether it is right."""
    values: dict[str, str] = {}
    for at, row in enumerate(asked, start=1):
        values |= {f"t-{at}": row["text"], f"e-{at}": row["explanation"] or ""}
        for place, option in enumerate(row["options"]):
            values[f"o-{at}-{place}"] = option
            values[f"r-{at}-{place}"] = "1" if place in (row["rightOptions"] or ()) else ""
    return values


def written(values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the questions with a text, and of each the options that were filled in."""
    out = []
    for at in sorted(int(name[2:]) for name, value in values.items() if name[:2] == "t-" and value):
        places = [place for place in range(OPTIONS) if values.get(f"o-{at}-{place}")]
        out.append(
            {
                "text": values[f"t-{at}"],
                "options": [values[f"o-{at}-{place}"] for place in places],
                "rightOptions": [
                    number for number, place in enumerate(places) if values.get(f"r-{at}-{place}")
                ],
                "explanation": values.get(f"e-{at}", ""),
            }
        )
    return out
