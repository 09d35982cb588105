"""Learning: what one has to learn, a course with its lessons, and one lesson; made for the phone and slow lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.learning.markup import shown as marked_up
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

OPEN = ("ASSIGNED", "STARTED", "EXAM", "FAILED", "COACHING")
LAST = "9999-12-31"
FILMS = (".mp4", ".m4v", ".webm")
"""What a browser plays by itself; any other address opens in a tab of its own."""


class Learning:
    """GET /me/learning, /learn/{enrollment}; GET and POST of its lessons, its exam and its rating."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def mine(self, request: Request) -> Response:
        me = request.state.ctx.principal.employee_id
        if me is None:
            raise PageTrouble(404, "")
        answer = await self.pages.ask(request, "learning/mine", me=me)
        rows = sorted(nodes(answer, "enrollments"), key=urgency)
        mine = {row["course"]["id"]: row for row in reversed(rows) if row["course"]}
        view = {
            "open": [row for row in rows if row["state"] in OPEN],
            "done": sorted(
                (row for row in rows if row["state"] == "PASSED"),
                key=lambda row: row["finishedOn"] or "",
                reverse=True,
            ),
            "hours": nodes(answer, "hoursDuties"),
            "certificates": nodes(answer, "certificates"),
            "paths": [path for path in nodes(answer, "learningPaths") if concerns(path, mine)],
            "mine": mine,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "learning/mine.html", view)

    async def course(self, request: Request) -> Response:
        """Show the course with its lessons; the large button leads on where one left off."""
        view = await self._course(request)
        return await self.pages.show(
            request, "learning/learn.html", {**view, "form": Form(""), "key": uuid4().hex}
        )

    async def _course(self, request: Request) -> dict[str, Any]:
        answer = await self.pages.ask(request, "learning/learn", id=request.path_params["enrollment"])
        row = answer["enrollment"]
        me = request.state.ctx.principal.employee_id
        if row is None or row["course"] is None or (row["employee"] or {}).get("id") != me:
            raise PageTrouble(404, "")
        kept = {each["lesson"]["id"]: each for each in nodes(answer, "lessonProgress") if each["lesson"]}
        lessons = [{**each, "kept": kept.get(each["id"])} for each in row["course"]["lessons"]["nodes"]]
        cases = [each for each in row["course"]["cases"]["nodes"] if each["isShared"]]
        return {
            "row": row,
            "lessons": lessons,
            "next": next_lesson(lessons),
            "exams": (row.get("exams") or {}).get("nodes") or [],
            "coaching": (row.get("coaching") or {}).get("nodes") or [],
            "cases": cases,
            "is_open": row["state"] in OPEN,
            "clock": clock,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }

    async def lesson(self, request: Request) -> Response:
        """Show a lesson; POST keeps one's place, ends it, or hands the quiz in."""
        problem = Form("")
        if request.method == "POST":
            done = await self._learn(request)
            if not isinstance(done, Form):
                return done
            problem = done
        view = await self._course(request)
        chosen = request.path_params["lesson"]
        at = next((at for at, each in enumerate(view["lessons"]) if each["id"] == chosen), None)
        found = (await self.pages.ask(request, "learning/lesson", id=chosen))["lesson"]
        if at is None or found is None:
            raise PageTrouble(404, "")
        kept, after = view["lessons"][at]["kept"], view["lessons"][at + 1 :]
        view |= {
            "lesson": found,
            "text": marked_up(found["body"] or ""),
            "kept": kept,
            "number": at + 1,
            "before": view["lessons"][at - 1] if at else None,
            "after": after[0] if after else None,
            "questions": found["questions"]["nodes"],
            "plays": plays(request, found["videoUrl"] or ""),
            "wrong": (kept or {}).get("wrong") or [],
            "explained": (kept or {}).get("explained") or [],
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "learning/lesson.html", view, status=problem.status)

    async def _learn(self, request: Request) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "position", "videoSeconds", "watchedSeconds"))
        enrollment, lesson = request.path_params["enrollment"], request.path_params["lesson"]
        given: dict[str, Any] = {"enrollmentId": enrollment, "lessonId": lesson}
        key, here = str(form.get("key", "")), f"/learn/{enrollment}/{lesson}"
        if values["do"] == "quiz":
            answers, typed = chosen_of(form)
            whole = {**given, "answers": answers}
            problem = await act(self.pages, request, "learning/answer", whole, {**typed, "answers": ""}, key)
            return problem or back_to(f"{here}#result")
        if values["do"] == "done":
            problem = await act(self.pages, request, "learning/keep", {**given, "isDone": True}, values, key)
            onward = str(form.get("next", ""))
            return problem or back_to(f"/learn/{enrollment}/{onward}" if onward else f"/learn/{enrollment}")
        place = {
            name: int(values[name])
            for name in ("position", "videoSeconds", "watchedSeconds")
            if values[name].isdecimal()
        }
        problem = await act(self.pages, request, "learning/keep", {**given, **place}, values, key)
        return problem or back_to(here)

    async def exam(self, request: Request) -> Response:
        """Show the written exam to who may sit it, and hand it in; the result stands with the course."""
        enrollment, problem = request.path_params["enrollment"], Form("")
        if request.method == "POST":
            form, _ = await sent(self.pages, request, ())
            answers, typed = chosen_of(form)
            whole = {"enrollmentId": enrollment, "answers": answers}
            found = await act(
                self.pages,
                request,
                "learning/exam",
                whole,
                {**typed, "answers": ""},
                str(form.get("key", "")),
            )
            if found is None:
                return tell(back_to(f"/learn/{enrollment}"), "exam-handed-in")
            problem = found
        view = await self._course(request)
        questions = view["row"]["course"]["examQuestions"]["nodes"]
        if view["row"]["state"] != "EXAM" or not questions:
            return back_to(f"/learn/{enrollment}")
        view |= {"questions": questions, "form": problem, "key": uuid4().hex}
        return await self.pages.show(request, "learning/exam.html", view, status=problem.status)

    async def rate(self, request: Request) -> Response:
        enrollment = request.path_params["enrollment"]
        if request.method == "GET":
            return back_to(f"/learn/{enrollment}")
        form, values = await sent(self.pages, request, ("rating", "remark"))
        rating = int(values["rating"]) if values["rating"].isdigit() else 0
        given = {"enrollmentId": enrollment, "rating": rating, "remark": values["remark"]}
        problem = await act(self.pages, request, "learning/rate", given, values, str(form.get("key", "")))
        if problem is None:
            return tell(back_to("/me/learning"), "course-rated")
        view = {**await self._course(request), "form": problem, "key": uuid4().hex}
        return await self.pages.show(request, "learning/learn.html", view, status=problem.status)


