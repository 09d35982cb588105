"""The addresses of training for those who run it; learning itself has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.shell.pages import guarded
from ui.training.assigning import Assigning
from ui.training.certificate import Certificate
from ui.training.evidence import Evidence
from ui.training.exams import Exams
from ui.training.hub import Hub
from ui.training.person import Person
from ui.training.rules import Rules
from ui.training.sessions import Sessions

if TYPE_CHECKING:
    from ui.page import Pages

BOTH = ["GET", "POST"]


def routes(pages: Pages) -> list[Route]:
    hub, exams, sessions, rules = Hub(pages), Exams(pages), Sessions(pages), Rules(pages)
    assigning, evidence = Assigning(pages), Evidence(pages)
    return [
        Route("/training", guarded(pages, hub.shown)),
        Route("/training/coverage", guarded(pages, hub.coverage)),
        Route("/training/certificates", guarded(pages, hub.certificates)),
        Route("/training/certificates/{certificate}", guarded(pages, Certificate(pages).shown)),
        Route("/training/skills", guarded(pages, hub.skills)),
        Route("/training/hours", guarded(pages, hub.hours), methods=BOTH),
        Route("/training/assign", guarded(pages, assigning.assign), methods=BOTH),
        Route("/training/assign/jobs/{job}", guarded(pages, assigning.job)),
        Route("/training/assign/undo", guarded(pages, assigning.undo), methods=["POST"]),
        Route("/people/{id}/training", guarded(pages, Person(pages).show)),
        Route("/training/exams", guarded(pages, exams.listed)),
        Route("/training/enrollments/{enrollment}", guarded(pages, exams.one), methods=BOTH),
        Route("/training/sessions", guarded(pages, sessions.listed)),
        Route("/training/sessions/new", guarded(pages, sessions.edit), methods=BOTH),
        Route("/training/sessions/{session}", guarded(pages, sessions.one), methods=BOTH),
        Route("/training/sessions/{session}/edit", guarded(pages, sessions.edit), methods=BOTH),
        Route("/training/sessions/{session}/session.ics", guarded(pages, sessions.calendar)),
        Route("/training/rules", guarded(pages, rules.listed), methods=BOTH),
        Route("/training/outside", guarded(pages, rules.outside), methods=BOTH),
        Route("/training/evidence", guarded(pages, evidence.add), methods=["POST"]),
        Route("/training/evidence/{file}", guarded(pages, evidence.one), methods=BOTH),
    ]
