"""Widgets stand where their reader put them; what is new stands at the end of its own column."""

from __future__ import annotations

import pytest

from ui.home.widgets import BESIDE, WIDGETS, Pace, arrange, changed, ordered

USUAL = arrange([], [])
REST = ("recruiting", "learning", "standing", "mine", "looks")


def test_home_as_it_was_made_holds_every_widget_once():
    assert sorted(USUAL.shown) == sorted(one.name for one in WIDGETS)
    assert USUAL.hidden == ()


def test_what_is_kept_is_read_back_the_same():
    after = changed(changed(USUAL, "across", "mine"), "away", "recent")

    assert arrange(**after.kept) == after
    assert after.second[0] == "mine"
    assert after.hidden == ("recent",)


def test_a_widget_not_placed_yet_stands_at_the_end_of_its_column():
    found = arrange(["todo", BESIDE, "mine"], [])

    assert found.first[0] == "todo"
    assert found.second[0] == "mine"
    assert set(found.shown) == set(USUAL.shown)


@pytest.mark.parametrize(
    ("op", "name", "first"),
    [
        ("down", "approvals", ("todo", "approvals", *REST)),
        ("up", "approvals", ("approvals", "todo", *REST)),
        ("up", "mine", ("approvals", "todo", "recruiting", "learning", "mine", "standing", "looks")),
        ("away", "todo", ("approvals", *REST)),
        ("across", "rivals", ("approvals", "todo", *REST, "rivals")),
        ("sideways", "todo", ("approvals", "todo", *REST)),
        ("up", "nothing", ("approvals", "todo", *REST)),
        ("across", "figures", ("approvals", "todo", *REST)),
    ],
)
def test_one_change_moves_one_widget(op, name, first):
    assert changed(USUAL, op, name).first == first


def test_what_was_put_away_comes_back():
    away = changed(USUAL, "away", "figures")

    assert "figures" not in away.shown
    assert "figures" in changed(away, "back", "figures").top


def test_what_is_no_widget_is_left_out():
    assert "nothing" not in arrange(["nothing", "todo"], ["nothing"]).shown


def test_a_dragged_order_leaves_what_was_not_shown_in_its_place():
    after = ordered(USUAL, ["mine", "todo", BESIDE, "bars", "rivals", "nothing"])

    assert after.first == ("approvals", "mine", "recruiting", "learning", "standing", "todo", "looks")
    assert after.second[:5] == ("notices", "off", "honors", "bars", "rivals")
    assert sorted(after.shown) == sorted(USUAL.shown)


def test_a_part_of_figures_that_was_slow_follows_by_itself_until_it_is_quick_again():
    pace = Pace()

    pace.note("people", 5.0)
    assert not pace.is_late("count")
    pace.note("company", 3.5)
    assert (pace.is_late("rivals"), pace.is_late("bars"), pace.is_late("figures")) == (True, True, False)
    pace.note("company", 0.2)
    assert not pace.is_late("bars")
