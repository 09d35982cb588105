"""Sessions: those ahead, one with its seats and the code of the room, and planning them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from starlette.responses import Response

from ui.attendance.day import moment
from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

ACTS: Final = {
    "join": ("training/join_training_session", "seat-taken"),
    "leave": ("training/leave_training_session", "seat-given-back"),
    "attend": ("training/attend_training_session", "attended"),
    "cancel": ("training/cancel_training_session", "session-canceled"),
    "close": ("training/close_training_session", "session-closed"),
    "seat": ("training/join_training_session", "seat-taken"),
}
NAMES: Final = (
    "courseId", "title", "starts", "ends", "place", "capacity", "trainerCode", "trainerName", "hours",
)  # fmt: skip
QUARTER: Final = timedelta(days=90)


class Sessions:
    """GET /training/sessions; GET and POST of one, and of planning one."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request) -> Response:
        ctx, given = request.state.ctx, request.query_params
        view = "past" if given.get("view") == "past" else "ahead"
        ahead = view == "ahead"
        since = (ctx.now - timedelta(hours=12)).isoformat()
        where: dict[str, Any] = {"startsAt": {"gte" if ahead else "lt": since}}
        answer = await self.pages.ask(
            request, "training/sessions", where=where, after=given.get("after"),
            me=ctx.principal.employee_id or "", order="ASC" if ahead else "DESC",
        )  # fmt: skip
        found = answer["trainingSessions"] or {}
        info = found.get("pageInfo") or {}
        keeps = may_write(ctx, "Mutation.saveTrainingSession", own=False)
        shown = {
            "view": view,
            "rows": found.get("nodes") or [],
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_plan": keeps,
            "load": await self._load(request) if keeps else [],
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "training/sessions.html", shown)

    async def _load(self, request: Request) -> list[tuple[str, int]]:
        """Return who teaches how many sessions from three months back on."""
        since = (request.state.ctx.now - QUARTER).isoformat()
        answer = await self.pages.ask(request, "training/load", **{"from": since})
        found: dict[str, int] = defaultdict(int)
        for row in nodes(answer, "trainingSessions"):
            if name := (row["trainer"] or {}).get("name") or row["trainerName"]:
                found[name] += 1
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))[:12]

    async def one(self, request: Request) -> Response:
        row_id, problem = request.path_params["session"], Form("")
        if request.method == "POST":
            done = await self._act(request, row_id)
            if not isinstance(done, Form):
                return done
            problem = done
        ctx = request.state.ctx
        row = await self._found(request)
        seats = (row["seats"] or {}).get("nodes") or []
        me = ctx.principal.employee_id
        begins = datetime.fromisoformat(row["startsAt"])
        shown = {
            "row": row,
            "seats": seats,
            "mine": next((each for each in seats if each["employee"]["id"] == me), None),
            "may_keep": may_write(ctx, "Mutation.saveTrainingSession", own=False),
            "may_seat": may_write(ctx, "Mutation.enroll", own=False),
            "is_person": me is not None,
            "has_begun": begins <= ctx.now,
            "may_sign": begins - timedelta(minutes=30) <= ctx.now,
            "is_planned": row["state"] == "PLANNED",
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "training/session.html", shown, status=problem.status)

    async def _found(self, request: Request) -> Any:
        answer = await self.pages.ask(request, "training/session", id=request.path_params["session"])
        if answer["trainingSession"] is None:
            raise PageTrouble(404, "")
        return answer["trainingSession"]

    async def _act(self, request: Request, row_id: str) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "roomCode", "employeeCodes"))
        document, said = ACTS.get(values["do"], ACTS["join"])
        given: dict[str, Any] = {"id": row_id}
        if values["do"] == "attend":
            given["roomCode"] = values["roomCode"]
        elif values["do"] == "seat":
            given["employeeCodes"] = values["employeeCodes"].replace("，", " ").replace(",", " ").split()
        elif values["do"] == "close":
            given |= {"presentIds": [str(each) for each in form.getlist("present")], **version_of(form)}
        elif values["do"] == "cancel":
            given |= version_of(form)
        problem = await act(self.pages, request, document, given, values, str(form.get("key", "")))
        return problem or tell(back_to(f"/training/sessions/{row_id}"), said)

    async def edit(self, request: Request) -> Response:
        """Plan a session, or change one that is planned."""
        if not may_write(request.state.ctx, "Mutation.saveTrainingSession", own=False):
            raise PageTrouble(404, "")
        row = await self._found(request) if "session" in request.path_params else None
        form = Form(
            "", written(row, request) if row else {"courseId": request.query_params.get("course", "")}
        )
        if request.method == "POST":
            done = await self._save(request, row)
            if not isinstance(done, Form):
                return done
            form = done
        offered = await self.pages.ask(request, "training/offered")
        shown = {"row": row, "form": form, "courses": nodes(offered, "courses"), "key": uuid4().hex}
        return await self.pages.show(request, "training/session_edit.html", shown, status=form.status)

    async def _save(self, request: Request, row: Any) -> Response | Form:
        form, values = await sent(self.pages, request, NAMES)
        place = ZoneInfo(row["zone"] if row else self.pages.doors.settings.zone)
        given: dict[str, Any] = filled(
            {name: values[name] for name in NAMES if name not in ("starts", "ends")}
        )
        given |= {"startsAt": moment(values["starts"], place), "endsAt": moment(values["ends"], place)}
        given["capacity"] = int(values["capacity"]) if values["capacity"].isdigit() else 0
        if row:
            given |= {"id": row["id"], **version_of(form)}
            given.pop("courseId", None)
        typed = {**values, "startsAt": "", "endsAt": ""}
        problem = await act(
            self.pages, request, "training/save_training_session", given, typed, str(form.get("key", ""))
        )
        return problem or tell(back_to("/training/sessions"), "session-saved")

    async def calendar(self, request: Request) -> Response:
        """Give one session as a file that calendars read; its number stays, so that a change replaces it."""
        text = event_of(await self._found(request), request.state.ctx.now)
        return Response(
            text, media_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="session.ics"', "Cache-Control": "no-store"},
        )  # fmt: skip


def written(row: Mapping[str, Any], request: Request) -> dict[str, str]:
    """Return a session as its form shows it, in its own time zone."""
    del request
    place = ZoneInfo(row["zone"])
    local = {
        name: f"{datetime.fromisoformat(row[of]).astimezone(place):%Y-%m-%dT%H:%M}"
        for name, of in (("starts", "startsAt"), ("ends", "endsAt"))
    }
    return {
        **local,
        "courseId": row["course"]["id"],
        "title": row["title"],
        "place": row["place"] or "",
        "capacity": str(row["capacity"]),
        "trainerCode": (row["trainer"] or {}).get("code") or "",
        "trainerName": "" if row["trainer"] else row["trainerName"] or "",
        "hours": str(row["hours"]),
    }


def event_of(row: Mapping[str, Any], now: datetime) -> bytes:
    place = ZoneInfo(row["zone"])
    event = Event()
    event.add("uid", f"session-{row['id']}@zhiren")
    event.add("sequence", row["sequence"])
    event.add("dtstamp", now)
    event.add("dtstart", datetime.fromisoformat(row["startsAt"]).astimezone(place))
    event.add("dtend", datetime.fromisoformat(row["endsAt"]).astimezone(place))
    event.add("summary", row["title"])
    event.add("location", row["place"] or "")
    event.add("status", "CANCELLED" if row["state"] == "CANCELED" else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Zhiren//Training//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
