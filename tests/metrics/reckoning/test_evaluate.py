"""Formulas over hand-made parts: exact values, and the first reason wherever there is none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from server.metrics.components import Part
from server.metrics.definitions import Dictionary, Label, Measure, Metric, Source
from server.metrics.lang.parse import parse
from server.metrics.lang.tree import Column
from server.metrics.numbers import rounded
from server.metrics.periods import named
from server.metrics.reckoning.evaluate import needs, value
from server.metrics.words import CellStatus, Direction, Grain, Sensitivity

NAME = Label("名", "name")
ROWS = Source("rows", NAME, "rows", "id", "org", {})
MEASURES: dict[str, Any] = {
    **dict.fromkeys(("leavers", "hires", "csat_good", "csat_answers", "sales", "orders"), ("count", "flow")),
    "headcount": ("count_distinct", "stock"),
    "new_hires": ("count", "cohort"),
    "pay": ("avg", "flow"),
    "points": ("sum", "flow"),
}


def metric(key, formula, version=1):
    return Metric(
        key, version, NAME, NAME, formula, parse(formula), "ratio", Direction.UP, (Grain.MONTH,), (),
        Sensitivity.INTERNAL, "x",
    )  # fmt: skip


def dictionary(**formulas):
    measures = {
        name: Measure(
            name, NAME, ROWS, aggregate, Column("id"), kind, "count", incomplete_on_null=name == "points"
        )
        for name, (aggregate, kind) in MEASURES.items()
    }
    metrics = {key: metric(key, formula) for key, formula in formulas.items()}
    versions = {key: (each, metric(key, "sales", 2)) for key, each in metrics.items()}
    return Dictionary({"rows": ROWS}, measures, metrics, {}, {}, {}, {}, versions)


def parts(given):
    """Give parts from {"leavers 2025-03-01..2025-03-31": 3, "headcount 2025-02-28": 20}; None stands for no rows."""

    def part(wanted):
        component, window = wanted
        kind = {"flow": "", "stock": ""}.get(component.kind, f"{component.kind} ")
        days = f"{window.first}..{window.last}" if window.days > 1 else f"{window.last}"
        text = f"{kind}{component.measure.name} {days}"
        found = given.get(text, given.get(f"{kind}{component.measure.name}"))
        return found if isinstance(found, Part | None) else Part(Fraction(found), 1, 1)

    return part


def worked(formula, period="2025-03", given=None, **formulas):
    return value(parse(formula), dictionary(**formulas), named(period), parts(given or {}))


def shown(found):
    return (rounded(found.value), found.status)


SEED = {"leavers": 3, "headcount 2025-02-28": 20, "headcount 2025-03-31": 40}


@pytest.mark.parametrize(
    ("formula", "figure", "numerator", "denominator"),
    [
        ("leavers / opening(headcount)", "0.15", 3, 20),
        ("leavers / avg2(headcount)", "0.1", 3, 30),
        ("leavers / closing(headcount)", "0.075", 3, 40),
        ("leavers / (leavers + closing(headcount))", "0.069767", 3, 43),
        ("12 * leavers / avg2(headcount)", "1.2", 36, 30),
        ("1 - leavers / opening(headcount)", "0.85", 17, 20),
        ("(closing(headcount) - opening(headcount)) / opening(headcount)", "1", 20, 20),
    ],
)
def test_the_seeds_dispute_has_as_many_answers_as_definitions(formula, figure, numerator, denominator):
    found = worked(formula, given=SEED)

    assert shown(found) == (Decimal(figure), CellStatus.OK)
    assert (found.numerator, found.denominator) == (numerator, denominator)
    assert found.pending is None


def test_a_figure_that_is_no_quotient_has_no_parts_of_one():
    found = worked("leavers", given=SEED)

    assert (found.value, found.numerator, found.denominator) == (3, None, None)


def test_a_rolling_rate_has_the_average_of_its_months_below():
    """Month ends from February 2024: 10 twelve times, then 9; averages 10 eleven times and 9.5; 2*12/119.5."""
    months = [f"2024-{month:02d}" for month in range(2, 13)] + ["2025-01"]
    ends = {f"headcount {named(month).window.last}": 10 for month in months}
    found = worked(
        "rolling(12 months, leavers / avg_monthly(headcount))",
        "2025-02",
        {**ends, "headcount 2025-02-28": 9, "leavers 2024-03-01..2025-02-28": 2},
    )

    assert rounded(found.value) == Decimal("0.200837")
    assert (found.numerator, rounded(found.denominator)) == (2, Decimal("9.958333"))


def test_a_daily_average_divides_person_days_by_days():
    found = worked("avg_daily(headcount)", "2025-06", {"days headcount": 105})

    assert found.value == Fraction(7, 2)


def test_changes_look_one_whole_period_back():
    given = {
        "csat_answers": 100,
        "csat_good 2025-01-01..2025-03-31": 80,
        "csat_good 2025-04-01..2025-06-30": 84,
    }
    relative = worked("pct_change(@csat, 1 period)", "2025-Q2", given, csat="csat_good / csat_answers")
    points = worked("change(@csat, 1 period)", "2025-Q2", given, csat="csat_good / csat_answers")

    assert shown(relative) == (Decimal("0.05"), CellStatus.OK)
    assert shown(points) == (Decimal("0.04"), CellStatus.OK)
    assert rounded(relative.denominator) == Decimal("0.8")


def test_shifts_compose():
    given = {"sales 2024-02-01..2024-04-30": 7}

    assert worked("prior(1 year, rolling(3 months, sales))", "2025-04", given).value == 7
    assert worked("rolling(3 months, prior(1 year, sales))", "2025-04", given).value == 7


def test_the_year_to_date_and_named_periods_have_windows_of_their_own():
    given = {
        "sales 2025-01-01..2025-03-31": 10,
        "sales 2024-07-01..2025-03-31": 30,
        "sales 2024-12-01..2024-12-31": 4,
    }

    assert worked("ytd(sales)", given=given).value == 10
    assert worked("at('2024-12', sales)", given=given).value == 4
    fiscal = value(parse("ytd(sales)"), dictionary(), named("FY2025-M09", 7), parts(given), fiscal_start=7)
    assert fiscal.value == 30


def test_a_fixed_version_of_a_metric_is_that_version():
    given = {"sales": 5, "orders": 2}

    assert worked("@spend", given=given, spend="sales / orders").value == Fraction(5, 2)
    assert worked("@spend@2", given=given, spend="sales / orders").value == 5


@pytest.mark.parametrize(
    ("formula", "given", "status"),
    [
        ("leavers / opening(headcount)", {"leavers": 3}, CellStatus.EMPTY_DENOMINATOR),
        ("leavers / pay", {"leavers": 3}, CellStatus.EMPTY_DENOMINATOR),
        ("pay / orders", {"orders": 3}, CellStatus.NO_DATA),
        ("pay + sales", {"sales": 3}, CellStatus.NO_DATA),
        (
            "points / orders",
            {"points": Part(Fraction(69), 3, 1, incomplete=1), "orders": 1},
            CellStatus.INCOMPLETE_INPUT,
        ),
        (
            "sales / points",
            {"points": Part(Fraction(69), 3, 1, incomplete=1), "sales": 1},
            CellStatus.INCOMPLETE_INPUT,
        ),
        ("pct_change(sales, 1 period)", {"sales 2025-03-01..2025-03-31": 3}, CellStatus.EMPTY_DENOMINATOR),
        ("min(1, sales / orders)", {}, CellStatus.EMPTY_DENOMINATOR),
        ("abs(pay)", {}, CellStatus.NO_DATA),
        ("-pay", {}, CellStatus.NO_DATA),
        ("pay / orders + sales / orders", {}, CellStatus.NO_DATA),
        ("points + sales / orders", {"points": Part(None, 1, 1, incomplete=1)}, CellStatus.INCOMPLETE_INPUT),
        ("coalesce(pay, sales / orders)", {}, CellStatus.NO_DATA),
    ],
)
def test_what_cannot_be_worked_out_has_the_first_reason(formula, given, status):
    found = worked(formula, given=given)

    assert (found.value, found.status) == (None, status)


@pytest.mark.parametrize(
    ("formula", "figure"),
    [
        ("sales", 0),
        ("sales + 8%", Fraction(8, 100)),
        ("max(2, 3) - min(2, 3)", 1),
        ("abs(sales - 2)", 2),
        ("coalesce(pay, 7)", 7),
        ("-(2 - 5) * 4 / 8", Fraction(3, 2)),
    ],
)
def test_nothing_counts_as_zero_where_things_are_counted(formula, figure):
    assert worked(formula).value == figure


RETENTION = "kept(new_hires, 3 months) / matured(new_hires, 3 months)"


def test_pending_members_are_told_once():
    found = worked(RETENTION, given={"kept new_hires": 3, "matured new_hires": 5, "pending new_hires": 2})

    assert (found.value, found.numerator, found.denominator, found.pending) == (Fraction(3, 5), 3, 5, 2)


def test_a_cohort_that_is_wholly_open_is_immature():
    found = worked(RETENTION, given={"pending new_hires": 4})
    nobody = worked(RETENTION)

    assert (found.value, found.status, found.pending) == (None, CellStatus.IMMATURE, 4)
    assert (nobody.status, nobody.pending) == (CellStatus.EMPTY_DENOMINATOR, 0)


def test_those_who_waited_in_an_earlier_period_are_not_pending_now():
    found = worked(
        f"change({RETENTION}, 1 period)",
        given={
            "matured new_hires": 5,
            "pending new_hires 2025-03-01..2025-03-31": 2,
            "pending new_hires 2025-02-01..2025-02-28": 9,
        },
    )

    assert found.pending == 2


def test_needs_are_what_the_walk_asks_for():
    wanted = needs(parse("leavers[id = 'x'] / avg2(headcount)"), dictionary(), named("2025-03"))

    assert [(component.measure.name, component.kind, window.last) for component, window in wanted] == [
        ("leavers", "flow", date(2025, 3, 31)),
        ("headcount", "stock", date(2025, 2, 28)),
        ("headcount", "stock", date(2025, 3, 31)),
    ]


def test_people_are_the_most_behind_any_component():
    found = worked(
        "leavers / avg2(headcount)",
        given={"leavers": Part(Fraction(3), 3, 3), "headcount": Part(Fraction(30), 30, 30)},
    )

    assert found.people == 30


def test_every_node_can_be_watched():
    seen = []
    value(
        parse("leavers / avg2(headcount)"), dictionary(), named("2025-03"), parts(SEED),
        notice=lambda node, _window, term, depth, place: seen.append((place, type(node).__name__, depth, term.value)),
    )  # fmt: skip

    assert seen == [(1, "MeasureUse", 1, 3), (2, "Anchor", 1, 30), (0, "Product", 0, Fraction(1, 10))]
