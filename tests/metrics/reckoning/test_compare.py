from decimal import Decimal
from fractions import Fraction

from server.metrics.asked import Comparison
from server.metrics.reckoning.compare import NOT_SHOWN, Shown, comparison, relative
from server.metrics.words import CellStatus, Compare

PRIOR = Compare.PRIOR_PERIOD


def test_a_rate_falls_by_a_quarter():
    """12/400 = 3%; 9/400 = 2.25%: 0.75 points less, which is a quarter of the 3%."""
    found = comparison(PRIOR, "2025-Q1", Shown(Fraction(9, 400)), Shown(Fraction(12, 400)))

    assert found == Comparison(
        PRIOR, "2025-Q1", Decimal("0.03"), Decimal("-0.0075"), Decimal("-0.25"), CellStatus.OK
    )


def test_nothing_grows_from_zero():
    found = comparison(PRIOR, "2025-02", Shown(Fraction(3)), Shown(Fraction(0)))

    assert (found.value, found.difference, found.pct_change) == (Decimal(0), Decimal(3), None)


def test_a_hidden_figure_lends_no_difference():
    there = comparison(PRIOR, "2025-02", Shown(Fraction(3)), NOT_SHOWN)
    here = comparison(PRIOR, "2025-02", Shown(None, CellStatus.NO_DATA), Shown(Fraction(3)), is_break=True)

    assert (there.value, there.difference, there.status) == (None, None, CellStatus.NOT_PERMITTED)
    assert (here.value, here.difference, here.status, here.is_break) == (
        Decimal(3),
        None,
        CellStatus.OK,
        True,
    )


def test_change_is_exact_until_it_is_shown():
    assert relative(Shown(Fraction(1, 3)), Shown(Fraction(1, 7))) == Fraction(4, 3)
