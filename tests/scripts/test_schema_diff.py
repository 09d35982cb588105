"""The contract check names a break that the changelog does not announce, and no other."""

from __future__ import annotations

from scripts.schema_diff import breaks, unreleased

BEFORE = "type Query { name: String, phone: String }"
AFTER = "type Query { name: String }"


def test_a_removed_field_is_a_break():
    assert breaks(BEFORE, AFTER, "") == [
        "breaks clients, and CHANGELOG's Unreleased does not name it: Field Query.phone was removed."
    ]


def test_an_announced_break_is_allowed():
    assert breaks(BEFORE, AFTER, "### Breaking\n- `Query.phone` is gone") == []


def test_an_added_field_breaks_nobody():
    assert breaks(AFTER, BEFORE, "") == []


def test_only_the_unreleased_part_announces():
    changelog = "# Changelog\n\n## Unreleased\nnew\n\n## 0.1.0\n- `Query.phone` is gone\n"

    assert unreleased(changelog).strip() == "new"
