from decimal import Decimal
from fractions import Fraction

import pytest

from server.metrics.definitions import Label, Unit
from server.metrics.format import display, display_change, plain, reason, unit_of, with_unit
from server.metrics.words import CellStatus

PERCENT = Unit("percent", Label("百分比", "percent"), 1)
POINTS = Unit("pp", Label("百分点", "percentage points"), 1)
PERSON = Unit("person", Label("人", "persons"), 0)
MONEY = Unit("money", Label("元", "currency"), 2)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("0.1"), PERCENT, "10.0%", "10.0%"),
        (Decimal("0.069767"), PERCENT, "7.0%", "7.0%"),
        (Decimal("0.0005"), PERCENT, "0.1%", "0.1%"),
        (Decimal("-0.0001"), PERCENT, "0.0%", "0.0%"),
        (Decimal("0.04"), POINTS, "4.0个百分点", "4.0pp"),
        (Decimal(40), PERSON, "40", "40"),
        (Decimal("2.5"), PERSON, "3", "3"),
        (Decimal(1260000), MONEY, "1,260,000.00", "1,260,000.00"),
        (Fraction(700, 3), MONEY, "233.33", "233.33"),
        (Decimal("-1234.5"), MONEY, "-1,234.50", "-1,234.50"),
        (None, PERCENT, "—", "—"),
    ],
)
def test_a_value_is_shown_with_the_places_of_its_unit(value, unit, zh, en):
    assert (display(value, unit, "zh"), display(value, unit, "en")) == (zh, en)


def test_the_difference_of_two_percentages_is_in_points():
    assert display_change(Decimal("0.05"), PERCENT, "zh") == "+5.0个百分点"
    assert display_change(Decimal("-0.05"), PERCENT, "en") == "-5.0pp"
    assert display_change(Decimal(3), PERSON, "en") == "+3"
    assert display_change(None, PERCENT, "en") == "—"


def test_components_carry_their_unit_in_a_sentence():
    assert with_unit(Fraction(3), PERSON, "zh") == "3人"
    assert with_unit(Fraction(61, 2), PERSON, "en") == "30.5 persons"
    assert with_unit(Decimal("0.1"), PERCENT, "en") == "10.0%"
    assert plain(Fraction(1260000)) == "1,260,000"
    assert plain(Fraction(119500, 12000)) == "9.958333"


def test_every_missing_value_has_a_reason_in_both_languages():
    for status in CellStatus:
        assert bool(reason(status, "zh")) == (status is not CellStatus.OK)
        assert bool(reason(status, "en")) == (status is not CellStatus.OK)


def test_an_unknown_unit_is_a_bare_number():
    assert display(Decimal("1.005"), unit_of({}, "bushel"), "en") == "1.01"
