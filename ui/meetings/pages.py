"""The addresses of meetings: what is ahead and was held, one meeting with its minutes, series, and open actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form, stored
from ui.meetings.retros import Retros
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

SERIES = ("code", "name", "nameEn", "organizerCode", "nth", "weekday", "starts", "minutesLong", "whereTo")
NEW = {"nth": "1", "weekday": "2", "starts": "14:00", "minutesLong": "60"}
"""What the form of a new series begins with."""
NUMBERS = ("nth", "weekday", "minutesLong")
FIELDS = (
    "title",
    "departmentCode",
    "employeeCode",
    "text",
    "ownerCode",
    "dueOn",
    "minutes",
    "heldOn",
    "item",
)
ACTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # the button: document, fields, what is said afterwards
    "collect": ("meetings/collect", (), "agenda-collected"),
    "add": ("meetings/add_item", ("title", "departmentCode"), "point-added"),
    "invite": ("meetings/invite", ("employeeCode",), "meeting-invited"),
    "action": ("meetings/add_action", ("text", "ownerCode", "dueOn"), "action-added"),
}
OF_MEETING = ("add", "invite", "action")


def routes(pages: Pages) -> list[Route]:
    meetings, retros, both, post = Meetings(pages), Retros(pages), ["GET", "POST"], ["POST"]
    return [
        Route("/meetings", guarded(pages, meetings.listed)),
        Route("/meetings/actions", guarded(pages, meetings.actions)),
        Route("/meetings/actions/tick", guarded(pages, meetings.tick), methods=post),
        Route("/meetings/actions/undo", guarded(pages, meetings.untick), methods=post),
        Route("/meetings/series", guarded(pages, meetings.series), methods=both),
        *retros.routes(),
        Route("/meetings/{meeting}", guarded(pages, meetings.one), methods=both),
    ]


class Meetings:
    """Meetings one is invited to; HR sees all of them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def _require(self, request: Request) -> None:
        ctx = request.state.ctx
        if ctx.principal.employee_id is None and not may_see(ctx, "Meeting.id"):
            raise PageTrouble(404, "")

    async def listed(self, request: Request) -> Response:
        self._require(request)
        ctx = request.state.ctx
        me = ctx.principal.employee_id or ""
        answer = await self.pages.ask(
            request,
            "meetings/list",
            mine={"ownerId": {"eq": me}, "doneOn": {"isNull": True}},
            after=request.query_params.get("after"),
        )
        past = answer["past"] or {}
        info = past.get("pageInfo") or {}
        shown = {
            "ahead": nodes(answer, "ahead"),
            "past": past.get("nodes", ()),
            "next": f"?after={info['endCursor']}" if info.get("hasNextPage") else "",
            "mine": nodes(answer, "mine"),
            "may_set": may_write(ctx, "Mutation.saveMeetingSeries", own=False),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "meetings/list.html", shown)

    async def actions(self, request: Request) -> Response:
        """Show what is open of oneself and of the meetings one was in."""
        self._require(request)
        view = request.query_params.get("view", "mine")
        me = request.state.ctx.principal.employee_id or ""
        own = {"ownerId": {"eq": me}} if view == "mine" else {}
        where = {**own, "doneOn": {"isNull": view != "done"}}
        answer = await self.pages.ask(request, "meetings/actions", where=where)
        shown = {
            "view": view,
            "actions": nodes(answer, "meetingActions"),
            "me": me,
            "may_any": may_write(request.state.ctx, "Mutation.tickMeetingAction", own=False),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "meetings/actions.html", shown)

    async def tick(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "next"))
        given = {"id": values["id"], **version_of(form)}
        problem = await act(self.pages, request, "meetings/tick", given, values, str(form.get("key", "")))
        back = back_to(values["next"] or "/meetings/actions")
        if problem is not None:
            return tell(back, "too-late")
        return tell(back, "action-ticked", undo=Undo("/meetings/actions/undo", {"id": values["id"]}))

    async def untick(self, request: Request) -> Response:
        _, values = await sent(self.pages, request, ("id", "next"))
        answer = await self.pages.ask(request, "meetings/tick", input={"id": values["id"], "done": False})
        back = back_to(values["next"] or "/meetings/actions")
        return tell(back, "undone" if answer["tickMeetingAction"] else "too-late")

    async def series(self, request: Request) -> Response:
        """Keep the meetings that come round."""
        ctx = request.state.ctx
        if not may_write(ctx, "Mutation.saveMeetingSeries", own=False):
            raise PageTrouble(404, "")
        form, chosen = None, list[str]()
        if request.method == "POST":
            raw, values = await sent(self.pages, request, (*SERIES, "version", "isActive"))
            chosen = [str(each) for each in raw.getlist("departmentCodes")]
            given: dict[str, Any] = {
                **filled(values),
                **version_of(raw),
                "departmentCodes": chosen,
                "isActive": raw.get("isActive") == "1",
            }
            for name in ("code", "name", "organizerCode"):
                given.setdefault(name, "")
            given |= {name: int(values[name]) if values[name].isdigit() else 0 for name in NUMBERS}
            typed = {**values, "departmentCodes": ""}
            problem = await act(
                self.pages, request, "meetings/save_series", given, typed, str(raw.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/meetings/series"), "series-saved")
            form = problem
        answer = await self.pages.ask(request, "meetings/series")
        series, code = nodes(answer, "meetingSeries"), request.query_params.get("code")
        if form is None:
            row = next((each for each in series if each["code"] == code), {})
            form, chosen = Form("", NEW | stored(row)), members_of(row)
        shown = {
            "form": form, "chosen": chosen, "key": uuid4().hex, "series": series,
            "departments": nodes(answer, "departments"),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "meetings/series.html", shown, status=form.status)

    async def one(self, request: Request) -> Response:
        """Show a meeting; who is invited prepares it and writes its minutes here."""
        meeting_id, problem = request.path_params["meeting"], Form("")
        if request.method == "POST":
            done = await self._act(request, meeting_id)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(request, "meetings/one", id=meeting_id)
        row = answer["meeting"]
        if row is None:
            raise PageTrouble(404, "")
        ctx = request.state.ctx
        me = ctx.principal.employee_id
        invited = me in {each["employeeId"] for each in nodes_of(row, "invites")}
        writes = invited or may_write(ctx, "Mutation.keepMinutes", own=False)
        shown = {
            "meeting": row,
            "me": me,
            "prepares": writes and row["state"] == "PLANNED",
            "minutes": writes and row["state"] != "HELD",
            "acts": writes,
            "begun": str(row["startsAt"]) <= ctx.now.isoformat(),
            "departments": nodes(answer, "departments"),
            "form": problem if problem.values else Form("", {"minutes": row["minutes"] or ""}),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "meetings/one.html", shown, status=problem.status)

    async def _act(self, request: Request, meeting_id: str) -> Response | Form:
        form, values = await sent(self.pages, request, FIELDS)
        deed, key, back = (
            str(form.get("do", "")),
            str(form.get("key", "")),
            back_to(f"/meetings/{meeting_id}"),
        )
        if deed in ("draft", "finish"):
            given = minutes_of(meeting_id, form, values, finish=deed == "finish")
            said = "minutes-kept" if deed == "draft" else "meeting-held"
            return await act(self.pages, request, "meetings/minutes", given, values, key) or tell(back, said)
        if deed == "remove":
            return await act(
                self.pages, request, "meetings/remove_item", {"id": values["item"]}, values, key
            ) or tell(back, "point-removed")
        if deed not in ACTS:
            raise PageTrouble(404, "")
        document, names, said = ACTS[deed]
        given = {"meetingId" if deed in OF_MEETING else "id": meeting_id}
        given |= {name: values[name] for name in names if values[name] or name != "departmentCode"}
        return await act(self.pages, request, document, given, values, key) or tell(back, said)


def nodes_of(row: Mapping[str, Any], name: str) -> list[Any]:
    return (row.get(name) or {}).get("nodes") or []


def members_of(series: Mapping[str, Any]) -> list[str]:
    return [each["department"]["code"] for each in nodes_of(series, "members") if each["department"]]


def minutes_of(meeting_id: str, form: FormData, values: dict[str, str], *, finish: bool) -> dict[str, Any]:
    """Return the minutes as the contract takes them: text, day, who came, and a decision for each point."""
    decided = [
        {"itemId": name[2:], "decision": str(form[name]).strip()} for name in form if name.startswith("d-")
    ]
    given: dict[str, Any] = {
        "id": meeting_id, "minutes": values["minutes"], "finish": finish, "decisions": decided,
        "presentIds": [str(each) for each in form.getlist("present")], **version_of(form),
    }  # fmt: skip
    return given | ({"heldOn": values["heldOn"]} if values["heldOn"] else {})
