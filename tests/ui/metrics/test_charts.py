"""Marks lie where the arithmetic says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ui.metrics import charts


def decimals(*values: str | None) -> list[Decimal | None]:
    return charts.numbers(values)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("0.04", "0.1"), ["0", "0.025", "0.050", "0.075", "0.100"]),
        (("305", "336"), ["0", "100", "200", "300", "400"]),
        ((), ["0", "0.25", "0.50", "0.75", "1.00"]),
        (("-3", "3"), ["-4", "-2", "0", "2", "4"]),
    ],
)
def test_a_scale_has_round_ticks_and_zero(values, ticks):
    assert list(charts.scale(decimals(*values), 100).ticks) == [Decimal(tick) for tick in ticks]


def test_a_line_is_cut_where_a_value_is_missing_or_the_definition_changed():
    upon = charts.scale(decimals("0", "10"), 100)

    line = charts.line("x", decimals("0", "10", None, "5", "5", "10", "0"), upon, cuts=[5])
    assert line.last is not None

    assert len(line.paths) == 3
    assert [dot.place for dot in line.dots] == [0, 1, 3, 4, 5, 6]
    assert (line.last.x, line.last.y) == (92.857, 100.0)


def test_values_far_from_zero_are_not_pressed_against_the_top():
    near = charts.chart([("x", decimals("0.02", "0.04"))], 200)
    far = charts.chart([("x", decimals("86", "88", "90"))], 200, target=Decimal(95))

    assert near.scale.low == 0
    assert far.scale.low == Decimal("85.0")
    assert far.target == 0.0


def test_names_at_the_end_keep_apart():
    chart = charts.chart(
        [("a", decimals("1", "10")), ("b", decimals("1", "10")), ("c", decimals("1", None))], 100
    )

    assert chart.ends == [0.0, charts.LETTER, 90.0]
    assert not charts.chart([("a", decimals("1", "10"))], 100, target=Decimal(10)).is_target_clear


def test_bars_begin_at_zero_wherever_zero_is():
    assert charts.bars(decimals("5", "10", None), Decimal(20)) == [
        charts.Bar(0.0, 25.0, 25.0, 100.0),
        charts.Bar(0.0, 50.0, 50.0, 100.0),
        None,
    ]
    assert charts.bars(decimals("-5", "15"))[0] == charts.Bar(0.0, 25.0, 0.0)


def test_the_bridge_from_fifteen_to_ten_hangs_between_them():
    rows = charts.bridge(
        [(Decimal("0.15"), None), (Decimal("0.10"), Decimal("-0.05")), (Decimal("0.10"), None)]
    )

    assert rows == [
        charts.Fall(0, 100.0, 100.0, is_step=False, comes_from=None),
        charts.Fall(66.67, 33.33, 66.67, is_step=True, comes_from=100.0),
        charts.Fall(0, 66.67, 66.67, is_step=False, comes_from=66.67),
    ]
    assert charts.joints(rows) == [100.0, 66.67, None]
    assert charts.bridge([(None, None)]) == [None]


def test_a_spark_fills_its_height():
    line = charts.spark(decimals("1", "3", "2"))

    assert [dot.y for dot in line.dots] == [28.0, 4.0, 16.0]
