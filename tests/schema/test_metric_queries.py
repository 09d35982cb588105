"""Questions about figures through GraphQL: tables, what is not a table, definitions in pages, languages."""

from __future__ import annotations

import pytest

from tests.schema.world import SCHEMA, World, planted

TABLE = """
query Q(
  $keys: [String!]!, $period: PeriodInput!, $by: [String!]!, $where: [DimFilter!]!, $first: Int! = 200, $after: String
) {
  metrics(
    keys: $keys, period: $period, by: $by, where: $where, compare: [PRIOR_PERIOD], first: $first, after: $after
  ) {
    __typename
    ... on MetricTable {
      definition { key } rowCount pageInfo { more: hasNextPage end: endCursor }
      columns { period label(lang: "en") from to isComplete version }
      rows { group { key label } cells { value display status compare { kind value difference } } }
      total { cells { value } }
    }
    ... on AmbiguousMetric { asked candidates { definition { key } cell { value } difference } }
    ... on MetricNotFound { asked suggestions }
    ... on MetricDenied { key message(lang: "en") }
    ... on InvalidMetricQuery { problems { code path } }
  }
}
"""


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


async def ask(world: World, role: str, *keys: str, **more):
    given = {"keys": list(keys), "period": {"named": ["2025-05"]}, "by": [], "where": []} | more
    found = await world.ask(role, TABLE, given)
    assert found["codes"] == []
    return found["data"]["metrics"]


async def test_a_table_of_departments_is_paged(world: World):
    (first,) = await ask(world, "hr_manager", "headcount_closing", by=["department"], first=3)
    (second,) = await ask(
        world, "hr_manager", "headcount_closing", by=["department"], first=3, after=first["pageInfo"]["end"]
    )

    assert first["pageInfo"] == {"more": True, "end": "3"}
    assert [row["group"][0]["key"] for row in (*first["rows"], *second["rows"])] == ["D1", "D2", "D3", "D4"]
    assert second["pageInfo"] == {"more": False, "end": "4"}
    assert [row["cells"][0]["value"] for row in first["rows"]] == ["5", "3", "1"]
    assert first["rows"][1]["cells"][0]["compare"] == [
        {"kind": "PRIOR_PERIOD", "value": "2", "difference": "1"}
    ]
    assert first["columns"] == [
        {
            "period": "2025-05", "label": "May 2025", "from": "2025-05-01", "to": "2025-05-31",
            "isComplete": True, "version": 1,
        }
    ]  # fmt: skip


async def test_what_is_no_table_is_data_too(world: World):
    found = await ask(world, "hr_manager", "离职率", "headcont_closing", "headcount_closing", by=["nope"])

    assert [each["__typename"] for each in found] == [
        "AmbiguousMetric",
        "MetricNotFound",
        "InvalidMetricQuery",
    ]
    assert len(found[0]["candidates"]) == 7
    assert "headcount_closing" in found[1]["suggestions"]


async def test_who_reaches_none_of_it_is_denied_in_words(world: World):
    (found,) = await ask(world, "administrator", "headcount_closing")

    assert found == {
        "__typename": "MetricDenied", "key": "headcount_closing",
        "message": found["message"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "count"),
    [({"last": {"count": 2}}, 2), ({"between": {"from": "2025-05-03", "to": "2025-05-09"}}, 1)],
)
async def test_periods_are_asked_for_in_three_ways(world: World, period, count):
    (found,) = await ask(world, "hr_manager", "headcount_closing", period=period)

    assert len(found["columns"]) == count


@pytest.mark.parametrize(
    "changes",
    [
        {"first": 0},
        {"first": 1001},
        {"after": "x"},
        {"keys": ["csat"] * 51},
        {"where": [{"dimension": "department"}]},
        {"where": [{"dimension": "department", "eq": "D1", "under": "D2"}]},
    ],
)
async def test_what_cannot_be_meant_is_refused(world: World, changes):
    given = {"keys": ["csat"], "period": {"named": ["2025-05"]}, "by": [], "where": []} | changes

    assert (await world.ask("hr_manager", TABLE, given))["codes"] == ["INVALID_INPUT"]


