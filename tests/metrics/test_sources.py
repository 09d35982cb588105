"""The sources of figures stand on the tables there are: each column can be read, with its type, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policies import load
from tests.people.town import plant

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "server").glob("*/metrics.yaml"))
SHARED = yaml.safe_load((ROOT / "server/metrics/dictionary.yaml").read_text(encoding="utf-8"))


def gathered(part: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for file in FILES:
        out |= yaml.safe_load(file.read_text(encoding="utf-8")).get(part) or {}
    return out


SOURCES = gathered("sources")
MEASURES = gathered("measures")
METRICS = {
    metric["key"]: metric
    for file in FILES
    for metric in yaml.safe_load(file.read_text(encoding="utf-8"))["metrics"]
}
JOINS = (
    "left join employee e_ on e_.id={owner} left join assignment a_ on a_.employee_id={owner} and a_.is_primary "
    "and a_.superseded_at is null and a_.valid_to is null left join position p_ on p_.id={position}"
)
OWNERS = {"agent": "s_.agent_id", "row": "null", "stamped": "null", "org": "null"}


def statement(source: dict[str, Any]) -> str:
    """Read every column of a source, joined to what its templates may name."""
    names = {"s": "s_", "a": "a_", "p": "p_", "e": "e_"}
    columns = [
        (column.get("sql") or "{s}." + name).format(**names) for name, column in source["columns"].items()
    ]
    owner = OWNERS.get(source["anchor"], "s_.employee_id")
    position = "s_.position_id" if source["anchor"] == "self" else "a_.position_id"
    where = (source.get("where") or "1=1").format(**names)
    joins = JOINS.format(owner=owner, position=position)
    return (
        f"select {','.join(columns)},s_.recorded_at from {source['table']} s_ {joins} "
        f"where {where} and s_.superseded_at is null order by s_.id"
    )


def test_everything_the_formulas_stand_on_is_there():
    assert (len(SOURCES), len(MEASURES), len(METRICS)) == (36, 103, 135)
    assert set(SHARED["core12"]) <= METRICS.keys()
    assert {family for metric in METRICS.values() if (family := metric.get("family"))} == SHARED[
        "families"
    ].keys()


def test_each_column_has_a_class_of_the_policies_and_that_class_a_sensitivity():
    used = {source["data_class"] for source in SOURCES.values()} | {
        column["data_class"]
        for source in SOURCES.values()
        for column in source["columns"].values()
        if "data_class" in column
    }

    assert used <= set(load().classes())
    assert used == SHARED["class_sensitivity"].keys()


@pytest.mark.parametrize("name", SOURCES)
async def test_each_column_of_a_source_can_be_read(store, name):
    await plant(store)

    rows = await store.reads.rows(statement(SOURCES[name]))

    assert len(rows) == {"employment": 6, "assignment": 7}.get(name, 0)


async def test_an_employment_reads_as_the_formulas_know_it(store):
    await plant(store)
    columns = [*SOURCES["employment"]["columns"]]

    rows = [
        dict(zip(columns, row, strict=False))
        for row in await store.reads.rows(statement(SOURCES["employment"]))
    ]

    left = next(row for row in rows if row["end_date"] is not None)
    assert (str(left["end_date"]), left["exit_type"], left["employment_type"]) == (
        "2025-03-31",
        "voluntary",
        "regular",
    )
    assert [bool(row["is_rehire"]) for row in rows] == [False] * 6
    assert {row["fte"] for row in rows} == {100}


async def test_a_grade_goes_by_its_name_if_it_has_one(store):
    await plant(store)
    at = [*SOURCES["assignment"]["columns"]].index("grade")

    found = {row[at] for row in await store.reads.rows(statement(SOURCES["assignment"]))}

    assert found == {"2", None}
