"""What an expectation says and what a cell says, as texts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.demo.expected import came, row_of, spelled, target_met, texts
from server.metrics.asked import Ambiguous, Cell, Comparison, DimValue, NotFound, Row, Table
from server.metrics.definitions import Label
from server.metrics.dictionary.load import load_builtin
from server.metrics.words import CellStatus, Compare, Grain, TargetState
from tests.conftest import NOW

CSAT = load_builtin().metrics["csat"]
GOOD = Cell(Decimal("0.5"), CellStatus.OK, Decimal(1), Decimal(2))


def table(*rows, total=GOOD):
    return Table(
        CSAT, Grain.MONTH, (), (), rows, Row((), (total,)) if total else None, 0, (), (), None, NOW, False, 1
    )  # fmt: skip


def group(**keys):
    return tuple(DimValue(name, key, Label(key, key)) for name, key in keys.items())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.50", "0.5"), (1, "1"), (100, "100"), ("0.0000005", "0.000001"), ("-0.0000004", "-0"), (None, "None"),
        (True, "True"), ("EMPTY_DENOMINATOR", "EMPTY_DENOMINATOR"), (Decimal("12.345"), "12.345"),
    ],
)  # fmt: skip
def test_figures_are_spelled_one_way(value, text):
    assert spelled(value) == text


def test_only_what_an_expectation_says_is_wanted():
    wanted = {"period": "2025-03", "value": "0.10", "reason": "OK", "candidates": {"b": "2.0", "a": None}}
    assert texts(wanted) == {"value": "0.1", "reason": "OK", "candidates": "a=None b=2"}


def test_the_cell_of_the_group_is_found_by_its_keys():
    rows = Row(group(department="A", gender=""), (GOOD,))
    found = table(rows)
    assert row_of(found, {"dept": "A", "gender": None}) is rows
    assert row_of(found, {"dept": "B", "gender": None}) is None
    assert came(found, {"group": {"dept": "B"}}) == {"value": "no such group"}
    assert row_of(found, {}) == Row((), (GOOD,))
    assert row_of(table(rows, total=None), {}) is rows


def test_comparisons_are_told_by_their_kind():
    def beside(kind, value, change=None):
        return Comparison(kind, "", Decimal(value), Decimal(1), change and Decimal(change), CellStatus.OK)

    cell = Cell(
        Decimal(3), CellStatus.OK, people=4, target=TargetState.NEAR,
        compare=(beside(Compare.PRIOR_YEAR, 2, "0.5"), beside(Compare.ORG_TOTAL, 9), beside(Compare.PARENT_UNIT, 8)),
    )  # fmt: skip
    told = came(table(total=cell), {})
    assert (told["prior"], told["pct_change"], told["prior_year"]) == ("2", "0.5", "2")
    assert (told["org_total"], told["parent_unit"], told["people"]) == ("9", "8", "4")
    assert (told["target"], told["target_met"]) == ("NEAR", "False")


@pytest.mark.parametrize(
    ("state", "text"),
    [(TargetState.MET, "True"), (TargetState.MISSED, "False"), (TargetState.UNKNOWN, "None"), (None, "None")],
)
def test_a_target_is_met_or_not_or_nothing_is_known(state, text):
    assert target_met(Cell(Decimal(1), CellStatus.OK, target=state)) == text


def test_an_answer_without_a_table_is_told_by_its_kind():
    assert came(NotFound("x", ()), {}) == {"value": "NotFound"}
    several = Ambiguous("x", ((CSAT, GOOD), (load_builtin().metrics["nps"], None)))
    assert came(several, {}) == {"value": "Ambiguous", "candidates": "csat=0.5 nps=None"}
