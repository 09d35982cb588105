"""pack list, load and unload: what they print and with what code they end."""

from __future__ import annotations

from tests.commands.desk import Desk


def test_a_pack_is_previewed_loaded_listed_and_unloaded(desk: Desk):
    ran = desk.run("pack", "load", "retail", "--dry-run")
    assert ran.code == 0
    assert "ADD\tCOMPETENCY\tRT_GREET" in ran.out
    assert "nothing written" in ran.err
    assert "retail\t零售门店 | Retail stores\t-" in desk.run("pack", "list").out

    assert desk.run("pack", "load", "retail").code == 0
    assert "SAME\tCOMPETENCY\tRT_GREET" in desk.run("pack", "load", "retail").out
    assert "LOADED 9" in desk.run("pack", "list").out
    assert desk.run("pack", "unload", "retail").code == 0
    assert "UNLOADED 0" in desk.run("pack", "list").out


def test_what_cannot_be_done_is_said_and_ends_with_two(desk: Desk):
    assert desk.run("pack", "load", "bank").code == 2
    ran = desk.run("pack", "unload", "retail")
    assert (ran.code, "not loaded" in ran.err) == (2, True)
