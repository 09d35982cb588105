"""The addresses of learning: one's own, the catalogue and its writing, paths and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.learning.cases import Cases
from ui.learning.catalogue import Catalogue
from ui.learning.files import Files
from ui.learning.mine import Learning
from ui.learning.paths import Paths
from ui.learning.writing import Writing
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages

BOTH = ["GET", "POST"]


def routes(pages: Pages) -> list[Route]:
    learning, catalogue, writing = Learning(pages), Catalogue(pages), Writing(pages)
    paths, cases, files = Paths(pages), Cases(pages), Files(pages, writing)
    shown = {
        "/me/learning": learning.mine,
        "/learn/{enrollment}": learning.course,
        "/learn/files/{file}": files.one,
        "/training/courses": catalogue.listed,
        "/training/paths": paths.listed,
        "/training/cases": cases.listed,
        "/training/cases/{case}": cases.one,
    }
    acted = {
        "/learn/{enrollment}/rate": learning.rate,
        "/learn/{enrollment}/exam": learning.exam,
        "/learn/{enrollment}/{lesson}": learning.lesson,
        "/training/courses/new": writing.course,
        "/training/courses/{course}": catalogue.one,
        "/training/courses/{course}/edit": writing.course,
        "/training/courses/{course}/lessons": writing.lessons,
        "/training/courses/{course}/lessons/undo": writing.put_back,
        "/training/courses/{course}/lessons/new": writing.lesson,
        "/training/courses/{course}/lessons/{lesson}": writing.lesson,
        "/training/courses/{course}/lessons/{lesson}/files": files.change,
        "/training/courses/{course}/lessons/{lesson}/files/undo": files.put_back,
        "/training/courses/{course}/exam": writing.quiz,
        "/training/courses/{course}/quiz/{lesson}": writing.quiz,
        "/training/paths/edit": paths.edit,
        "/training/cases/edit": cases.edit,
    }
    places = {place: (page, ["GET"]) for place, page in shown.items()} | {
        place: (page, BOTH if not place.endswith(("/undo", "/files")) else ["POST"])
        for place, page in acted.items()
    }
    ordered = sorted(places.items(), key=lambda each: each[0].count("{") + each[0].endswith("}"))
    return [Route(place, guarded(pages, page), methods=methods) for place, (page, methods) in ordered]
