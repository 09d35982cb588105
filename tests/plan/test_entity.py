"""Columns are read off the models: kinds, sealed places, blind indexes; hashes themselves are never columns."""

from __future__ import annotations

from policies import load
from server.catalog import entities
from server.plan.entity import Kind
from server.plan.where import camel


def test_columns_follow_the_model():
    found = entities()
    person, month = found["Employee"].columns, found["Attendance"].columns

    assert (person["phone"].sealed, person["phone"].blind) == ("employee.phone", "{self}.phone_hash")
    assert "phone_hash" not in person
    assert (person["id"].kind, person["created_at"].kind, person["hired_on"].kind) == (
        Kind.ID,
        Kind.INSTANT,
        Kind.DAY,
    )
    assert (month["worked_hours"].kind, month["late_count"].kind) == (Kind.CENTI, Kind.INT)
    assert found["Position"].columns["is_core"].kind is Kind.FLAG


def test_every_list_has_an_order_of_its_own_that_may_be_asked_for():
    """By a field without a class nobody may sort, so a list in that order could not be asked for at all."""
    policy = load()

    assert [
        f"{entity.name}.{name}"
        for entity in entities().values()
        for name, _ in entity.order
        if policy.field_class(f"{entity.name}.{camel(name)}") is None
    ] == []
