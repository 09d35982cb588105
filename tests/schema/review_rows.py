"""Reviews of the sample world's scorecards: a draft of E3's own, what E2 wrote of E3 and of E4."""

from __future__ import annotations

from server.performance import models as m
from tests.plan.world import row, uid
from tests.schema.cycle_rows import OWN, PUBLISHED, RATED

WRITTEN = (
    # id, person, scorecard, kind, state, author
    ("V71", "E3", OWN, "SELF", "DRAFT", "E3"),
    ("V72", "E3", PUBLISHED, "MANAGER", "SUBMITTED", "E2"),
    ("V73", "E4", RATED, "MANAGER", "DRAFT", "E2"),
)


async def plant_reviews() -> None:
    for code, person, card, kind, state, author in WRITTEN:
        await m.Review.create(
            **row(code),
            employee_id=uid(person),
            scorecard_id=card,
            kind=kind,
            state=state,
            author_id=uid(author),
        )
