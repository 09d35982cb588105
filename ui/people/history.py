"""The history of one record: facts as known now beside those known then, corrected and taken back from there."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.people.changes import Changes
from ui.people.facts import GROUPS, Group, compared, inputs_of, says, value_of
from ui.people.moment import before
from ui.people.record import Record, find_person
from ui.said import tell
from ui.texts import catalogue, filters

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
MAIN = {
    "assignments": "Assignment.department",
    "employments": "Employment.hiredOn",
    "compensations": "Compensation.baseSalary",
}
MOST_MOMENTS = 12


class History:
    """GET /people/{id}/history, and /people/{id}/facts/{fact}, where one fact is corrected."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.record, self.changes = pages, Record(pages), Changes(pages)

    async def show(self, request: Request) -> Response:
        head, zone = await self.record.head(request, "history"), self.pages.doors.settings.zone
        language, is_past = self.pages.language(request), bool(head["moment"].known_at)
        say, write = catalogue(language).ugettext, filters(language, zone)
        answer = await self._facts(request, head["person"]["id"], head["moment"].variables, past=is_past)
        groups = []
        for group in GROUPS:
            now, then = nodes(answer["now"], group), nodes(answer["then"], group) if is_past else None
            lines = [
                {
                    "mark": mark, "row": row, "says": says(group, row, language, write, say),
                    "may": mark != "gone" and self._may(request, group, own=head["own"]),
                }
                for mark, row in compared(now, then)
            ]  # fmt: skip
            if lines:
                groups.append({"name": group.name, "text": say(group.text), "lines": lines})
        view = {**head, "groups": groups, "learned": learned(answer, zone, write), "is_past": is_past}
        view["failed"] = (
            [self.pages.say(request, error) for error in answer.errors] if not answer["now"] else []
        )
        return await self.pages.show(request, "people/history.html", view)

    async def correct(self, request: Request) -> Response:
        """GET shows the form of one fact, POST corrects it or takes it back."""
        found = await find_person(self.pages, request)
        person, say = found["employee"], catalogue(self.pages.language(request)).ugettext
        group, row, is_first = await self._find(request, person["id"])
        viewer = await self.pages.viewer(request)
        own = bool(person["id"] == (viewer.get("employee") or {}).get("id"))
        if not self._may(request, group, own=own):
            raise PageTrouble(HTTPStatus.FORBIDDEN, say("HR changes this; ask them."))
        inputs, language = inputs_of(group, row), self.pages.language(request)
        was = {one.name: value_of(row, one.name) for one in inputs}
        form = Form("", {**was, "reason": ""})
        if request.method == "POST":
            sent = await request.form()
            self.pages.doors.check_csrf(request, sent)
            values = typed(sent, (*was, "reason"))
            form = Form(say("Not saved yet"), values, reasoned(values, say), HTTPStatus.UNPROCESSABLE_ENTITY)
            if not form.errors:
                answer, done = await self._send(request, row, values, was, str(sent.get("act", "")))
                if not answer.errors:
                    return tell(back_to(f"/people/{person['id']}/history"), done)
                form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        view = {
            "person": person, "group": group, "row": row, "inputs": inputs, "form": form, "key": uuid4().hex,
            "options": await self.changes.options(request), "is_first": is_first,
            "says": says(group, row, language, filters(language, self.pages.doors.settings.zone), say),
        }  # fmt: skip
        return await self.pages.show(request, "people/fact.html", view, status=form.status)

    async def _send(
        self, request: Request, row: Row, values: Mapping[str, str], was: Mapping[str, str], act: str
    ) -> tuple[Answer, str]:
        given: dict[str, Any] = {"id": row["id"], "reason": values["reason"], "idempotencyKey": uuid4().hex}
        if act == "retract":
            return await self.pages.ask(request, "people/retract", input=given), "retracted"
        given["changes"] = {name: values[name] for name in was if values[name] and values[name] != was[name]}
        return await self.pages.ask(request, "people/correct", input=given), "corrected"

    async def _facts(self, request: Request, person: str, moment: Mapping[str, Any], *, past: bool) -> Answer:
        return await self.pages.ask(request, "people/history", id=person, past=past, **moment)

    async def _find(self, request: Request, person: str) -> tuple[Group, Row, bool]:
        """Find the fact the address names among those known now, and whether it is the first of its kind."""
        answer = await self._facts(request, person, {}, past=False)
        for group in GROUPS:
            rows = sorted(nodes(answer["now"], group), key=lambda row: row["validFrom"] or "")
            for at, row in enumerate(rows):
                if row["id"] == request.path_params["fact"]:
                    return group, row, at == 0
        say = catalogue(self.pages.language(request)).ugettext
        raise PageTrouble(404, say("There is no such record, or it is not within your reach."))

    def _may(self, request: Request, group: Group, *, own: bool) -> bool:
        ctx = request.state.ctx
        return may_write(ctx, "Mutation.correctFact", own=own) and may_write(ctx, MAIN[group.name], own=own)


def nodes(person: Row | None, group: Group) -> list[Row]:
    return list(((person or {}).get(group.name) or {}).get("nodes") or ())


def reasoned(values: Mapping[str, str], say: Any) -> dict[str, str]:
    return {} if values["reason"] else {"reason": say("Please fill this in.")}


def learned(answer: Answer, zone: str, write: Mapping[str, Any]) -> list[tuple[str, str]]:
    """List the moments at which something was recorded, latest first, each with the minute before it."""
    instants = {
        row["recordedAt"] for group in GROUPS for row in nodes(answer["now"], group) if row["recordedAt"]
    }
    found = {before(each, zone): write["datetime"](each) for each in instants}
    return sorted(found.items(), reverse=True)[:MOST_MOMENTS]
