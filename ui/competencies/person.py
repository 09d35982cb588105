"""The competencies tab of one person's page: bars with their table, what was found when, and a form to assess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_write
from ui.page import Pages, back_to, word
from ui.people.record import Record
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NAMES: Final = ("competencyCode", "level", "source", "assessedOn", "evidence")
SOURCES: Final = ("MANAGER", "PEERS", "EXAM")


class Person:
    """GET and POST /people/{id}/competencies."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        problem = Form("")
        if request.method == "POST":
            done = await self._act(request)
            if not isinstance(done, Form):
                return done
            problem = done
        head = await Record(self.pages).head(request, "competencies")
        found = await self.pages.ask(request, "competencies/person", id=head["person"]["id"])
        person = found["employee"] or {}
        language = self.pages.language(request)
        view = {
            **head,
            "lines": person.get("competencies"),
            "assessments": (person.get("competencyAssessments") or {}).get("nodes") or [],
            "known": nodes(found, "competencies"),
            "sources": [(key, word(language, "assessment_source", key)) for key in SOURCES],
            "may_assess": not head["own"]
            and may_write(request.state.ctx, "Mutation.assessCompetency", own=False),
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, one) for one in found.errors] if not person else [],
        }
        return await self.pages.show(request, "competencies/person.html", view, status=problem.status)

    async def _act(self, request: Request) -> Response | Form:
        """Write an assessment down, or take one back."""
        form, values = await sent(self.pages, request, ("do", "id", "reason", *NAMES))
        key, person = str(form.get("key", "")), request.path_params["id"]
        back = back_to(f"/people/{person}/competencies")
        if values["do"] == "withdraw":
            given: dict[str, Any] = {"id": values["id"], "reason": values["reason"], **version_of(form)}
            problem = await act(self.pages, request, "competencies/withdraw", given, values, key)
            return problem or tell(back, "taken-back")
        given = {
            "employeeId": person,
            **{name: values[name] for name in ("competencyCode", "evidence")},
            "level": values["level"] or "0",
            "source": values["source"] if values["source"] in SOURCES else SOURCES[0],
            **filled({"assessedOn": values["assessedOn"]}),
        }
        problem = await act(self.pages, request, "competencies/assess", given, values, key)
        return problem or tell(back, "saved")
