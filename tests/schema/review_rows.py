"""Reviews of the sample world's scorecards, and a session in which E5's is compared: E1 leads it, E2 sits in it."""

from __future__ import annotations

from datetime import date

from server.performance import models as m
from tests.plan.world import row, uid
from tests.schema.cycle_rows import CORRECTED, OUT, OWN, PUBLISHED, RATED

SESSION, ITEM = uid("C71"), uid("C73")

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
    await m.CalibrationSession.create(
        **row("C71"), cycle_id=OUT, name="客服校准会", held_on=date(2025, 6, 27), led_by_id=uid("E1")
    )
    await m.CalibrationMember.create(**row("C72"), session_id=SESSION, employee_id=uid("E2"))
    await m.CalibrationItem.create(
        **row("C73"), session_id=SESSION, scorecard_id=CORRECTED, employee_id=uid("E5"), score_before=6200,
        rating_before="B",
    )  # fmt: skip
