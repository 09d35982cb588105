"""Assigning a course to one or several people: of a department, by their numbers, or chosen in the list of people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.people.bulk import everyone
from ui.quality.acting import act, sent
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

FIELDS: Final = ("courseId", "employeeCodes", "dueOn", "next", "every")
HERE: Final = "/training/assign"
AFTER: Final = "/training?view=open"
BLOCKS: Final = {"drawer": "assigning"}
MOST: Final = 1000
"""So many people can be given a course in one go."""
SHOWN: Final = 6
"""So many names stand in the form where all of a list are meant; the others are counted."""
PAGE: Final = 200


class Assigning:
    """GET and POST /training/assign, in the drawer of the list of people or as a page; POST takes it back."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def assign(self, request: Request) -> Response:
        if not may_write(request.state.ctx, "Mutation.enroll", own=False):
            raise PageTrouble(404, "")
        given = request.query_params
        form, chosen = Form("", {"courseId": given.get("course", "")}), given.getlist("pick")
        going_back, every = given.get("next", ""), request.url.query if "every" in given else ""
        if request.method == "POST":
            done = await self._enroll(request)
            if not isinstance(done, tuple):
                return done
            form, chosen, going_back = done
            every = form.values.get("every", "")
        if every:
            chosen = await everyone(self.pages, request, every)
        unit = given.get("unit", "")
        offered = await self.pages.ask(request, "training/offered")
        shown = {
            "form": form,
            "unit": unit,
            "courses": nodes(offered, "courses"),
            "units": nodes(offered, "departments"),
            "people": await self._people(request, unit, chosen[:SHOWN] if every else chosen),
            "every": every,
            "count": len(chosen),
            "most": MOST,
            "chosen": chosen,
            "picked": bool(chosen) and not unit,
            "next": going_back if going_back.startswith("/people") else "",
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in offered.errors],
        }
        return await self.pages.show(
            request, "training/assign.html", shown, status=form.status, blocks=BLOCKS
        )

    async def _people(self, request: Request, unit: str, chosen: Sequence[str]) -> list[Mapping[str, Any]]:
        """Return the people of the department, or those who were chosen."""
        if unit:
            where: dict[str, Any] = {"department": {"code": {"eq": unit}}}
        elif chosen:
            where = {"id": {"in": list(dict.fromkeys(chosen))[:PAGE]}}
        else:
            return []
        return nodes(await self.pages.ask(request, "training/colleagues", where=where), "employees")

    async def _enroll(self, request: Request) -> Response | tuple[Form, list[str], str]:
        form, values = await sent(self.pages, request, FIELDS)
        say = catalogue(self.pages.language(request)).ugettext
        chosen = [str(each) for each in form.getlist("person")]
        if values["every"]:
            chosen = await everyone(self.pages, request, values["every"])
            if str(len(chosen)) != form.get("count"):
                changed = {"": say("The list has changed meanwhile; look at it again.")}
                return (
                    Form(say("Not saved yet"), values, changed, HTTPStatus.CONFLICT),
                    chosen,
                    values["next"],
                )
        given = {
            "courseId": values["courseId"] or None,
            "employeeIds": chosen,
            "employeeCodes": values["employeeCodes"].replace("，", " ").replace(",", " ").split(),
            "dueOn": values["dueOn"] or None,
            "idempotencyKey": str(form.get("key", "")) or uuid4().hex,
        }
        answer = await self.pages.ask(request, "training/enroll", input=given)
        if batch := answer["enroll"]:
            place = values["next"] if values["next"].startswith("/people") else AFTER
            if batch["jobId"]:
                return back_to(f"{HERE}/jobs/{batch['jobId']}" + query({"next": place}))
            undo = Undo(f"{HERE}/undo", {"id": batch["id"], "next": place})
            return tell(back_to(place), "course-assigned", undo=undo, num=batch["count"])
        typed = {**values, "employeeIds": ""}
        problem = troubled(say("Not saved yet"), typed, answer.errors, self.pages.language(request))
        return problem, chosen, values["next"]

    async def job(self, request: Request) -> Response:
        """Show how far it is with a course for many, and what became of it."""
        found = (await self.pages.ask(request, "training/enroll_job", id=request.path_params["job"]))["job"]
        if found is None:
            raise PageTrouble(404, "")
        zh, _, en = str(found["error"] or "").partition(": ")[2].partition(" | ")
        place = request.query_params.get("next", "")
        view = {
            "job": found,
            "is_busy": found["state"] in ("QUEUED", "RUNNING"),
            "why": en if self.pages.language(request) == "en" and en else zh,
            "next": place if place.startswith("/people") else AFTER,
        }
        return await self.pages.show(
            request, "training/enroll_job.html", view, blocks={"enroll-job": "state"}
        )

    async def undo(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "next"))
        del form
        problem = await act(self.pages, request, "training/undo_enroll", {"id": values["id"]}, values)
        return tell(back_to(values["next"] or "/training"), "too-late" if problem else "undone")
