"""What all such kinds share: an operation's own work, values as the ledger has them, a column for each promise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from policies import load
from server.imports.entered import ENTERED
from server.imports.entered.entry import inside, plain
from server.training.models import CourseMode
from server.training.operations.courses import save_course


def test_the_work_of_an_operation_is_found_beneath_its_transaction():
    assert inside(save_course).__name__ == "save_course"
    assert inside(save_course) is not save_course


def test_values_are_as_json_has_them():
    assert [plain(each) for each in (date(2025, 3, 1), Decimal("1.5"), CourseMode.ONLINE, 3, True, None)] == [
        "2025-03-01", "1.5", "ONLINE", 3, True, None,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(ENTERED))
def test_every_column_is_shown_by_a_classified_field_and_every_verb_is_one(kind):
    entry, policy = ENTERED[kind], load()
    names = {each.name for each in entry.fields}

    assert set(entry.shows) == names
    assert all(policy.field_class(shown) for shown in (*entry.shows.values(), *entry.guarded.values()))
    assert policy.field_class(f"Mutation.{entry.verb}")
    assert set(entry.key) <= names
    assert set(entry.guarded) | set(entry.names.values()) <= names
    assert set(entry.columns) | {"id", "version"} <= set(entry.model._meta.fields_map) | {
        f"{name}_id" for name in entry.model._meta.fields_map
    }
