"""The total of tests, the ranking by stage, and when data is erased: the examples worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from server.recruiting.models import ApplicationState as S
from server.recruiting.models import CandidateTestKind as K
from server.recruiting.models import UnitStage
from server.recruiting.rules import (
    NEXT,
    RankPartKind,
    Runner,
    Total,
    WeightsOfTests,
    erased_from,
    experience_of,
    ranking,
    require_weights,
    rounded,
    total_of,
    weight_of,
)

WEIGHTS = {K.WRITTEN: 40, K.INTERVIEW: 40, K.TRAIT: 20}


def test_written_80_interview_90_trait_70_is_82_exactly():
    found = total_of({K.WRITTEN: [8000], K.INTERVIEW: [9000], K.TRAIT: [7000]}, WEIGHTS)
    assert found == Total(Fraction(82))


def test_a_missing_test_leaves_no_total_and_says_which():
    assert total_of({K.WRITTEN: [8000]}, WEIGHTS) == Total(None, (K.INTERVIEW, K.TRAIT))


def test_a_test_without_weight_need_not_be_sat():
    weights = {K.WRITTEN: 50, K.INTERVIEW: 50, K.TRAIT: 0}
    assert total_of({K.WRITTEN: [8000], K.INTERVIEW: [9100]}, weights).value == Fraction(171, 2)


def test_several_raters_count_with_their_mean():
    found = total_of({K.WRITTEN: [8000], K.INTERVIEW: [9000, 8000], K.TRAIT: [7000]}, WEIGHTS)
    assert found.value == 80


@pytest.mark.parametrize("weights", [(40, 40, 15), (40, 40, 30), (120, -20, 0)])
def test_weights_add_up_to_100_exactly(weights):
    with pytest.raises(WeightsOfTests) as caught:
        require_weights(dict(zip(K, weights, strict=True)))
    assert caught.value.code == "TEST_WEIGHTS_NOT_100"


TRAINEE = Runner("trainee", Total(Fraction(85)), 0, fits=True)
VETERAN = Runner("veteran", Total(Fraction(80)), 72, fits=False)


def order(potential, *runners):
    return [
        (each.key, each.rank, rounded(each.points)) for each in ranking(runners, potential=potential, full=60)
    ]


def test_a_startup_ranks_the_trainee_first_and_a_scaled_unit_the_experienced():
    assert order(90, TRAINEE, VETERAN) == [("trainee", 1, Decimal("81.9")), ("veteran", 2, Decimal("53.2"))]
    assert order(30, TRAINEE, VETERAN) == [("veteran", 1, Decimal("84.4")), ("trainee", 2, Decimal("27.3"))]


def test_the_parts_add_up_to_the_points():
    (one,) = ranking([TRAINEE], potential=90, full=60)
    weights = [(part.kind, part.weight) for part in one.parts]
    assert weights == [
        (RankPartKind.TESTS, Fraction(54, 100)), (RankPartKind.BUDGET, Fraction(18, 100)),
        (RankPartKind.LEARNING, Fraction(18, 100)), (RankPartKind.EXPERIENCE, Fraction(10, 100)),
    ]  # fmt: skip
    assert sum(part.points for part in one.parts) == one.points == Fraction(819, 10)
    assert [one.potential, one.experience] == [91, 0]


def test_pay_that_is_not_known_leaves_its_share_to_the_rest():
    (one,) = ranking([Runner("a", Total(Fraction(80)), 0)], potential=90, full=60)
    assert [part.weight for part in one.parts] == [Fraction(27, 40), Fraction(9, 40), Fraction(1, 10)]
    assert [one.potential, one.points] == [85, Fraction(153, 2)]


def test_equal_points_share_a_rank_and_who_lacks_a_test_has_none():
    same = [Runner(key, Total(Fraction(80)), 0) for key in "ab"]
    less, untested = Runner("c", Total(Fraction(70)), 0), Runner("d", Total(None, (K.TRAIT,)), 12)
    found = ranking([untested, less, *same], potential=90, full=60)
    assert [(each.key, each.rank) for each in found] == [("a", 1), ("b", 1), ("c", 3), ("d", None)]
    assert [found[-1].points, found[-1].experience] == [None, 20]


def test_experience_is_full_at_the_set_months():
    assert [experience_of(months, 60) for months in (0, 30, 60, 90)] == [0, 50, 100, 100]


def test_the_stage_chooses_the_weight():
    assert (weight_of(UnitStage.STARTUP, 90, 30), weight_of(UnitStage.SCALED, 90, 30)) == (90, 30)


def test_steps_lead_on_or_end_and_the_end_can_be_taken_back():
    assert S.OFFERED not in NEXT[S.APPLIED]
    assert S.HIRED not in {each for found in NEXT.values() for each in found}
    assert NEXT[S.REJECTED] == {S.APPLIED}
    assert NEXT[S.HIRED] == frozenset()


def test_data_is_kept_as_long_as_agreed_and_otherwise_a_day():
    assert erased_from(date(2025, 1, 1), 180, has_consent=True) == date(2025, 6, 30)
    assert erased_from(date(2025, 1, 1), 180, has_consent=False) == date(2025, 1, 2)
