"""A customer's year in one order."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from tests.ui.library.test_customers import ROW
from ui.library.timeline import MOST, asked_for, is_cut, more_of, timeline

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_it_goes_by_local_months_newest_first_and_has_what_was_told_in_its_year():
    found = timeline(ROW, 2026, SHANGHAI)

    assert [(month, [each["kind"] for each in rows]) for month, rows in found] == [
        ("2026-11", ["contact"]), ("2026-10", ["order"]), ("2026-02", ["segment"]), ("2026-01", ["person"]),
    ]  # fmt: skip
    assert timeline(ROW, 2025, ZoneInfo("UTC"))[-1][1][0]["kind"] == "need"
    assert [month for month, _ in timeline(ROW, 2026, SHANGHAI, "segment")] == ["2026-02"]


def test_a_kind_alone_goes_on_and_everything_together_says_when_there_is_more():
    assert asked_for("order") == {"contact": False, "order": True, "case": False, "feedback": False}
    assert (more_of(ROW, "contact"), more_of(ROW, "order"), more_of(ROW, "need")) == ("c60", "", "")
    assert not is_cut(ROW, timeline(ROW, 2026, SHANGHAI))
    told: Any = ROW["contacts"]
    many = {**ROW, "contacts": {"totalCount": 61, "nodes": told["nodes"] * MOST}}
    months = timeline(many, 2026, SHANGHAI)
    assert sum(len(rows) for _, rows in months) == MOST
    assert is_cut(many, months)


def test_what_is_hidden_is_left_out():
    hidden = {**ROW, "orders": None, "segments": {"nodes": [{"sinceOn": None}]}}

    assert [each["kind"] for _, rows in timeline(hidden, 2026, SHANGHAI) for each in rows] == [
        "contact",
        "person",
    ]
