"""What somebody sees of their own record, field by field with the rule that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page import Pages, PageTrouble
from ui.people.record import find_person
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ORDER = ("plain", "masked", "null")


class ViewAs:
    """GET /people/{id}/as."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        person = (await find_person(self.pages, request))["employee"]
        answer = await self.pages.ask(request, "people/view_as", id=person["id"])
        if answer.errors:
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(403, say("Only HR may look at a record as its person does."))
        rows = [{**row, "kind": kind_of(row["view"])} for row in answer["viewAs"] or ()]
        groups = [(kind, [row for row in rows if row["kind"] == kind]) for kind in ORDER]
        view = {"person": person, "groups": [group for group in groups if group[1]]}
        return await self.pages.show(request, "people/view_as.html", view)


def kind_of(view: str) -> str:
    return view if view in ("plain", "null") else "masked"
