"""A mask is found by the path of a value, and covers only what is hidden or cut."""

from __future__ import annotations

import pytest

from ui.masks import Masks, covers

ENTRY = {"path": "employees.nodes.phone", "kind": "masked", "shown": "phone", "rule": "people.csv:42"}


def test_a_mask_is_found_for_every_row():
    masks = Masks([ENTRY])

    assert masks.at("employees", "nodes", 3, "phone") == ENTRY
    assert masks.at("employees", "nodes", 3, "email") is None


@pytest.mark.parametrize(
    ("value", "covered"), [("138****8888", True), (None, True), ("13800138888", False), ("0.5", False)]
)
def test_ones_own_plain_value_in_a_masked_column_stays_plain(value, covered):
    assert covers(value) is covered
    assert (Masks([ENTRY]).over(value, "employees", "nodes", "phone") is not None) is covered
