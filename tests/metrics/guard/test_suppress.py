"""Small groups, and what it takes that a shown sum does not give them away."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from server.metrics.components import Group
from server.metrics.guard.suppress import TOTAL, Facts, hide, remainder
from server.metrics.words import CellStatus

SMALL = CellStatus.SUPPRESSED_SMALL_GROUP
ALSO = CellStatus.SUPPRESSED_COMPLEMENTARY


def hidden(counts: dict[str, int], k: int, *, total: bool = True) -> dict[str, CellStatus]:
    cells: dict[Group, Facts] = {(name,): Facts((count,)) for name, count in counts.items()}
    parents: dict[Group, Group] = {}
    if total:
        parents = dict.fromkeys(list(cells), TOTAL)
        cells[TOTAL] = Facts((sum(counts.values()),))
    return {"".join(str(key) for key in cell): why for cell, why in hide(cells, parents, k).items()}


def test_the_smallest_other_cell_is_hidden_beside_a_small_one() -> None:
    assert hidden({"A": 12, "B": 8, "C": 3}, 5) == {"C": SMALL, "B": ALSO}


def test_two_small_cells_protect_each_other_when_together_they_are_enough() -> None:
    assert hidden({"A": 30, "B": 15, "C": 9, "D": 4}, 10) == {"C": SMALL, "D": SMALL}


def test_two_small_cells_that_are_together_too_few_need_a_third() -> None:
    assert hidden({"A": 12, "B": 2, "C": 2}, 5) == {"B": SMALL, "C": SMALL, "A": ALSO}


def test_without_a_sum_nothing_can_be_subtracted() -> None:
    assert hidden({"A": 12, "B": 8, "C": 3}, 5, total=False) == {"C": SMALL}


def test_of_two_cells_both_are_hidden() -> None:
    assert hidden({"A": 26, "B": 4}, 5) == {"B": SMALL, "A": ALSO}


def test_nobody_is_no_secret() -> None:
    assert hidden({"A": 12, "B": 0}, 5) == {}
    assert hidden({"A": 12, "B": 0, "C": 3}, 5) == {"C": SMALL, "A": ALSO}


def test_exactly_k_is_enough() -> None:
    assert hidden({"A": 5, "B": 5}, 5) == {}


def test_each_component_counts() -> None:
    cells: dict[Group, Facts] = {
        ("A",): Facts((3, 40)),
        ("B",): Facts((6, 30)),
        ("C",): Facts((9, 50)),
        TOTAL: Facts((18, 120)),
    }
    assert hide(cells, {("A",): TOTAL, ("B",): TOTAL, ("C",): TOTAL}, 5) == {("A",): SMALL, ("B",): ALSO}


def test_people_directly_under_a_parent_count_as_a_hidden_sibling() -> None:
    cells: dict[Group, Facts] = {("P",): Facts((14,)), ("A",): Facts((12,))}
    assert hide(cells, {("A",): ("P",)}, 5) == {("A",): ALSO}


def test_a_sum_that_would_betray_its_only_child_is_hidden_too() -> None:
    cells: dict[Group, Facts] = {TOTAL: Facts((40,)), ("P",): Facts((7,)), ("Q",): Facts((33,)),
                                 ("P1",): Facts((4,)), ("P2",): Facts((0,)), ("P3",): Facts((3,))}  # fmt: skip
    parents: dict[Group, Group] = {
        ("P",): TOTAL,
        ("Q",): TOTAL,
        ("P1",): ("P",),
        ("P2",): ("P",),
        ("P3",): ("P",),
    }
    assert hide(cells, parents, 5) == {("P1",): SMALL, ("P3",): SMALL}
    assert hide(cells, parents, 10)[("P",)] is SMALL


def test_one_person_may_not_make_up_most_of_a_sensitive_sum() -> None:
    cells: dict[Group, Facts] = {
        ("A",): Facts((20,), Fraction(51, 100)),
        ("B",): Facts((20,), Fraction(1, 2)),
        ("C",): Facts((20,)),
    }
    assert hide(cells, {}, 5, dominance=True) == {("A",): CellStatus.SUPPRESSED_DOMINANCE}
    assert hide(cells, {}, 5) == {}


def test_remainder_is_never_negative() -> None:
    assert remainder(Facts((5, 9)), [Facts((3, 4)), Facts((4, 4))]) == (0, 1)


@given(st.lists(st.integers(0, 15), min_size=1, max_size=7), st.sampled_from([5, 10]))
def test_no_sum_of_shown_cells_leaves_a_few(counts: list[int], k: int) -> None:
    """Whatever shown cells are subtracted from the shown sum, what is left is nobody or at least k."""
    cells = {f"c{number}": count for number, count in enumerate(counts)}
    found = hidden(cells, k)
    if "" in found:
        return
    shown = [count for name, count in cells.items() if name not in found]
    total = sum(counts)
    for number in range(len(shown) + 1):
        for some in combinations(shown, number):
            left = total - sum(some)
            is_a_shown_cell_itself = number == len(shown) - 1 and not any(
                count for name, count in cells.items() if name in found
            )
            assert left == 0 or left >= k or is_a_shown_cell_itself


def test_a_small_cell_the_caller_may_read_person_by_person_stays_and_cannot_hide_another():
    cells = {TOTAL: Facts((23,)), ("A",): Facts((17,)), ("B",): Facts((3,)), ("C",): Facts((3,))}
    parents: dict[Group, Group] = {("A",): TOTAL, ("B",): TOTAL, ("C",): TOTAL}

    hidden = hide(cells, parents, 5, plain={("B",)})

    assert set(hidden) == {("A",), ("C",)}


def test_a_sum_hidden_for_its_siblings_cannot_be_had_from_its_children():
    """S is small, so N is hidden too; with N1 and N2 both shown, N would be 20 again and S 3."""
    counts = {"CO": 23, "N": 20, "N1": 12, "N2": 8, "S": 3}
    cells: dict[Group, Facts] = {(name,): Facts((count,)) for name, count in counts.items()} | {
        TOTAL: Facts((23,))
    }
    parents: dict[Group, Group] = {
        ("CO",): TOTAL, ("N",): ("CO",), ("S",): ("CO",), ("N1",): ("N",), ("N2",): ("N",),
    }  # fmt: skip

    assert hide(cells, parents, 5) == {("S",): SMALL, ("N",): ALSO, ("N2",): ALSO}
