from __future__ import annotations

import pytest

from server.metrics.dictionary.load import DictionaryError, read
from tests.metrics.dictionary.small import DOMAIN, SHARED, small, written


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        ("key: spell_id", "key: spel_id", "sources.employment.key", "E_COLUMN"),
        ("person: person_id\n", "person: nobody\n", "sources.employment.person", "E_COLUMN"),
        ("    person: person_id\n", "", "sources.employment.person", "E_MISSING"),
        ("active: [start_date, end_date]", "active: [start_date]", "sources.employment.active", "E_FORM"),
        ("anchor: spell", "anchor: spel", "sources.employment.anchor", "E_WORD"),
        ("      agent_id: {type: id}\n", "", "sources.sale.columns", "E_MISSING"),
        ("{type: bool}", "{type: boolean}", "sources.employment.columns.is_core.type", "E_WORD"),
        ("{type: bool}", "{type: bool, values: [a]}", "sources.employment.columns.is_core", "E_FORM"),
        ("{type: bool}", "{type: bool, scale: 2}", "sources.employment.columns.is_core.scale", "E_FORM"),
        (
            "{type: bool}",
            "{type: bool, sealed: payroll}",
            "sources.employment.columns.is_core.sealed",
            "E_FORM",
        ),
        ("{type: bool}", '{type: bool, sql: "{x}.a"}', "sources.employment.columns.is_core.sql", "E_SQL"),
        ("{type: bool}", '{type: bool, sql: "a; drop"}', "sources.employment.columns.is_core.sql", "E_SQL"),
        ("{type: bool}", "{type: bool, nul: true}", "sources.employment.columns.is_core.nul", "E_KEY"),
        (
            "{type: bool}",
            "{type: bool, data_class: secret}",
            "sources.employment.columns.is_core.data_class",
            "E_CLASS",
        ),
        ("  sale:\n", "  Sale:\n", "sources.Sale", "E_WORD"),
        ("source: check", "source: chek", "measures.checks.source", "E_SOURCE"),
        ("aggregate: sum", "aggregate: total", "measures.sales.aggregate", "E_WORD"),
        ("expression: amount", "expression: amont", "measures.sales.expression", "E_COLUMN"),
        ("expression: amount", "expression: amount +", "measures.sales.expression", "E_SYNTAX"),
        ("expression: amount", "expression: segment", "measures.sales.expression", "E_TYPE"),
        (
            "where: exit_type = 'voluntary'",
            "where: exit_type = 'x'",
            "measures.voluntary_leavers.where",
            "E_ENUM",
        ),
        ("    time: ran_on\n", "", "measures.checks.time", "E_FORM"),
        ("time: ran_on", "time: check_id", "measures.checks", "E_TYPE"),
        ("    kind: stock\n", "    kind: stock\n    time: end_date\n", "measures.headcount.time", "E_FORM"),
        ("    active: [start_date, end_date]\n", "", "measures.headcount", "E_FORM"),
        ("    time: ran_on\n", "    time: ran_on\n    ends: ran_on\n", "measures.checks.ends", "E_FORM"),
        ("    time: ran_on\n", "    time: ran_on\n    on_null: skip\n", "measures.checks.on_null", "E_WORD"),
        ("unit: money", "unit: yuan", "measures.sales.unit", "E_UNIT"),
    ],
)
def test_a_slip_in_a_source_or_measure_is_named(tmp_path, old, new, key, code):
    assert old in DOMAIN
    with pytest.raises(DictionaryError) as caught:
        read(written(tmp_path, SHARED, DOMAIN.replace(old, new, 1)))

    assert (key, code) in [(each.key, each.code) for each in caught.value.problems]


def test_sources_and_measures_are_as_written():
    known = small()

    employment, leavers = known.sources["employment"], known.measures["leavers"]
    assert employment.columns["person_id"].sql == "{s}.person_id"
    assert employment.columns["spell_id"].sql == "{s}.id"
    assert (employment.columns["fte"].scale, employment.columns["end_date"].null) == (2, True)
    assert employment.active == ("start_date", "end_date")
    assert (leavers.source, leavers.time, leavers.is_additive) == (employment, "end_date", True)
    assert known.measures["new_hires"].ends == "end_date"