async def test_definitions_are_found_by_pinyin_and_paged(world: World):
    document = """query Q($after: String) { metricDefinitions(search: "lizhilv", first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { cursor node { key } } nodes { name(lang: "en") } } }"""

    first = (await world.ask("employee", document))["data"]["metricDefinitions"]
    after = first["pageInfo"]["endCursor"]
    second = (await world.ask("employee", document, {"after": after}))["data"]["metricDefinitions"]

    assert first["totalCount"] == second["totalCount"] == 10
    assert (first["edges"][1]["cursor"], first["pageInfo"]) == ("2", {"hasNextPage": True, "endCursor": "2"})
    assert first["nodes"][0]["name"].startswith("Attrition")
    assert not {each["node"]["key"] for each in first["edges"]} & {
        each["node"]["key"] for each in second["edges"]
    }
    refused = await world.ask("employee", "{ metricDefinitions(first: 999) { totalCount } }")
    assert refused["codes"] == ["PAGE_TOO_LARGE"]


async def test_definitions_are_narrowed(world: World):
    document = """{
      waiting: metricDefinitions(awaitingData: true, first: 0) { totalCount }
      filled: metricDefinitions(awaitingData: false, first: 0) { totalCount }
      family: metricDefinitions(family: "attrition") { totalCount }
      domain: metricDefinitions(domain: "turnover", status: DRAFT, first: 0) { totalCount }
      published: metricDefinitions(status: PUBLISHED) { totalCount }
    }"""

    found = {
        name: each["totalCount"] for name, each in (await world.ask("employee", document))["data"].items()
    }

    assert found["waiting"] + found["filled"] == 135
    assert (found["family"], found["domain"], found["published"]) == (7, 18, 0)


async def test_a_figure_a_cell_and_its_receipt_tell_the_same(world: World):
    document = """{ metric(key: "headcount_closing", period: {named: ["2025-05"]}) { ... on MetricTable {
      freshness { isFromRollup } total { cells { receipt explain { sentence(lang: "en") steps { expression value depth }
      sql { component parameters } lineage { metric measures { name } } rows { total columns isMasked } } } } } } }"""
    cell = (await world.ask("hr_manager", document))["data"]["metric"]["total"]["cells"][0]

    replayed = await world.ask(
        "hr_manager", "query R($r: String!) { replay(receipt: $r) { isSame then now receipt { metric period } } }",
        {"r": cell["receipt"]},
    )  # fmt: skip

    assert cell["explain"]["steps"][0] == {"expression": "closing(headcount)", "value": "5", "depth": 0}
    assert cell["explain"]["lineage"] == {"metric": "headcount_closing", "measures": [{"name": "headcount"}]}
    assert (cell["explain"]["rows"]["total"], cell["explain"]["rows"]["isMasked"]) == (5, False)
    assert replayed["data"]["replay"] == {
        "isSame": True, "then": "5", "now": "5", "receipt": {"metric": "headcount_closing", "period": "2025-05"},
    }  # fmt: skip


async def test_a_version_is_shown_by_number_or_day(world: World):
    document = """{
      one: metricDefinition(key: "csat", version: 1) { version }
      none: metricDefinition(key: "csat", version: 9) { version }
      day: metricDefinition(key: "csat", at: "2020-01-01") { version }
      gone: metricDefinition(key: "x") { key }
    }"""

    found = (await world.ask("employee", document))["data"]

    assert found == {"one": {"version": 1}, "none": None, "day": {"version": 1}, "gone": None}


async def test_asking_is_counted(world: World):
    call = world.call("hr_manager")

    await SCHEMA.execute(
        '{ metric(key: "csat", period: {named: ["2025-05"]}) { __typename } }', context_value=call
    )
    await call.figures.counts.flush(world.store)

    rows = await world.store.reads.rows("select key, kind, count from metric_usage")
    assert rows == [("csat", "QUERY", 1)]
