"""Courses from a file, known by their codes. A new one is a draft: publishing it is an act of its own."""

from __future__ import annotations

from typing import Any

import orjson

from server.imports import values as cells
from server.imports.check import Values
from server.imports.columns import Field, limited
from server.imports.entered.entry import Entry, Ground, inside
from server.imports.masters import flag_of
from server.imports.values import Cell
from server.kernel.context import Context
from server.kernel.money import from_minor
from server.people.models import Employee
from server.people.operations.access import link
from server.training.models import Course, CourseMode, CourseType
from server.training.operations.courses import save_course

TYPES = {
    CourseType.ONBOARDING_BASE: "onboarding_base onboarding 入职基础 入职 新人",
    CourseType.UPSKILL: "upskill skills 技能提升 技能",
    CourseType.COMPLIANCE: "compliance 合规",
    CourseType.KEY_ACCOUNT: "key_account 大客户",
    CourseType.OTHER: "other 其他 其它",
}
MODES = {
    CourseMode.ONLINE: "online 线上 在线",
    CourseMode.CLASSROOM: "classroom 线下 面授 课堂",
    CourseMode.BLENDED: "blended 混合",
    CourseMode.ON_THE_JOB: "on_the_job 在岗 带教",
}


def type_of(cell: Cell) -> CourseType:
    return cells.choice_of(cell, TYPES)


def mode_of(cell: Cell) -> CourseMode:
    return cells.choice_of(cell, MODES)


FIELDS = (
    Field("code", limited(32), "课程编码|编码|课程代码|course code", required=True),
    Field("title", limited(128), "课程名称|课程|名称|标题|course|course title|name", required=True),
    Field("hours", cells.number_of, "学时|课时|时长|course hours", required=True),
    Field("title_en", limited(128), "英文名称|英文标题|english title"),
    Field("summary", limited(500), "简介|课程简介|说明|description"),
    Field("course_type", type_of, "课程类型|类型|course kind|type"),
    Field("mode", mode_of, "授课方式|方式|delivery"),
    Field("industry", limited(32), "行业"),
    Field("has_exam", flag_of, "有考核|是否考核|考试|exam"),
    Field("pass_score", cells.count_of, "及格分|passing score"),
    Field("certificate_months", cells.count_of, "证书有效月数|证书有效期|certificate valid months"),
    Field("owner", limited(64), "负责人|负责人工号|owner code"),
)  # fmt: skip


async def find(_: Context, row: Values, __: Ground) -> Course | None:
    return await Course.get_or_none(code=str(row["code"]).strip().upper())


async def enter(ctx: Context, row: Values, held: Any, _: Ground) -> str:
    """Write the course; of one that is there, what the file does not say stays."""
    told = dict(row)
    if "owner" in told:
        told["owner_code"] = told.pop("owner")
    kept = {} if held is None else {**await kept_of(held), "id": held.id, "version": held.version}
    return await inside(save_course)(ctx, **{**kept, **told})


async def kept_of(held: Course) -> dict[str, Any]:  # arguments of mixed types
    owner = await Employee.get_or_none(id=link(held, "owner_id"))
    return {
        "title_en": held.title_en, "summary": held.summary, "course_type": held.course_type,
        "tags": orjson.loads(held.tags), "mode": held.mode, "industry": held.industry or "",
        "has_exam": held.has_exam, "pass_score": held.pass_score, "rubric": orjson.loads(held.rubric),
        "certificate_months": held.certificate_months, "owner_code": owner.code if owner else "",
        "hours": from_minor(held.hours),
    }  # fmt: skip


COURSES = Entry(
    labels=("课程", "Courses"),
    verb="saveCourse",
    model=Course,
    key=("code",),
    fields=FIELDS,
    columns=(
        "title", "hours", "title_en", "summary", "course_type", "mode", "industry", "has_exam", "pass_score",
        "certificate_months", "owner_id",
    ),
    shows=dict.fromkeys((each.name for each in FIELDS), "Course.title"),
    find=find,
    enter=enter,
    names={"owner_code": "owner"},
)  # fmt: skip
