"""Identifiers."""

from __future__ import annotations

import uuid

import pytest

from server.kernel.ids import is_id, new_id


def test_an_id_is_a_version_seven_uuid_of_its_moment():
    made = uuid.UUID(new_id(1_743_845_400_123))

    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_743_845_400_123


def test_later_ids_sort_later_and_no_two_are_equal():
    made = [new_id(moment) for moment in range(1000, 1100)]

    assert made == sorted(made)
    assert len({new_id(5) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01960561-05db-7000-8000-000000000000", True),
        ("01960561-05DB-7000-8000-000000000000", False),
        ("0196056105db70008000000000000000", False),
        ("", False),
        ("E001", False),
    ],
)
def test_only_the_canonical_spelling_is_an_id(text, expected):
    assert is_id(text) is expected
