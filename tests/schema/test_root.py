"""The schema is whole: every planned field has a column or link behind it, and a missing one is named."""

from __future__ import annotations

from dataclasses import replace

from schema import root
from server.catalog import ROOTS, entities

SCHEMA = root.build()


def test_every_field_has_a_column_or_a_link():
    assert root.unbacked(SCHEMA, entities()) == []


def test_a_field_without_a_column_is_named():
    known = entities()
    employee = known["Employee"]
    poorer = replace(employee, columns={k: v for k, v in employee.columns.items() if k != "hired_on"})

    assert root.unbacked(SCHEMA, known | {"Employee": poorer}) == ["Employee.hiredOn"]


def test_an_entity_without_a_type_is_named():
    known = entities()

    assert root.unbacked(SCHEMA, known | {"Ghost": known["Employee"]}) == ["Ghost"]


def test_every_planned_root_is_a_query():
    query = SCHEMA._schema.query_type
    assert query is not None

    assert [name for name in ROOTS if name not in query.fields] == []


def test_a_list_takes_both_clocks_and_a_log_no_search():
    query = SCHEMA._schema.query_type
    assert query is not None

    assert {"asOf", "asKnownAt", "where", "orderBy", "search"} <= set(query.fields["employees"].args)
    assert "search" not in query.fields["auditEntries"].args
