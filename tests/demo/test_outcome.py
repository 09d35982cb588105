"""An expectation and what came of it, in a line."""

from __future__ import annotations

from server.demo.outcome import Outcome


def test_what_agrees_is_ok_and_only_what_was_wanted_counts():
    found = Outcome("a", "csat", "2025-03", {"value": "0.5"}, {"value": "0.5", "pending": "3"})
    assert found.ok
    assert found.line() == "ok a csat 2025-03 value=0.5"


def test_what_differs_says_what_was_expected():
    found = Outcome("a", "csat", "2025-03", {"value": "0.5", "pending": "0"}, {"value": "0.5"})
    assert not found.ok
    assert found.line() == "DIFFERS a csat 2025-03 value=0.5 pending=None expected pending=0"
