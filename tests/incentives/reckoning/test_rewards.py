"""What rules pay: golden examples by hand, and what holds for any rules and figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from server.incentives.basis import Basis
from server.incentives.reckoning.judging import Figures, Person
from server.incentives.reckoning.rewards import Terms
from server.incentives.reckoning.worked import Changes, Outcome
from server.incentives.scheme_models import OverBudget
from server.kernel.money import from_minor
from tests.incentives.written import PLENTY, amounts, figures, person, worked

E1, E2, E3 = person("E1"), person("E2"), person("E3")
RETURNS = "when repeat_customer_rate >= 80%: multiply by 1.15"


def test_the_hospital_bonus_of_10_000_is_11_500_at_a_return_rate_of_80_percent():
    known = figures({"repeat_customer_rate": {"E1": "0.8", "E2": "0.799999"}})

    found = worked([E1, E2], known, "pay 10,000.00", RETURNS)

    assert amounts(found) == {"E1": 1_150_000, "E2": 1_000_000}
    assert [step.value for step in found[0].steps] == [1_000_000, 150_000]
    assert found[1].steps[1].en == (
        "repeat_customer_rate is at least 80%, it was 79.9999% (not met): nothing is paid."
    )


def test_a_figure_just_beside_what_is_asked_is_spelled_so_that_one_sees_it():
    known = figures(
        {"csat": {"E1": "0.8399996"}, "qa_score_avg": {"E1": "89.998"}}, before={"csat": {"E1": "0.8"}}
    )
    lines = ("when csat up 5% relative from last year: pay 800", "pay steps of qa_score_avg from 90 pay 6.00")

    (found,) = worked([E1], known, *lines)

    assert [step.en.partition("it was ")[2] for step in found.steps] == [
        "83.99996% (not met): nothing is paid.",
        "89.998).",
    ]


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


# --- What holds for any rules and any figures ---

CENTS = st.integers(1, 99_999).map(from_minor)
SHARE = st.integers(0, 100)
RISING = st.one_of(
    st.builds("when csat >= {}%: pay {}".format, SHARE, CENTS),
    st.builds("pay {} per valid_feedback_count over {}".format, CENTS, st.integers(0, 9)),
    st.builds("pay {}% of base pay up to 500".format, st.integers(1, 30)),
    st.builds(
        "pay steps of csat from {}% pay 10, from {}% pay 20.5".format, st.integers(0, 50), st.integers(51, 99)
    ),
    st.builds("when csat >= {}%: multiply by 1.{:02}".format, SHARE, st.integers(1, 99)),
)
SHARING = st.one_of(
    st.builds("when csat >= {}%: pool {} by csat".format, SHARE, CENTS),
    st.builds("team pool {} by {}".format, CENTS, st.sampled_from(("equal", "base pay"))),
)
"""Lines by which one person's luck is another's loss."""
MOST = 90_000
SOMEBODY = st.tuples(
    st.sampled_from("ABC"),
    st.sampled_from((None, 512_345, 900_001)),
    st.integers(1, 92),
    SHARE,
    st.integers(0, 300),
)
"""Team, base pay, days of 92, satisfaction, answers."""


def cast(drawn: Sequence[tuple[str, int | None, int, int, int]]) -> tuple[list[Person], Figures]:
    people = [
        person(f"E{number:02}", team=team, base_pay=pay, presence=Fraction(days, 92))
        for number, (team, pay, days, _, _) in enumerate(drawn)
    ]
    csat = {each.code: f"{row[3] / 100}" if row[3] else "" for each, row in zip(people, drawn, strict=True)}
    answers = {each.code: str(row[4]) for each, row in zip(people, drawn, strict=True)}
    return people, figures({"csat": csat, "valid_feedback_count": answers})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(RISING, SHARING), min_size=1, max_size=6),
    st.lists(SOMEBODY, min_size=1, max_size=12),
    st.integers(1, 3_000_000),
    st.sampled_from(OverBudget),
)
def test_steps_add_up_and_neither_cap_nor_budget_is_exceeded_whatever_is_paid(lines, drawn, budget, over):
    people, known = cast(drawn)
    terms = Terms(budget, over, Basis.CSAT)
    lines = [*lines, f"cap {from_minor(MOST)}"]

    found = worked(people, known, *lines, terms=terms)

    total = sum(each.amount for each in found)
    assert total <= budget
    for each in found:
        assert each.amount == sum(step.value or 0 for step in each.steps)
        assert 0 <= each.amount <= MOST
    assert over is OverBudget.HOLD or total in (budget, sum(amounts(worked(people, known, *lines)).values()))
    assert worked(people[::-1], known, *lines, terms=terms) == found


@settings(max_examples=60, deadline=None)
@given(st.lists(RISING, min_size=1, max_size=5), SOMEBODY, st.integers(0, 40), st.integers(0, 40))
def test_better_figures_never_pay_less(lines, one, more, answers):
    team, pay, days, csat, number = one
    worse = (team, pay, days, max(csat, 1), number)
    better = (team, pay, days, min(max(csat, 1) + more, 100), number + answers)

    found = amounts(worked(*cast([worse, better]), *lines))

    assert found["E00"] <= found["E01"]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 999_999), st.lists(st.integers(1, 100), min_size=1, max_size=12))
def test_a_pool_is_paid_out_whole_and_nobody_is_a_cent_from_their_share(cents, shares):
    people, known = cast([("A", None, 92, share, 0) for share in shares])

    found = amounts(worked(people, known, f"pool {from_minor(cents)} by csat"))

    assert sum(found.values()) == cents
    for (_, amount), share in zip(sorted(found.items()), shares, strict=True):
        assert abs(amount - Fraction(cents * share, sum(shares))) < 1


def test_people_come_in_the_order_of_their_codes():
    assert list(amounts(worked([E3, E1, E2], figures({}), "pay 1", terms=PLENTY))) == ["E1", "E2", "E3"]
