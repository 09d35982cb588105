"""Every statement that can be written: valid on the database, one SELECT for sqlglot, over registered tables only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlglot
from sqlglot import exp

from server.metrics.asked import DimFilter
from server.metrics.components import Component, Frame, Wanted
from server.metrics.lang.tree import Duration
from server.metrics.live.dims import DIMENSIONS, allowed
from server.metrics.live.fetch import fetch, row_sets, statements
from server.metrics.words import OrgView
from tests.metrics.town import Town, component, dictionary, window

MARCH = window("2025-03-01..2025-03-31")
MEASURES = sorted(dictionary().measures)
HELPERS = {
    "assignment",
    "position",
    "employee",
    "department",
    "location",
    "person_key",
    "employment",
    "legal_entity",
}


def ways(name: str) -> list[Component]:
    """Every way a measure can be taken."""
    measure = dictionary().measures[name]
    if measure.kind == "stock":
        return [Component(measure, None, "stock"), Component(measure, None, "days")]
    out = [Component(measure, None, "flow")]
    if measure.kind == "cohort":
        out += [
            Component(measure, None, kind, duration=Duration(count, unit))
            for kind in ("matured", "pending")
            for count, unit in ((3, "month"), (2, "week"))
        ]
        out += [Component(measure, None, "kept", duration=Duration(1, "year"))] if measure.ends else []
        done = [n for n, c in measure.source.columns.items() if c.null and c.type in ("date", "timestamp")]
        out += [Component(measure, None, "done", each, Duration(2, "day")) for each in done]
    return out


def wanted_by(*dimensions: str) -> list[Wanted]:
    """Everything that every measure able to be split so can give."""
    measures = dictionary().measures
    return [
        (each, window(f"{MARCH.last}") if each.kind == "stock" else MARCH)
        for name in MEASURES
        if all(allowed(measures[name].source, dimension) for dimension in dimensions)
        for each in ways(name)
    ]


NOW_KNOWN = Frame(want_persons=True)
THEN_KNOWN = Frame(known_at=datetime(2025, 4, 1, tzinfo=UTC), org_view=OrgView.AS_IS)
CLAMPED = Frame(departments=frozenset({"d"}), person="p")


async def answers_nothing(ctx, wanted, frame):
    """Ask for figures of an empty company: whatever the database is told, it must understand."""
    found = await fetch(ctx, dictionary(), wanted, frame)
    assert all(not part.rows for groups in found.values() for part in groups.values())


async def are_selects(ctx, wanted, frame):
    for statement in await statements(ctx, dictionary(), wanted, frame):
        is_one_select(statement.sql, ctx.store.dialect)


@pytest.mark.parametrize("dimension", DIMENSIONS)
async def test_everything_can_be_split_and_narrowed_by(ctx, store, dimension):
    await Town().department("A").department("B", "A", moves=[("2025-03-10", None)]).build(store)
    wanted = wanted_by(dimension)
    assert wanted

    await answers_nothing(ctx, wanted, replace(NOW_KNOWN, by=(dimension,)))
    await answers_nothing(ctx, wanted, replace(THEN_KNOWN, by=(dimension,)))
    rest = DimFilter(dimension, ("x",), negated=True)
    await answers_nothing(ctx, wanted, replace(CLAMPED, where=(rest,)))
    await are_selects(
        ctx, wanted[::5], replace(THEN_KNOWN, by=(dimension,), where=(rest,), want_persons=True)
    )


async def test_everything_can_be_split_two_ways_narrowed_to_a_subtree_and_listed(ctx, store):
    await Town().department("A").department("B", "A", moves=[("2025-03-10", None)]).build(store)
    wanted = wanted_by("department", "location")
    under = Frame(by=("location", "department"), where=(DimFilter("department", ("A",), under=True),))

    await answers_nothing(ctx, wanted, under)
    await are_selects(ctx, wanted, under)
    assert not any((await row_sets(ctx, dictionary(), wanted, under)).values())


def is_one_select(sql: str, dialect: str) -> None:
    (tree,) = sqlglot.parse(re.sub(r"[?$]\d+", "null", sql), dialect=dialect)  # it knows no numbered marks
    assert isinstance(tree, exp.Select | exp.Union)
    own = {each.alias for each in tree.find_all(exp.CTE)}
    tables = {each.name for each in tree.find_all(exp.Table) if each.name} - own
    sources = {each.table for each in dictionary().sources.values()}
    assert tables <= sources | HELPERS | {"json_each", "unnest", "JSON_EACH"}, tables
    assert not list(tree.find_all(exp.Insert, exp.Update, exp.Delete, exp.Drop, exp.Command))


async def test_a_dashboard_is_one_statement_and_one_more_for_what_is_sealed(ctx):
    asked = [(each, MARCH) for name in MEASURES for each in ways(name) if each.kind != "stock"]

    made = await statements(ctx, dictionary(), asked, Frame(by=()))

    assert len(made) == 2
    assert sum(len(each.components) for each in made) == len(asked)


async def test_components_of_one_source_share_a_scan(ctx):
    asked = [
        (component("contacts"), MARCH),
        (component("contacts", where="resolved_first = true"), MARCH),
        (component("fcr_known"), MARCH),
        (component("wait_seconds"), MARCH),
    ]

    (only,) = await statements(ctx, dictionary(), asked, Frame())

    assert only.sql.count(" contact s ") == 1
    assert "s.is_valid=" in only.sql.partition(" where ")[2]  # said once, for all four


async def test_no_text_of_a_user_reaches_the_statement(ctx):
    nasty = "x'; drop table employee; --"
    frame = Frame(where=(DimFilter("channel", (nasty,)), DimFilter("department", (nasty,), under=True)))
    what = component("contacts", where="customer_id = 'y''; delete from contact; --'")

    (only,) = await statements(ctx, dictionary(), [(what, MARCH)], frame)

    assert "drop" not in only.sql
    assert "delete" not in only.sql
