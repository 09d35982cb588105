"""The rows behind a figure, as its explanation shows them, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from server.metrics.components import Frame
from server.metrics.live.fetch import person_rows
from tests.metrics.town import Town, component, dictionary, uid, window

MARCH = window("2025-03-01..2025-03-31")


async def test_the_rows_behind_a_figure_come_with_what_the_definition_reads(ctx, store):
    town = Town().department("A").worker("p1", "A", "2020-01-01", "2025-03-09", leave_kind="VOLUNTARY")
    town.worker("p2", "A", "2020-01-01", "2025-03-10").worker("p3", "A", "2020-01-01", "2025-04-10")
    await town.build(store)
    what = component("leavers", where="exit_type = 'voluntary' or exit_type is null")

    columns, rows, total = await person_rows(ctx, dictionary(), what, MARCH, Frame(), 1)

    assert columns == ("spell_id", "person_id", "end_date", "start_date", "employment_type", "exit_type")
    assert total == 2
    assert rows[0][1:] == (uid("p1"), date(2025, 3, 9), date(2020, 1, 1), "regular", "voluntary")


@pytest.mark.parametrize(
    "what",
    [
        component("headcount", "stock"),
        component("headcount", "days"),
        component("onboarding_due", "done", column="completed_on", duration=(2, "month")),
        component("hourly_pay_median"),
        component("contacts"),
        component("posts", "stock"),
    ],
    ids=lambda each: f"{each.measure.name}-{each.kind}",
)
async def test_the_rows_behind_anything_can_be_listed_within_the_callers_scope(ctx, what):
    clamped = Frame(departments=frozenset({"d"}), person="p")

    columns, rows, number = await person_rows(ctx, dictionary(), what, MARCH, clamped, 10)

    assert (columns[0], rows, number) == (what.measure.source.key, [], 0)
    assert "gross_pay" not in columns
