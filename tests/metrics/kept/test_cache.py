"""What is remembered: never across scopes, never past a change, and not without bound."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from server.metrics.components import Frame, Group, Part
from server.metrics.kept import cache
from server.metrics.kept.cache import ResultCache, can_cache, key_of
from server.metrics.kept.dirty import Watermark
from server.metrics.periods import Window
from tests.metrics.town import component

ASK = (component("movers"), Window(date(2025, 3, 1), date(2025, 3, 31)))
TODAY, MARK = date(2025, 4, 5), Watermark(7, 3)
PARTS: dict[Group, Part] = {("A",): Part(Fraction(1), 1), ("B",): Part(Fraction(2), 2)}


def test_a_key_differs_by_scope_day_and_data():
    everywhere = Frame(by=("department",))
    keys = {
        key_of(ASK, everywhere, TODAY, MARK),
        key_of(ASK, Frame(by=("department",), departments=frozenset("A")), TODAY, MARK),
        key_of(ASK, Frame(by=("department",), person="p"), TODAY, MARK),
        key_of(ASK, Frame(by=("department",), want_persons=True), TODAY, MARK),
        key_of(ASK, everywhere, date(2025, 4, 6), MARK),
        key_of(ASK, everywhere, TODAY, Watermark(8, 4)),
        key_of(ASK, everywhere, TODAY, Watermark(7, 4)),  # an older change, seen late
        key_of(ASK, everywhere, TODAY, MARK),
    }

    assert len(keys) == 7


def test_the_longest_unasked_goes_first(monkeypatch):
    monkeypatch.setattr(cache, "MOST_PARTS", 7)
    found = ResultCache()

    found.put("one", PARTS)
    found.put("two", PARTS)
    found.get("one")
    found.put("three", PARTS)

    assert list(found.entries) == ["one", "three"]
    assert found.size == 6
    assert found.get("two") is None


def test_only_cuts_whose_changes_are_told_are_remembered():
    contact = component("contacts").measure.source

    assert can_cache(contact, Frame(by=("department", "channel")))
    assert not can_cache(contact, Frame(by=("grade",)))  # positions may change untold
