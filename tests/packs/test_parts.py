"""Which positions a pack's profile goes to, and the levels it asks of a grade."""

from __future__ import annotations

from server.packs.parts import levels_of, means
from server.people.models import Position

PROFILE = {
    "ladders": ["shop"],
    "families": ["frontline"],
    "levels": {"A": 3, "B": 5},
    "higher": {"grade": 2, "by": 1},
}


def test_a_ladder_or_a_family_is_meant():
    assert means(PROFILE, Position(ladder="shop", family=""))
    assert means(PROFILE, Position(ladder="", family="frontline"))
    assert not means(PROFILE, Position(ladder="desk", family="office"))
    assert not means({"levels": {}}, Position(ladder="", family=""))


def test_higher_grades_ask_more_up_to_the_highest():
    assert levels_of(PROFILE, 1) == {"A": 3, "B": 5}
    assert levels_of(PROFILE, 2) == {"A": 4, "B": 5}
    assert levels_of({"levels": {"A": 1}}, 9) == {"A": 1}
