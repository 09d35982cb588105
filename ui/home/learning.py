"""What home says of training: what its reader has to learn soon, the hours they lack, and whom they are to coach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ui.home.parts import SOON_DAYS, Todo
from ui.page import Answer, Pages
from ui.texts import catalogue, filters

if TYPE_CHECKING:
    from starlette.requests import Request

Row = Mapping[str, Any]
VERBS: Final = {"ASSIGNED": "Start", "EXAM": "To the exam", "STARTED": "Go on"}


async def learning(pages: Pages, request: Request, viewer: Row) -> dict[str, Any]:
    """Return what the reader has to learn within the month, the hours they lack, and whom they are to coach."""
    if not (own := viewer.get("employee")):
        return {"learning": []}
    soon = (request.state.ctx.today + timedelta(days=SOON_DAYS)).isoformat()
    found = await pages.ask(request, "home/learning", me=own["id"], soon=soon)
    language, zone = pages.language(request), pages.doors.settings.zone
    return {"learning": list(to_learn(found, request.state.ctx.today, language, zone))}


def to_learn(found: Answer, today: date, language: Any, zone: str) -> Iterable[Todo]:
    say, until = catalogue(language).ugettext, filters(language, zone)["until"]
    for row in (found["enrollments"] or {}).get("nodes", []):
        course = row["course"] or {}
        title = (language == "en" and course.get("titleEn")) or course.get("title", "")
        verb = {"ASSIGNED": "Start", "EXAM": "To the exam", "STARTED": "Go on"}.get(
            row["state"], "Look at it"
        )
        yield Todo(
            "graduation-cap", title, say("To learn"), until(row["dueOn"], today), row["isOverdue"], say(verb),
            f"/learn/{row['id']}",
        )  # fmt: skip
    for row in (found["hoursDuties"] or {}).get("nodes", []):
        if not float(row["leastHours"] or 0):
            continue
        done, least = (f"{float(row[name]):g}" for name in ("doneHours", "leastHours"))
        yield Todo(
            "timer", say("Hours of training: %(done)s of %(all)s") % {"done": done, "all": least},
            say("Least hours"), until(row["dueOn"], today), row["isOverdue"], say("Choose a course"),
            "/training/courses",
        )  # fmt: skip
    for row in (found["coachingTasks"] or {}).get("nodes", []):
        who = (row["employee"] or {}).get("name") or (row["employee"] or {}).get("code") or ""
        yield Todo(
            "users-round", say("Coach %(name)s") % {"name": who}, say("After a failed exam"),
            until(row["dueOn"], today), row["dueOn"] < today.isoformat(), say("Note coaching"),
            "/training/exams?view=coaching",
        )  # fmt: skip
