"""Every worked example comes to what was worked out by hand, on both databases; what is no example is refused."""

from __future__ import annotations

from datetime import date

import pytest

from server.demo.worked import evaluate, filter_of, read, run
from server.kernel.errors import InvalidInput
from server.metrics.asked import DimFilter
from server.metrics.dictionary.load import load_builtin
from tests.metrics.examples import files, loaded, wrong

ONE = {
    "id": "one",
    "metric": "headcount_closing",
    "as_of": date(2025, 4, 30),
    "tables": {"employment": [{"spell_id": "a", "start_date": date(2025, 1, 1)}]},
    "expect": [{"period": "2025-03", "value": "1"}],
}


@pytest.mark.parametrize("name", loaded())
async def test_an_example_comes_to_what_was_worked_out_by_hand(store, name):
    assert await wrong(store, name) == []


async def came_of(tmp_path, text, today=None):
    file = tmp_path / "own.yaml"
    file.write_text(text, "utf-8")
    return [(each.id, each.ok, dict(each.came)) async for each in run(file, today)]


async def test_a_file_is_run_in_its_order_each_example_on_its_own(tmp_path):
    text = """
suppression_examples: [{id: hidden, class: people, cells: {A: 9, B: 1}, total_shown: false, expect_hidden: [B]}]
examples:
- {id: first, metric: orders_, as_of: 2025-04-30, expect: [{period: 2025-03, value: NotFound}]}
- id: second
  metric: headcount_closing
  as_of: 2025-04-30
  tables: {employment: [{spell_id: a, start_date: 2025-01-01}]}
  expect: [{period: 2025-03, value: '1'}, {period: 2025-02, value: '2'}]
- {id: third, metric: headcount_closing, as_of: 2025-04-30, expect: [{period: 2025-03, value: '0'}]}
"""
    found = await came_of(tmp_path, text)
    assert [(name, ok) for name, ok, _ in found] == [
        ("hidden", True), ("first", True), ("second", True), ("second", False), ("third", True),
    ]  # fmt: skip
    assert found[3][2]["value"] == "1"


@pytest.mark.parametrize(
    ("example", "told"),
    [
        (
            "{id: x, metric: csat, tables: {ledger: [{a: 1}]}, expect: [{period: 2025-03}]}",
            "no source 'ledger'",
        ),
        (
            "{id: x, metric: csat, tables: {feedback: [{mood: 1}]}, expect: [{period: 2025-03}]}",
            "feedback has no column 'mood'",
        ),
        (
            "{id: x, metric: csat, tables: {feedback: [{score: many}]}, expect: [{period: 2025-03}]}",
            "feedback lacks column 'received_at'",
        ),
        (
            "{id: x, metric: m, tables: {employment: [{spell_id: a, start_date: soon}]}, expect: [{period: '2025'}]}",
            "start_date",
        ),
        ("{id: x, metric: csat}", "expects nothing"),
        ("{id: x, expect: [{period: 2025-03}]}", "names no metric"),
        ("{id: x, metric: csat, expect: [{value: 1}]}", "no period"),
        ("{id: x, metric: csat, as_of: soon, expect: [{period: 2025-03}]}", "as_of is no day"),
        ("{id: x, metric: csat, query: {grain: moon}, expect: [{period: 2025-03}]}", "query"),
        (
            "{id: x, metric: m, metrics: [{key: m, formula: hires / }], expect: [{period: 2025-03}]}",
            "E_SYNTAX",
        ),
    ],
)
async def test_an_example_that_cannot_be_loaded_says_why_and_stops_nothing(tmp_path, example, told):
    text = f"""
examples:
- {example}
- {{id: after, metric: headcount_closing, expect: [{{period: 2025-03, value: '0'}}]}}
"""
    (name, ok, came), after = await came_of(tmp_path, text, date(2025, 4, 30))
    assert (name, ok) == ("x", False)
    assert told in came["loaded"]
    assert after[:2] == ("after", True)


async def test_an_example_without_a_day_looks_from_the_day_it_is_given(sqlite_store):
    without = {name: value for name, value in ONE.items() if name != "as_of"}
    with pytest.raises(InvalidInput, match="as_of"):
        await evaluate(sqlite_store, load_builtin(), without, {})
    found = await evaluate(sqlite_store, load_builtin(), without, {}, today=date(2025, 4, 30))
    assert [each.ok for each in found] == [True]


@pytest.mark.parametrize("text", ["just words", "other: 1", "{", "\udcff"])
def test_a_file_of_something_else_is_refused(tmp_path, text):
    file = tmp_path / "x.yaml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InvalidInput):
        read(file)


def test_the_files_of_this_house_are_all_read():
    assert len(files()) >= 17
    assert len(loaded()) >= 50


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ({"dim": "dept", "under": "A"}, DimFilter("department", ("A",), under=True)),
        ({"dim": "dept", "under": ["A", "B"]}, DimFilter("department", ("A", "B"), under=True)),
        (
            {"dimension": "gender", "in": ["F", "X"], "not": True},
            DimFilter("gender", ("F", "X"), negated=True),
        ),
        ({"dim": "gender", "eq": "F"}, DimFilter("gender", ("F",))),
    ],
)
def test_filters_are_read(told, meant):
    assert filter_of(told) == meant
