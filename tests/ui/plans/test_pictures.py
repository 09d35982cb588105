"""What weighs how much, as pictures, and what differs between revisions."""

from __future__ import annotations

from datetime import date

from tests.ui.plans.rows import LATER, PARTS, STAGE, part
from ui.plans.pictures import bar, differences, stage_picture

TODAY = date(2026, 11, 22)


def test_a_bar_is_cut_by_weight():
    assert [(piece["x"], piece["width"]) for piece in bar(PARTS)] == [(0.0, 60.0), (60.0, 40.0)]


def test_areas_are_as_wide_as_their_stages_are_long():
    picture = stage_picture(PARTS, [STAGE, LATER], TODAY)

    assert picture is not None
    first, second = picture["columns"]
    assert (first["stage"], second["stage"]) == ("EARLY", "MID")
    assert round(first["width"] + second["width"], 6) == 100
    assert first["width"] > second["width"]
    early = [area["shapes"][0] for area in picture["areas"]]
    assert [(box["y"], box["height"]) for box in early] == [(0.0, 70.0), (70.0, 30.0)]


def test_without_dates_stages_are_alike_and_without_stages_there_is_no_picture():
    picture = stage_picture(PARTS, [], TODAY)

    assert picture is not None
    assert [column["width"] for column in picture["columns"]] == [50, 50]
    assert stage_picture([part("A", 10000)], [STAGE], TODAY) is None


def test_a_revision_tells_what_came_went_and_changed():
    found = differences(
        [part("A", 6000), part("B", 4000)], [part("A", 7000, stages={"MID": 5000}), part("C", 3000)]
    )

    assert [(row["part"]["code"], row["kind"]) for row in found] == [
        ("A", "changed"),
        ("B", "gone"),
        ("C", "new"),
    ]
    assert found[0]["changes"] == [("weight", 6000, 7000), ("MID", None, 5000)]
