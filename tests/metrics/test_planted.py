"""Usual mistakes, planted one by one: a worked example tells each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from server.metrics.answers import planning
from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.tree import Column
from server.metrics.live import arms, conditions, reading
from server.metrics.live.conditions import Ripe
from server.metrics.live.ground import Ground
from server.metrics.live.reading import Reading
from server.metrics.live.spans import instants
from server.metrics.live.spelling import SqliteSpelling
from server.metrics.periods import Period, Window, months_of
from server.metrics.reckoning import evaluate, question
from server.metrics.words import Compare, Grain, OrgView
from tests.metrics.examples import wrong


@pytest.fixture
def differs(sqlite_store):
    """Assert that the example is right no longer, and say which of its lines."""

    async def differs(name, dictionary=None):
        lines = await wrong(sqlite_store, name, dictionary)
        assert lines, f"{name} does not notice"
        return lines

    return differs


def with_measure(name, **changed):
    dictionary = load_builtin()
    measure = replace(dictionary.measures[name], **changed)
    return replace(dictionary, measures={**dictionary.measures, name: measure})


def patched_text(monkeypatch, owner, name, old, new):
    """Let a method or cached property write `new` for `old` in its SQL."""
    kept = owner.__dict__[name]
    if hasattr(kept, "func"):
        monkeypatch.setattr(owner, name, property(lambda self: kept.func(self).replace(old, new)))
    else:
        monkeypatch.setattr(owner, name, lambda self, *args: kept(self, *args).replace(old, new))


async def test_an_assignment_that_holds_on_its_end_as_well(monkeypatch, differs):
    patched_text(monkeypatch, Reading, "in_force", "a.valid_to>", "a.valid_to>=")
    await differs("at-transfers")


async def test_people_who_are_still_there_at_the_close_of_their_last_day(monkeypatch, differs):
    patched_text(monkeypatch, Reading, "placed", ">w.a)", ">=w.a)")
    await differs("wf-edges")


async def test_first_day_joiners_in_the_opening(monkeypatch, differs):
    monkeypatch.setattr(evaluate, "eve", lambda window: Window(window.first, window.first))
    await differs("wf-edges")


async def test_months_that_run_over_the_end_of_a_short_one(monkeypatch, differs):
    monkeypatch.setattr(
        SqliteSpelling, "add_months", lambda _, day, count: f"date({day},({count})||' months')"
    )
    await differs("rt-clamp")


async def test_transfers_counted_as_leavers(differs):
    assignment = load_builtin().sources["assignment"]
    moved = {"source": assignment, "expression": Column("assignment_id"), "time": "valid_to", "where": None}
    await differs("at-transfers", with_measure("leavers", **moved))


async def test_rehires_counted_as_new(differs):
    leavers = load_builtin().measures["leavers"]
    await differs("rt-clamp", with_measure("new_hires", where=leavers.where))


async def test_interns_counted_as_staff(differs):
    await differs("wf-edges", with_measure("headcount", where=None))


async def test_reorganisations_counted_as_moves(differs):
    await differs("mb-year", with_measure("movers", where=None))


async def test_a_quarter_that_averages_its_months(monkeypatch, differs):
    real = evaluate.value

    def averaged(tree, dictionary, period, parts, **more):
        if period.grain is not Grain.QUARTER:
            return real(tree, dictionary, period, parts, **more)
        months = [Period("", Grain.MONTH, window) for window in months_of(period.window)]
        found = [real(tree, dictionary, month, parts, **more) for month in months]
        known = [each.value for each in found if each.value is not None]
        return replace(found[-1], value=sum(known, Fraction(0)) / max(1, len(known)))

    monkeypatch.setattr(evaluate, "value", averaged)
    monkeypatch.setattr(question, "value", averaged)
    lines = await differs("at-quarter")
    assert all("2025-Q2" in line for line in lines)


async def test_a_department_that_averages_those_beneath_it(monkeypatch, differs):
    """The total of several departments taken as the mean of their rates."""
    real = question.Question.column

    def column(self, one, fetched, groups):
        found = real(self, one, fetched, groups)
        rates = [each.value for group, each in found.items() if group and each.value is not None]
        if rates and () in found:
            found[()] = replace(found[()], value=sum(rates, Fraction(0)) / len(rates))
        return found

    monkeypatch.setattr(question.Question, "column", column)
    await differs("at-transfers")


async def test_members_counted_as_failures_before_their_time(monkeypatch, differs):
    monkeypatch.setattr(conditions, "ripe_sql", lambda _, ripe, __: "1=0" if ripe.is_open else "1=1")
    await differs("rt-clamp")


async def test_successes_counted_before_their_time(monkeypatch, differs):
    real = conditions.conditions_of

    def eager(component):
        found = real(component)
        return tuple(e for e in found if not isinstance(e, Ripe)) if component.kind == "done" else found

    monkeypatch.setattr(arms, "conditions_of", eager)
    await differs("sv-24h")


async def test_leavers_before_a_deadline_counted_with_those_who_stayed(monkeypatch, differs):
    real = conditions.conditions_of
    monkeypatch.setattr(
        arms,
        "conditions_of",
        lambda each: real(replace(each, kind="matured") if each.kind == "kept" else each),
    )
    await differs("rt-clamp")


@pytest.mark.parametrize(
    "name", ["eg-issues", "ln-completion", "rc-openings", "rt-alerts", "rt-clamp", "sv-24h"]
)
async def test_the_exact_limit_taken_as_late(monkeypatch, differs, name):
    real = conditions.by_deadline
    monkeypatch.setattr(
        conditions, "by_deadline", lambda rows, column, sign, each: real(rows, column, sign[0], each)
    )
    await differs(name)


@pytest.mark.parametrize("name", ["cu-midnight", "sv-weeks"])
async def test_days_of_utc_instead_of_the_company(monkeypatch, differs, name):
    monkeypatch.setattr(reading, "instants", lambda first, last, _: instants(first, last, ZoneInfo("UTC")))
    await differs(name)


async def test_the_month_before_reckoned_in_days(monkeypatch, differs):
    def by_days(period):
        days = timedelta(days=period.window.days)
        return Period("", period.grain, Window(period.window.first - days, period.window.last - days))

    monkeypatch.setitem(planning.STEPS, Compare.PRIOR_PERIOD, by_days)
    await differs("cu-calendar")


async def test_history_told_by_the_departments_of_today(monkeypatch, differs):
    real = Ground.cutting

    def cutting(self, *, before):
        return real(replace(self, frame=replace(self.frame, org_view=OrgView.AS_IS)), before=before)

    monkeypatch.setattr(Ground, "cutting", cutting)
    await differs("og-mid-month")


async def test_rows_counted_that_have_been_superseded(monkeypatch, differs):
    monkeypatch.setattr(Ground, "clock", property(lambda _: "1=1"))
    await differs("og-known")


async def test_what_is_known_now_told_of_an_earlier_day(monkeypatch, differs):
    monkeypatch.setattr(Ground, "clock", property(lambda _: "{0}.superseded_at is null"))
    await differs("og-known")


async def test_the_score_that_is_missing_left_out_in_silence(differs):
    lines = await differs("pf-scores", with_measure("score_weighted", incomplete_on_null=False))
    assert any("p2" in line or "value=70" in line or "value=56" in line for line in lines)