def plays(request: Request, address: str) -> bool:
    """Tell whether the page itself can play a video, and let it come from its origin, and from no other."""
    parts = urlsplit(address)
    if not parts.path.lower().endswith(FILMS):
        return False
    request.state.plays_from = f"{parts.scheme}://{parts.netloc}"
    return True


def clock(seconds: int) -> str:
    """Spell seconds as minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"


def urgency(row: Mapping[str, Any]) -> tuple[bool, str, str]:
    """Order what is late or due first, then what was begun, then the rest by when it was given."""
    return (row["state"] not in OPEN, row["dueOn"] or LAST, row["assignedOn"] or "")


def concerns(path: Mapping[str, Any], mine: Mapping[str, Any]) -> bool:
    """Tell whether a path is for everybody, or one whose courses one has begun."""
    return path["isBasic"] or any((step["course"] or {}).get("id") in mine for step in path["steps"]["nodes"])


def next_lesson(lessons: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return where to go on: the lesson last looked at if it is not done, else the first that is not."""
    begun = [each for each in lessons if each["kept"] and not each["kept"]["isDone"]]
    if begun:
        return max(begun, key=lambda each: str(each["kept"]["updatedAt"]))
    return next((each for each in lessons if not (each["kept"] and each["kept"]["isDone"])), None)


def chosen_of(form: FormData) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return what was chosen by question, as the contract takes it and as the form shows it again."""
    chosen: dict[str, list[int]] = {}
    for name, value in form.multi_items():
        if name.startswith("q-") and isinstance(value, str) and value.isdigit():
            chosen.setdefault(name[2:], []).append(int(value))
    typed = {f"q-{key}": " ".join(map(str, options)) for key, options in chosen.items()}
    return [{"questionId": key, "options": options} for key, options in chosen.items()], typed
