"""Careers on the sample world: who is eligible, what is missing, and what stays hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server.people import operations as people
from server.people.models import Position
from server.talent.careers import post_since
from server.talent.models import ConditionKind
from server.talent.rules import Condition, Held, Standing
from tests.plan.world import context
from tests.talent.climb import POST, SCORE, ask, rule


async def test_a_person_with_everything_met_is_eligible_and_one_short_is_told_what_is_missing(town):
    await rule(town, POST, SCORE)

    found = await ask(town, "hr_manager", "E6", "E4")

    assert found["E6"] is not None
    assert found["E4"] is not None
    # E6 holds P1 since 2022-09-01 but scored 65; E4 scored 85 but is in post only since 2025-05-12
    assert found["E6"].standing == Standing.NOT_YET
    assert [(each.found, each.state) for each in found["E6"].checked] == [
        (Decimal(33), Held.MET),
        (Decimal(65), Held.MISSING),
    ]
    assert [(each.found, each.state) for each in found["E4"].checked] == [
        (Decimal(1), Held.MISSING),
        (Decimal(85), Held.MET),
    ]
    await rule(town, Condition(ConditionKind.MONTHS_IN_POST, Decimal(1)), SCORE)
    again = (await ask(town, "hr_manager", "E4"))["E4"]
    assert again is not None
    assert again.standing == Standing.ELIGIBLE


async def test_a_score_that_is_hidden_decides_nothing(town):
    await rule(town, SCORE)

    found = await ask(town, "payroll_specialist", "E4")

    assert found["E4"] is not None
    assert (found["E4"].standing, found["E4"].checked[0].state) == (Standing.UNKNOWN, Held.HIDDEN)
    assert found["E4"].checked[0].found is None


async def test_without_rules_ladder_or_further_rung_the_standing_says_so(town):
    found = await ask(town, "hr_manager", "E4", "E3", "E5")

    assert found["E4"] is not None
    assert found["E3"] is not None
    assert found["E4"].standing == Standing.NO_RULES
    assert found["E3"].standing == Standing.NO_LADDER  # holds no position since January
    assert found["E5"] is None  # has left
    await town.write(lambda: Position.filter(code="P1").update(grade=9))
    top = (await ask(town, "hr_manager", "E4"))["E4"]
    assert top is not None
    assert top.standing == Standing.TOP


async def test_a_move_to_another_unit_keeps_the_months_in_post(town):
    await people.transfer_employee(
        context(town, "hr_manager"), code="E6", department_code="D3", effective_on=date(2025, 6, 2)
    )
    await rule(town, POST)

    moved = (await ask(town, "hr_manager", "E6"))["E6"]
    assert moved is not None
    assert moved.checked[0].found == Decimal(33)


def test_a_post_is_held_since_it_was_last_taken_up():
    days = [date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]

    assert post_since([], days[0]) == ("", days[0])
    assert post_since(list(zip("PQPP", days, strict=True)), days[0]) == ("P", days[2])
    assert post_since([("P", days[0])], days[1]) == ("P", days[1])
