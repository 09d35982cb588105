"""Intervals on a line and slopes, by numbers that can be followed."""

from __future__ import annotations

from ui.effect.pictures import Mark, Slope, forest, newest_told, percent, slopes


def span(low: str, value: str, high: str) -> dict[str, str]:
    return {"low": low, "value": value, "high": high}


def test_intervals_share_a_scale_that_holds_no_effect_too():
    """From -1 to 9 with 8 % of air on either side the scale runs from -1.8 to 9.8: 11.6 in all."""
    found = forest([span("1", "5", "9"), None, span("-1", "0", "1")])

    assert found.nothing == 15.52
    assert found.marks == (Mark(24.14, 58.62, 93.1, True), None, Mark(6.9, 15.52, 24.14, False))
    assert found.marks[0].width == 68.96
    assert forest([None]).nothing == 50.0
    (mark,) = forest([span("1.1", "1.2", "1.3")], 1).marks
    assert mark is not None
    assert mark.is_clear


def test_slopes_run_from_before_to_after_where_both_sides_are_told():
    wave = {"trainedBefore": "0", "trainedAfter": "10", "comparedBefore": "0", "comparedAfter": "5"}
    hidden = {**wave, "comparedAfter": None}

    assert slopes(wave) == {"trained": Slope(93.1, 6.9), "compared": Slope(93.1, 50.0)}
    assert slopes(hidden) is None
    assert newest_told([wave, hidden]) == wave
    assert newest_told([hidden]) is None
    assert (percent("0.845"), percent(None)) == (84.5, None)
