"""Rows are tried and the trial is taken back: refusals stand at their columns, and nothing lasts."""

from __future__ import annotations

import pytest

from server.imports.entered import planning
from server.imports.entered.courses import COURSES
from server.imports.entered.deals import DEALS
from server.kernel.errors import Conflict, InvalidInput
from tests.imports.steps import Desk
from tests.plan.world import context


def refusal(*path):
    return InvalidInput("不行。", "No.", path=path)


def test_a_refusal_stands_at_the_column_it_is_about():
    assert planning.column_of(COURSES, refusal("input", "passScore")) == "pass_score"
    assert planning.column_of(COURSES, refusal("input", "ownerCode")) == "owner"
    assert planning.column_of(DEALS, refusal("input", "customerKey")) == "customer"
    assert planning.column_of(DEALS, refusal()) == "code"


def test_what_was_known_is_shown_but_for_links_and_what_is_sealed():
    before = {"title": "旧", "owner_id": "a", "hours": 100}

    assert planning.differing(COURSES, before, {"title": "新", "owner_id": "b", "hours": 100}) == {
        "title": "旧",
        "owner": None,
    }


async def test_a_file_with_too_many_rows_is_refused_whole(town, monkeypatch):
    monkeypatch.setattr(planning, "MOST", 1)
    desk = Desk(context(town, "hr_manager"))
    batch = await desk.upload(
        "课程编码,课程名称,学时\nS-1,课一,1\nS-2,课二,1\n", kind="courses", source="lms"
    )

    with pytest.raises(InvalidInput, match="at most 1 rows"):
        await desk.check(batch)


async def test_what_changed_between_trial_and_application_stops_the_file(town):
    desk = Desk(context(town, "hr_manager"))
    text = "课程编码,课程名称,学时\nS-1,课程一,1\n"
    batch = await desk.upload(text, kind="courses", source="lms")
    await desk.check(batch)
    await desk.load(text, kind="courses", source="other")

    with pytest.raises(Conflict):
        await desk.apply(batch)

    assert await desk.rows("select code,version from course") == [("S-1", "1")]
