"""Lines as they are typed, and the input they make."""

from __future__ import annotations

from tests.ui.plans.rows import PLAN, TEMPLATE
from ui.plans.parts import (
    EMPTY,
    component_of,
    head_of,
    of_plan,
    of_template,
    place_of,
    trimmed,
    weight_of,
    with_line,
)


def test_a_plan_is_typed_in_percent():
    first, second = of_plan(PLAN)

    assert (first["weight"], first["stage.EARLY"], first["metric"]) == ("60", "70", "")
    assert (second["metric"], second["isShrunk"]) == ("csat", "1")
    assert head_of(PLAN)["standard"] == "60"


def test_a_template_fills_and_none_leaves_two_lines():
    assert of_template(TEMPLATE)[0]["family"] == "frontline"
    assert [line["code"] for line in of_template(None)[1]] == ["C1", "C2"]


def test_a_rating_sends_no_figure():
    line = {**EMPTY, "code": "A", "name": "一", "weight": "33.34", "metric": "csat", "isShrunk": "1"}

    given = component_of(line)

    assert (given["weight"], given["isShrunk"], "metric" in given) == (3334, False, False)
    of_team = component_of({**line, "basis": "TEAM"})
    assert (of_team["isShrunk"], of_team["metric"]) == (False, "csat")


def test_what_is_no_weight_is_refused_later():
    assert [weight_of(text) for text in ("", "12.5", "half")] == [0, 1250, -1]


def test_a_new_line_has_a_code_of_its_own():
    lines = [{**EMPTY, "code": "C1"}]

    assert with_line(lines, "add", 0)[1]["code"] == "C2"
    assert with_line(lines, "up", 0) == lines


def test_an_error_finds_its_line():
    assert place_of(["input", "components", "2", "weight"]) == "c2.weight"
    assert place_of(["input", "name"]) == "name"
    assert place_of([]) == ""


def test_numbers_have_no_needless_zeros():
    assert [trimmed(each) for each in ("60.00", "62.50", None, "")] == ["60", "62.5", "", ""]
