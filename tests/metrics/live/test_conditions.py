"""What narrows a component, taken apart; and cohorts of mixed columns, which SQL leaves to Python."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.feedback.models import CustomerFeedback
from server.metrics.components import Frame
from server.metrics.lang.tree import Duration
from server.metrics.live.conditions import Did, Ripe, Stayed, condition_columns, conditions_of
from tests.metrics.town import Town, component, total

MAY = "2025-05-01..2025-05-31"
MONTH = Duration(1, "month")


def test_a_cohort_adds_what_it_asks_to_the_conditions():
    kept = conditions_of(component("new_hires", "kept", duration=(1, "month")))
    pending = conditions_of(component("new_hires", "pending", "is_manager = true", duration=(1, "month")))
    done = conditions_of(component("feedback_in", "done", column="closed_at", duration=(1, "day")))

    assert kept[-2:] == (Ripe("start_date", MONTH), Stayed("start_date", MONTH, "end_date"))
    assert pending[-1] == Ripe("start_date", MONTH, is_open=True)
    assert len(pending) == 4
    assert done[-1] == Did("received_at", Duration(1, "day"), "closed_at")
    assert condition_columns(done[-1]) == {"received_at", "closed_at"}
    assert conditions_of(component("contacts", where="is_valid = true")) == conditions_of(
        component("contacts")
    )


async def test_months_after_a_moment_are_counted_in_local_time(ctx, store):
    """Received on 31 January local time, late in the evening: due by the same hour of 28 February."""
    received = datetime(2025, 1, 31, 15, 30, tzinfo=UTC)
    town = Town()
    for answered in (
        datetime(2025, 2, 28, 15, 30, tzinfo=UTC),
        datetime(2025, 2, 28, 15, 30, 1, tzinfo=UTC),
        None,
    ):
        town.event(CustomerFeedback, received_at=received, first_response_at=answered)
    await town.build(store)

    async def counted(kind, as_of):
        asked = component("feedback_in", kind, column="first_response_at", duration=(1, "month"))
        return await total(ctx, asked, "2025-01-01..2025-01-31", Frame(as_of=as_of))

    assert await counted("done", date(2025, 2, 28)) == 1
    assert await counted("matured", date(2025, 2, 28)) == 3
    assert await counted("matured", date(2025, 2, 27)) == 0
    assert await counted("pending", date(2025, 2, 27)) == 3
