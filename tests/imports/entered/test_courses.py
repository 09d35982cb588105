"""Courses from a file: entered by their own operation as drafts, changed, refused at the row, taken back."""

from __future__ import annotations

import pytest

from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import context

HEADER = "课程编码,课程名称,学时,课程类型,授课方式,及格分,有考核,负责人"
SOLD = "select code,title,hours,course_type,mode,pass_score,state from course order by code"


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def test_a_file_makes_drafts_and_its_repeat_changes_nothing(desk):
    text = f"{HEADER}\nsvc-1,服务礼仪,2.5,入职基础,线上,80,是,E2\nSVC-2,投诉处理,3,技能,面授,,,\n"

    await desk.load(text, kind="courses", source="lms")
    again = await desk.upload(text, kind="courses", source="lms")
    await desk.check(again)

    assert await desk.rows(SOLD) == [
        ("SVC-1", "服务礼仪", "250", "ONBOARDING_BASE", "ONLINE", "80", "DRAFT"),
        ("SVC-2", "投诉处理", "300", "UPSKILL", "CLASSROOM", "60", "DRAFT"),
    ]
    assert (await desk.counts(again))[:6] == ("VALIDATED", "2", "0", "0", "2", "0")


async def test_the_dry_run_writes_nothing_and_says_what_the_operation_would(desk):
    text = f"{HEADER}\nx,太短,1,,,,,\nSVC-3,好课,1,,,,,E404\nSVC-4,贵课,500,,,,,\nSVC-5,行,1.5,,,,,\n"
    entries = await one(desk.ctx.store, "select count(*) from audit_entry")

    batch = await desk.upload(text, kind="courses", source="lms")
    await desk.check(batch)

    assert (await desk.counts(batch))[:7] == ("VALIDATED", "4", "0", "0", "0", "0", "4")
    assert await one(desk.ctx.store, "select count(*) from course") == 0
    assert await one(desk.ctx.store, "select count(*) from audit_entry") == entries + 1  # the upload


async def test_what_a_file_leaves_out_stays_and_its_undo_puts_back_what_was(desk):
    await desk.load(f"{HEADER}\nSVC-1,服务礼仪,2,入职基础,线上,80,是,E2\n", kind="courses", source="lms")
    changed = await desk.load(
        "课程编码,课程名称,学时\nSVC-1,服务礼仪（新）,3\n", kind="courses", source="lms"
    )
    assert await desk.rows(SOLD) == [
        ("SVC-1", "服务礼仪(新)", "300", "ONBOARDING_BASE", "ONLINE", "80", "DRAFT")
    ]

    await desk.undo(changed)

    assert await desk.rows(SOLD) == [("SVC-1", "服务礼仪", "200", "ONBOARDING_BASE", "ONLINE", "80", "DRAFT")]


async def test_a_course_that_was_changed_since_stays(desk):
    batch = await desk.load(
        "课程编码,课程名称,学时\nSVC-1,礼仪一,2\nSVC-2,礼仪二,2\n", kind="courses", source="lms"
    )
    await desk.load("课程编码,课程名称,学时\nSVC-2,礼仪三,2\n", kind="courses", source="other")

    await desk.undo(batch)

    assert [row[:2] for row in await desk.rows(SOLD)] == [("SVC-2", "礼仪三")]
    assert (await desk.counts(batch))[-1] == "1"
