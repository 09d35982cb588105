"""Which figures goals may speak of, over which days, and what too few people hide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.metrics.asked import Cell
from server.metrics.dictionary.load import load_builtin
from server.metrics.words import CellStatus
from server.performance.goals.measuring import (
    Measured,
    Subject,
    baseline_of,
    figures,
    is_additive,
    measure,
    of_cell,
    period_of,
    previous,
    spelled,
)
from server.performance.goals.models import GoalLevel
from tests.plan.world import uid

KNOWN = load_builtin()
APRIL, JUNE = date(2025, 4, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (APRIL, date(2025, 4, 30), "2025-04"),
        (APRIL, JUNE, "2025-Q2"),
        (date(2025, 1, 1), JUNE, "2025-H1"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 2, 1), date(2025, 4, 30), "2025-02-01..2025-04-30"),
        (APRIL, date(2025, 5, 20), "2025-04-01..2025-05-20"),
    ],
)
def test_days_go_by_the_name_they_have(first, last, name):
    assert period_of(first, last).name == name


def test_the_period_before_is_as_many_months_or_days():
    assert previous(APRIL, JUNE, 91) == date(2025, 1, 1)
    assert previous(date(2025, 4, 10), date(2025, 4, 19), 10) == date(2025, 3, 31)


def test_goals_speak_of_what_is_not_delicate_and_a_person_s_of_what_can_be_told_of_one():
    shared, own = (
        {each.key for each in figures(KNOWN, level)} for level in (GoalLevel.TEAM, GoalLevel.PERSON)
    )

    assert {"csat", "qa_score_avg", "voluntary_attrition_rate"} <= shared
    assert "csat" in own
    assert not {"appraisal_score_weighted", "incentive_cost_share"} & shared


def test_counts_add_up_and_shares_and_means_do_not():
    found = [
        is_additive(KNOWN, key) for key in ("hires_count", "headcount_closing", "csat", "aht", "no_such")
    ]

    assert found == [True, True, False, False, False]


def test_a_figure_of_too_few_people_is_not_told():
    metric = KNOWN.metrics["voluntary_attrition_rate"]

    few = of_cell(Cell(Decimal("0.5"), CellStatus.OK, people=4, receipt="r"), metric)
    enough = of_cell(Cell(Decimal("0.5"), CellStatus.OK, people=5, receipt="r"), metric)

    assert few == Measured(None, CellStatus.SUPPRESSED_SMALL_GROUP)
    assert enough == Measured(Decimal("0.5"), CellStatus.OK, "r")


async def test_each_level_is_measured_and_so_is_the_time_before(checked, hr, registry):
    asked = [
        Subject("qa_score_avg", GoalLevel.COMPANY, "", APRIL, JUNE),
        Subject("qa_score_avg", GoalLevel.TEAM, uid("D3"), APRIL, JUNE),
        Subject("qa_score_avg", GoalLevel.PERSON, uid("E3"), APRIL, JUNE),
        Subject("no_such", GoalLevel.COMPANY, "", APRIL, JUNE),
    ]

    found = await measure(hr, registry, asked)

    assert [found[each].value for each in asked] == [Decimal(77), Decimal(70), Decimal(84), None]
    assert found[asked[3]].status == "INVALID_INPUT"
    later = Subject("qa_score_avg", GoalLevel.COMPANY, "", date(2025, 7, 1), date(2025, 9, 30))
    before = await baseline_of(hr, registry, later)
    assert before is not None
    assert before.value == Decimal(77)


def test_a_value_is_spelled_without_needless_zeros():
    assert [spelled(value) for value in (None, Decimal("0.8500"), Decimal("1E+2"))] == [None, "0.85", "100"]
