"""Deductions from several figures: differences, sums of parts, and longer chains of arithmetic."""

from __future__ import annotations

import random
from collections.abc import Iterable

from server.metrics.guard.differencing import MOST_SETS, betrays, connected, cut

K = 5


def rows(people: Iterable[int]) -> dict[str, str]:
    return {f"row{each}": f"person{each}" for each in people}


def test_a_set_that_differs_by_one_from_a_shown_one() -> None:
    assert betrays([rows(range(6))], rows(range(5)), K)


def test_the_rest_of_a_shown_total() -> None:
    company = rows(range(30))
    assert not betrays([], company, K)
    assert betrays([company], rows(range(26)), K)
    assert not betrays([company], rows(range(25)), K)


def test_two_parts_together_leave_a_few() -> None:
    known = [rows(range(30)), rows(range(10))]
    assert betrays(known, rows(range(10, 26)), K)
    assert not betrays(known, rows(range(10, 25)), K)


def test_overlapping_splits_are_no_difference() -> None:
    """By department and by gender both: nobody can tell how many women a department has."""
    known = [rows(range(30)), rows(range(10)), rows(range(10, 30))]
    assert not betrays(known, rows(range(0, 30, 2)), K)


def test_a_chain_of_three_sums_that_isolates_one_person() -> None:
    first, second = list(range(10)), list(range(20, 30))
    known = [rows([*first, *second]), rows([*second, 99])]
    assert betrays(known, rows([*first, 99]), K)


def test_one_person_with_many_rows_is_one_person() -> None:
    many = {f"extra{number}": "person1" for number in range(9)}
    assert betrays([], many, K)
    assert betrays([rows(range(20)) | many], rows(range(20)), K)


def test_sets_that_share_no_row_play_no_part() -> None:
    assert connected([rows(range(100, 120)), rows(range(4, 9))], rows(range(5))) == [rows(range(4, 9))]
    assert connected([rows(range(4, 9)), rows(range(8, 12)), rows(range(50, 60))], rows(range(5))) == [
        rows(range(4, 9)),
        rows(range(8, 12)),
    ]


def test_rows_in_the_same_sets_make_one_piece() -> None:
    assert cut([rows(range(4)), rows(range(2))]) == {
        (0, 1): {"person0", "person1"},
        (0,): {"person2", "person3"},
    }


def test_too_many_questions_count_as_a_deduction() -> None:
    same = rows(range(10))
    assert betrays([same] * MOST_SETS, same, K)


def test_a_chosen_sequence_never_isolates_anybody() -> None:
    """An attacker asks for random sets; whatever was let through, no two of them differ by a few."""
    chance = random.Random(7)
    shown: list[dict[str, str]] = []
    for _ in range(120):
        new = rows(chance.sample(range(24), chance.randint(5, 24)))
        if not betrays(shown, new, K):
            shown.append(new)
    assert len(shown) > 1
    for one in shown:
        for other in shown:
            left = one.keys() - other.keys()
            if other.keys() < one.keys():
                assert len(left) >= K


def test_a_remainder_is_found_where_other_sets_cut_it_up() -> None:
    """The four whom the new set leaves of the whole lie in different pieces, so no basis need name them."""
    known = [rows(range(10)), rows([6, 7, *range(20, 30)]), rows([8, 9, *range(20, 30)])]
    assert betrays(known, rows(range(6)), K)
