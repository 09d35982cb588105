"""A person beside the list: what one looks up most, without leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.offers import may_write
from ui.page import Pages, PageTrouble
from ui.people import steps
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

BLOCKS: Final = {"drawer": "peek"}
FACTS: Final = (
    ("department", "Department"),
    ("position", "Position"),
    ("location", "Location"),
    ("manager", "Manager"),
    ("employmentType", "Employment"),
    ("hiredOn", "Hired"),
    ("probationEndsOn", "Probation ends"),
    ("leftOn", "Left"),
    ("phone", "Phone"),
    ("email", "Email"),
)


async def peek(pages: Pages, request: Request) -> Response:
    """Show a person in the drawer, or as a small page."""
    found = await pages.ask(request, "people/peek", id=request.path_params["id"])
    person = found["employee"]
    say = catalogue(pages.language(request)).ugettext
    if person is None:
        raise PageTrouble(404, say("No such record."))
    ctx = request.state.ctx
    offered = [
        step
        for step in steps.open_to(person["status"])
        if may_write(ctx, f"Mutation.{step.mutation}", own=False)
    ]
    view = {
        "person": person,
        "masks": found.masks,
        "facts": [
            (field, say(text)) for field, text in FACTS if person[field] or found.masks.at("employee", field)
        ],
        "steps": offered[:2],
    }
    return await pages.show(request, "people/peek.html", view, blocks=BLOCKS)
