"""What rules pay: golden examples by hand, and what holds for any rules and figures."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from server.incentives.basis import Basis
from server.incentives.reckoning import Terms
from server.incentives.scheme_models import OverBudget
from server.incentives.worked import Changes, Outcome
from tests.incentives.written import PLENTY, amounts, figures, person, worked

E1, E2, E3 = person("E1"), person("E2"), person("E3")
RETURNS = "when repeat_customer_rate >= 80%: multiply by 1.15"


def test_the_hospital_bonus_of_10_000_is_11_500_at_a_return_rate_of_80_percent():
    known = figures({"repeat_customer_rate": {"E1": "0.8", "E2": "0.799999"}})

    found = worked([E1, E2], known, "pay 10,000.00", RETURNS)

    assert amounts(found) == {"E1": 1_150_000, "E2": 1_000_000}
    assert [step.value for step in found[0].steps] == [1_000_000, 150_000]
    assert found[1].steps[1].en == (
        "repeat_customer_rate is at least 80%, it was 80% (not met): nothing is paid."
    )


def test_csat_up_5_from_80_to_84_is_met_if_relative_and_missed_in_points():
    known = figures({"csat": {"E1": "0.84"}}, before={"csat": {"E1": "0.80"}})
    relative, points = (f"when csat up 5{kind} from last year: pay 800" for kind in ("% relative", " points"))

    assert amounts(worked([E1], known, relative)) == {"E1": 80_000}
    (missed,) = worked([E1], known, points)
    assert (missed.amount, missed.outcome) == (0, Outcome.NOT_MET)
    assert missed.steps[0].en == (
        "csat rises by 5 points from the same period a year before (80%, so 85% is asked), it was 84% (not met): "
        "nothing is paid."
    )


def test_a_share_of_base_pay_follows_the_days_employed():
    half = person("E1", base_pay=901_050, presence=Fraction(46, 92))
    # 5 % of 9,010.50 is 450.525, half of it 225.2625; rounded half up 225.26.
    assert amounts(worked([half], figures({}), "pay 5% of base pay")) == {"E1": 22_526}
    whole = Terms(10**9, is_prorated=False)
    assert amounts(worked([half], figures({}), "pay 5% of base pay", terms=whole)) == {"E1": 45_053}


def test_who_has_no_pay_on_record_gets_nothing_and_is_told_so():
    (found,) = worked([E1], figures({}), "pay 5% of base pay")

    assert (found.amount, found.outcome) == (0, Outcome.NO_FIGURE)
    assert found.steps[0].en == "No base pay is recorded; nothing is paid."


def test_units_above_a_number_are_paid_up_to_the_lines_limit():
    known = figures({"valid_feedback_count": {"E1": "130", "E2": "90", "E3": "900"}})

    found = worked([E1, E2, E3], known, "pay 2.00 per valid_feedback_count over 100 up to 1,000.00")

    assert amounts(found) == {"E1": 6_000, "E2": 0, "E3": 100_000}


def test_tiers_pay_each_part_at_its_own_rate_and_steps_the_highest_reached():
    known = figures({"spend_per_buyer": {"E1": "1500"}, "qa_score_avg": {"E1": "89.99"}})
    # 500 at 0.10 are 50.00, the 1,000 above at 0.20 are 200.00.
    tiers = "pay tiers of spend_per_buyer from 0 pay 0.10, from 500 pay 0.20"
    steps = "pay steps of qa_score_avg from 80 pay 300.00, from 90 pay 600.00"

    assert amounts(worked([E1], known, tiers)) == {"E1": 25_000}
    assert amounts(worked([E1], known, steps)) == {"E1": 30_000}


def test_a_pool_is_split_to_the_cent_among_those_who_meet_its_condition():
    known = figures(
        {"csat": {"E1": "0.9", "E2": "0.9", "E3": "0.5"}, "score": {"E1": "70", "E2": "80", "E3": "90"}}
    )

    found = worked([E1, E2, E3], known, "when csat >= 85%: pool 100.00 by score")

    # 100.00 by 70 : 80 are 46.666… and 53.333…; the cent goes to the larger remainder.
    assert amounts(found) == {"E1": 4_667, "E2": 5_333, "E3": 0}


def test_each_team_splits_a_pool_of_its_own():
    people = [person("E1", team="A"), person("E2", team="A"), person("E3", team="B"), person("E4", team="C")]
    known = figures({}, teams={"csat": {"A": "0.9", "B": "0.9", "C": "0.7"}})

    found = worked(people, known, "when team csat >= 85%: team pool 100.01 by equal")

    assert amounts(found) == {"E1": 5_001, "E2": 5_000, "E3": 10_001, "E4": 0}


def test_the_cap_is_the_most_one_person_gets_wherever_it_stands():
    found = worked([E1], figures({}), "cap 100.00", "pay 70.00", "pay 60.00")

    assert [(step.value) for step in found[0].steps] == [7_000, 6_000, -3_000]
    assert (found[0].amount, found[0].outcome) == (10_000, Outcome.CAPPED)


def test_above_the_budget_everybody_is_cut_alike_or_nothing_is_paid():
    lines = ("pay 100.00", "when csat >= 90%: pay 100.00")
    known = figures({"csat": {"E1": "0.95", "E2": "0.5"}})

    cut = worked([E1, E2], known, *lines, terms=Terms(10_000))
    held = worked([E1, E2], known, *lines, terms=Terms(10_000, OverBudget.HOLD))

    assert amounts(cut) == {"E1": 6_667, "E2": 3_333}
    assert {each.outcome for each in cut} == {Outcome.CUT}
    assert cut[0].steps[-1].en == "The sum is 300.00, the budget 100.00: everybody is cut by the same share."
    assert amounts(held) == {"E1": 0, "E2": 0}
    assert {each.outcome for each in held} == {Outcome.HELD}


def test_a_missing_figure_pays_nothing_and_says_so():
    (found,) = worked([E1], figures({"csat": {"E1": ""}}), "when csat >= 85%: pay 500")

    assert (found.amount, found.outcome, found.attainment) == (0, Outcome.NO_FIGURE, 0)
    assert found.steps[0].en == "there is no figure for csat: nothing is paid."


def test_attainment_is_the_mean_of_what_conditions_asked_for():
    known = figures({"csat": {"E1": "0.68"}, "qa_score_avg": {"E1": "95"}})

    (found,) = worked([E1], known, "when csat >= 85%: pay 1", "when qa_score_avg >= 90: pay 1", "pay 1")

    # 68 of 85 is 80 %, the second is met: (80 + 100) / 2 = 90 %.
    assert found.attainment == 9_000
    assert worked([E1], known, "pay 1")[0].attainment is None


def test_honors_of_the_period_pay():
    found = worked([person("E1", honors=frozenset({"STAR"})), E2], figures({}), "when honor STAR: pay 10")

    assert amounts(found) == {"E1": 1_000, "E2": 0}


def test_a_raised_score_counts_for_the_lines_below_only():
    known = figures({"score": {"E1": "80"}})
    lines = ("when score >= 90: pay 1", "raise score by 20%", "when score >= 96: pay 2")

    (found,) = worked([E1], known, *lines)

    assert [step.value for step in found.steps] == [None, None, 200]


def test_a_what_if_moves_figures_and_thresholds_but_not_the_past():
    known = figures({"csat": {"E1": "0.82"}}, before={"csat": {"E1": "0.80"}})
    threshold, goal = "when csat >= 85%: pay 1", "when csat up 5% relative from last year: pay 2"

    def what(**given: object) -> dict[str, int]:
        return amounts(worked([E1], known, threshold, goal, changes=Changes(**given)))  # type: ignore[arg-type]

    assert what() == {"E1": 0}
    assert what(figures={"csat": Fraction(105, 100)}) == {"E1": 300}
    assert what(thresholds={1: Fraction(96, 100)}) == {"E1": 100}


def test_a_what_if_leaves_a_share_of_a_whole_at_one():
    changes = Changes(figures={"csat": Fraction(2)})

    (found,) = worked([E1], figures({"csat": {"E1": "0.9"}}), "when csat > 100%: pay 1", changes=changes)

    assert (found.amount, found.steps[0].en.split(", ")[1]) == (0, "it was 100% (not met): nothing is paid.")


@pytest.mark.parametrize("over", list(OverBudget))
def test_sums_never_exceed_the_budget_and_steps_add_up_whatever_is_paid(over: OverBudget):
    chance = Random(17)
    lines = (
        "when csat >= 60%: pay 333.33", "pay 7% of base pay up to 500", "pay 1.111 per valid_feedback_count",
        "when csat >= 40%: pool 1,000.01 by csat", "team pool 100.01 by base pay", "when csat >= 70%: multiply by 1.15",
        "cap 900",
    )  # fmt: skip
    for _ in range(60):
        people = [
            person(
                f"E{number}", team=chance.choice("ABC"), base_pay=chance.choice((None, 512_345, 900_001)),
                presence=Fraction(chance.randint(1, 92), 92),
            )
            for number in range(chance.randint(1, 30))
        ]  # fmt: skip
        known = figures(
            {
                "csat": {each.code: chance.choice(("", f"0.{chance.randint(10, 99)}")) for each in people},
                "valid_feedback_count": {each.code: str(chance.randint(0, 300)) for each in people},
            }
        )
        budget = chance.randint(1, 3_000_000)

        found = worked(people, known, *lines, terms=Terms(budget, over, Basis.CSAT))

        assert sum(each.amount for each in found) <= budget
        for each in found:
            assert each.amount == sum(step.value or 0 for step in each.steps) >= 0
            assert each.basis is Basis.CSAT
        again = worked(list(reversed(people)), known, *lines, terms=Terms(budget, over, Basis.CSAT))
        assert again == found


def test_people_come_in_the_order_of_their_codes():
    assert list(amounts(worked([E3, E1, E2], figures({}), "pay 1", terms=PLENTY))) == ["E1", "E2", "E3"]
