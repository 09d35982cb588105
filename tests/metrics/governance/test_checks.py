"""What a definition must pass, beside what drafting and signing try out."""

from __future__ import annotations

import pytest

from server.kernel.errors import InvalidInput
from server.metrics.dictionary.load import load_builtin
from server.metrics.governance import checks


def test_a_successor_is_another_figure_in_use():
    known = load_builtin()

    checks.require_successor("csat", None, known)
    checks.require_successor("csat", "csat_mean", known)
    for wrong in ("csat", "nope"):
        with pytest.raises(InvalidInput):
            checks.require_successor("csat", wrong, known)


def test_what_is_wrong_beside_the_formula_is_told_at_its_input():
    with pytest.raises(InvalidInput) as refused:
        checks.made(
            {"key": "x", "name": {"zh": "甲", "en": "A"}, "formula": "leavers", "unit": "nope"},
            load_builtin(),
        )

    assert refused.value.path == ("input", "unit")
