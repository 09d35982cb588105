"""How reviews stand on their table: a row's class follows from who wrote it and how far its card has come."""

from __future__ import annotations

from server.performance.cycles.entities import PUBLISHED
from server.performance.reviews import models
from server.performance.reviews.sessions import sessions
from server.plan.entity import Classed, Entity, Join, ToOne, derive

CLASSES = ("self_draft", "self_assessment", "assessment_draft", "assessment")
CLASS = (
    "case when {self}.kind='SELF' then case when {self}.state='DRAFT' then 'self_draft' else 'self_assessment' end "
    f"when {{sc}}.state in ({PUBLISHED}) then 'assessment' else 'assessment_draft' end"
)
"""One's own draft is one's own; what others wrote is theirs until the card is published."""
TEXTS = frozenset({"text", "strengths", "growth"})


def entities() -> tuple[Entity, ...]:
    """Return the entities of reviews and of sessions; the models must have been initialized."""
    review = Entity(
        "Review",
        "review",
        derive(models.Review),
        {
            "employee": ToOne("Employee", "{self}.employee_id", required=True),
            "scorecard": ToOne("Scorecard", "{self}.scorecard_id", required=True),
            "author": ToOne("Employee", "{self}.author_id"),
        },
        joins={"sc": Join("scorecard", "{it}.id={self}.scorecard_id", required=True)},
        owner="employee_id",
        order=(("created_at", True),),
        classed=Classed(CLASS, CLASSES, TEXTS),
    )
    return (review, *sessions())
