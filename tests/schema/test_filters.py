"""Filters and orders follow from the types: every column can be compared, every link entered, nothing else."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest
from graphql import GraphQLInputObjectType

from schema import filters
from schema.people import Department
from schema.planned import Connection
from schema.root import build

SCHEMA = build()._schema


class Color(StrEnum):
    RED = "RED"


def members(name: str) -> dict[str, str]:
    found = SCHEMA.type_map[name]
    assert isinstance(found, GraphQLInputObjectType)
    return {member: str(field.type) for member, field in found.fields.items()}


def test_text_has_every_operator_and_a_flag_only_equality():
    assert set(members("TextFilter")) == set(filters.OPERATORS)
    assert members("FlagFilter") == {"eq": "Boolean", "ne": "Boolean", "isNull": "Boolean"}
    assert members("DateFilter")["in"] == "[Date!]"
    assert members("DateFilter")["isNull"] == "Boolean"
    assert "contains" not in members("DateFilter")


def test_a_link_is_entered_by_the_filter_of_its_type_and_a_list_by_some_or_none():
    where = members("EmployeeWhere")

    assert where["department"] == "DepartmentWhere"
    assert where["assignments"] == "AssignmentListWhere"
    assert where["status"] == "EmployeeStatusFilter"
    assert members("AssignmentListWhere") == {"some": "AssignmentWhere", "none": "AssignmentWhere"}
    assert (where["and"], where["or"], where["not"]) == (
        "[EmployeeWhere!]",
        "[EmployeeWhere!]",
        "EmployeeWhere",
    )


def test_only_columns_can_be_ordered_by():
    order = members("EmployeeOrder")

    assert order["hiredOn"] == "SortOrder"
    assert {"department", "assignments"} & set(order) == set()


@pytest.mark.parametrize(
    ("name", "python"),
    [("hiredOn", "hired_on"), ("and", "and_"), ("in", "in_"), ("id", "id"), ("isNull", "is_null")],
)
def test_names_are_spelled_for_python_and_back(name, python):
    assert filters.python_name(name) == python
    assert filters.camel(python.rstrip("_")) == name


def test_an_enum_gets_its_filter_on_first_use_and_a_link_none():
    made = filters.scalar_filter(Color)

    assert made.__name__ == "ColorFilter"
    assert filters.scalar_filter(Color) is made
    assert filters.scalar_filter(Department) is None


def test_a_type_is_read_without_its_none():
    assert filters.bare(date | None) is date
    assert filters.bare(date) is date
    assert filters.bare(Connection[Department]) == Connection[Department]


def test_every_filter_is_described_in_both_languages():
    for member in filters.list_arguments("Employee", search=True, moments=True):
        assert member[2]
        assert member[3]
