from __future__ import annotations

import pytest

from server.metrics.lang.units import NUMBER, fits, may_add, named, of, over, spelled, times


@pytest.mark.parametrize(
    ("above", "below", "fitting", "refused"),
    [
        ("spell", "person", ["percent", "ratio", "points", "per_1000"], ["person", "money", "hour"]),
        ("count", "person", ["percent"], ["count"]),
        ("money", "person", ["money", "money_per_person"], ["percent", "count"]),
        ("hour", "person", ["hour"], ["day", "percent"]),
        ("second", "count", ["second"], ["hour"]),
        ("score", "ratio", ["score"], ["percent"]),
        ("score", "count", ["score", "ratio"], ["percent"]),
        ("count", "hour", ["per_million_hours"], ["percent", "hour"]),
        ("money", "money", ["percent"], ["money"]),
        ("person", "money", [], ["percent", "money_per_person"]),
    ],
)
def test_what_a_quotient_may_be_given_out_in(above, below, fitting, refused):
    result = over(of(above), of(below))

    assert [unit for unit in fitting if not fits(result, unit)] == []
    assert [unit for unit in refused if fits(result, unit)] == []


def test_only_like_is_added():
    assert may_add(of("person"), of("spell"))
    assert may_add(of("percent"), NUMBER)
    assert may_add(NUMBER, over(of("count"), of("person")))
    assert not may_add(of("money"), of("count"))
    assert not may_add(of("spell"), of("count"))
    assert not may_add(of("hour"), of("second"))
    assert not may_add(of("points"), of("percent"))


def test_a_factor_keeps_the_unit_and_its_name():
    assert named(times(NUMBER, of("spell"))) == "spell"
    assert named(times(of("person"), of("ratio"))) == "person"
    assert named(over(of("spell"), of("person"))) == "percent"
    assert named(over(of("money"), of("person"))) == "money_per_person"
    assert named(over(of("money"), of("count"))) == "money"
    assert named(times(of("money"), of("money"))) == ""


def test_a_unit_without_a_name_is_spelled_by_its_parts():
    assert spelled(times(of("money"), of("money")), {}) == "money^2"
    assert spelled(of("money"), {"money": "元"}) == "元"
    assert not fits(of("money"), "yuan")
