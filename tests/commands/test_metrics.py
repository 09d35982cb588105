"""metrics lint, eval, examples, rebuild, and verify: what they print and with what code they end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from server.commands.base import opened, system_context
from server.metrics.agreed.registry import Registry
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.reporting.exports import export
from server.metrics.reporting.sheets import Kind
from tests.commands.desk import Desk
from tests.metrics.company import seen_by

PEOPLE = """工号,姓名,部门,入职日期,离职日期,离职类型
N1,何欣,城西店,2024-03-01,,
N2,曾国强,城西店,2024-03-02,2025-05-20,主动离职
N3,陈佳,城东店,2024-03-02,,
"""
GOOD = """
suppression_examples: [{id: hidden, class: people, cells: {A: 9, B: 1}, total_shown: false, expect_hidden: [B]}]
examples:
- id: own
  metric: headcount_closing
  as_of: 2025-04-30
  tables: {employment: [{spell_id: a, start_date: 2025-01-01}]}
  expect: [{period: 2025-03, value: '1'}]
"""


@pytest.fixture
def staffed(any_desk: Desk) -> Desk:
    file = any_desk.data.parent / "people.csv"
    file.write_text(PEOPLE, "utf-8")
    ran = any_desk.run("import", "people", str(file), "--source", "hris", "--create-departments", "--json")
    assert (ran.code, ran.json()["created"]) == (0, 3)
    return any_desk


def written(desk: Desk, text: str, name: str = "own.yaml") -> str:
    file = desk.data.parent / name
    file.write_text(text, "utf-8")
    return str(file)


def test_lint_counts_and_finds_nothing(desk: Desk):
    ran = desk.run("metrics", "lint")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "135 metrics, 103 measures, 36 sources: all good\n"


def test_eval_prints_a_line_a_group(staffed: Desk):
    words = ("metrics", "eval", "headcount_closing", "--period", "2025-04", "--period", "2025-05")
    ran = staffed.run(*words, "--by", "department")
    assert (ran.code, ran.out.splitlines()) == (
        0,
        ["期末在职人数\t2025-04\t2025-05", "城东店\t1\t1", "城西店\t2\t1", "合计 total\t3\t2"],
    )


def test_eval_prints_json_and_says_why_there_is_no_figure(staffed: Desk):
    periods = ("--period", "2024-Q1", "--period", "2025-Q2")
    ran = staffed.run("metrics", "eval", "attrition_rate_opening", *periods, "--json")
    assert ran.code == 0
    cells = {"group": {}, "values": [None, "0.333333"], "statuses": ["EMPTY_DENOMINATOR", "OK"]}
    assert ran.json() == {
        "metric": "attrition_rate_opening", "periods": ["2024-Q1", "2025-Q2"], "rows": [cells],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("csta", "--period", "2025-04"), "csat"),
        (("离职率", "--period", "2025-04"), "attrition_rate_average"),
        (("csat", "--period", "2025-13"), "2025-13"),
        (("csat", "--period", "2025-04", "--by", "colour"), "colour"),
    ],
)
def test_eval_of_what_there_is_not_ends_with_2_and_says_what_there_is(desk: Desk, words, told):
    ran = desk.run("metrics", "eval", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_examples_that_agree_end_with_0(desk: Desk):
    ran = desk.run("metrics", "examples", written(desk, GOOD))
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "ok hidden suppression hidden=B",
        "ok own headcount_closing 2025-03 value=1",
    ]
    assert "2 of 2 as expected" in ran.err


def test_examples_that_differ_end_with_1_and_say_where(desk: Desk):
    file = written(desk, GOOD.replace("value: '1'", "value: '2'"))
    ran = desk.run("metrics", "examples", file)
    assert ran.code == 1
    assert "DIFFERS own headcount_closing 2025-03 value=1 expected value=2" in ran.out
    told = desk.run("metrics", "examples", file, "--json")
    assert told.code == 1
    assert [told.json()[name] for name in ("count", "differ")] == [2, 1]
    assert told.json()["outcomes"][1] == {
        "id": "own", "metric": "headcount_closing", "period": "2025-03",
        "wanted": {"value": "2"}, "came": told.json()["outcomes"][1]["came"], "ok": False,
    }  # fmt: skip


def test_examples_of_what_is_not_known_name_the_example(desk: Desk):
    ran = desk.run(
        "metrics", "examples", written(desk, GOOD.replace("spell_id: a", "spell_id: a, mood: good"))
    )
    assert ran.code == 1
    assert "DIFFERS own example" in ran.out
    assert "employment has no column 'mood'" in ran.out


@pytest.mark.parametrize("text", ["", "a: [", "1", "examples_: []"])
def test_a_file_without_examples_ends_with_2(desk: Desk, text):
    ran = desk.run("metrics", "examples", written(desk, text))
    assert (ran.code, ran.out) == (2, "")
    assert "|" in ran.err


def test_a_file_that_is_not_there_ends_with_2(desk: Desk):
    assert desk.run("metrics", "examples", str(desk.data / "none.yaml")).code == 2


def test_rebuild_keeps_figures_and_leaves_them_as_they_are(staffed: Desk):
    words = ("metrics", "eval", "headcount_closing", "--period", "2025-05", "--by", "department")
    before = staffed.run(*words)
    assert staffed.run("metrics", "rebuild").code == 0
    assert staffed.run(*words).out == before.out


def exported(desk: Desk, kind: Kind) -> Path:
    async def make() -> bytes:
        async with opened(desk.settings) as store:
            ask = Ask("headcount_closing", PeriodAsk(named=("2025-05",)))
            hr = seen_by(system_context(store), "hr_manager")
            return (await export(hr, Registry(store), [ask], kind)).content

    file = desk.data.parent / f"figures.{kind}"
    file.write_bytes(asyncio.run(make()))
    return file


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_verify_knows_its_own_file(desk: Desk, kind):
    ran = desk.run("verify", str(exported(desk, kind)))
    assert (ran.code, "verified" in ran.err) == (0, True)


def test_verify_finds_a_changed_file_and_one_of_others(desk: Desk):
    file = exported(desk, "json")
    file.write_text(file.read_text("utf-8").replace("2025-05", "2025-06"), "utf-8")
    for path in (str(file), written(desk, "hello", "x.csv")):
        ran = desk.run("verify", path)
        assert (ran.code, "DIFFERS" in ran.err) == (2, True)


def test_verify_works_where_there_is_no_database(desk: Desk, tmp_path: Path):
    file = exported(desk, "csv")
    ran = desk.run("verify", str(file), "--data", str(tmp_path / "elsewhere"))
    assert (ran.code, "verified" in ran.err) == (0, True)
