"""The catalogue of the sample worlds with its paths and cases, and where some people are in their lessons."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import yaml

from server.demo.rows import sample_id
from server.feedback.models import FeedbackTicket
from server.kernel.context import Context
from server.kernel.money import to_minor
from server.store.base import stamp
from server.training import models as m
from server.training.operations.courses import rated_low

CATALOGUE = Path(__file__).with_name("courses.yaml")
SECONDS = 60.0
BATCH = 500
PATHS = (
    ("BASIC", "新员工基础路径", "Basics for joiners", True, None,
     ("BRAND-CULTURE", "PRODUCT-BASICS", "TALK-BASICS", "SOLVE-BASICS", "SHIFT-ONE")),
    ("SHOP", "电商客服路径", "Shop service", False, "ecommerce", ("EC-RULES", "EC-AFTER", "PRIVACY")),
    ("WARD", "病区护理路径", "On the ward", False, "hospital", ("H-INFECTION", "H-TALK")),
    ("KEY", "大客户经理路径", "Key account managers", False, None, ("SELL-SKILLS", "NEEDS", "EXEC-TALK")),
)  # fmt: skip
CASES = (
    ("包裹显示签收但没收到", m.CaseKind.FEEDBACK, "EC-AFTER", "客户来信",
     "顾客说物流显示已签收，但家里没有人收到。他已经问了两次，语气很急。",
     "换了我也会着急。我现在就查：先联系派件网点，两小时内给您答复；今天六点前找不到就补发，不用您再来问。",
     "物流显示已经签收了，您再问问家里人或者邻居吧。"),
    ("顾客要求加个人账号付款", m.CaseKind.ROLE_PLAY, "EC-RULES", "",
     "顾客说别家都可以加好友转账，便宜二十元，问您行不行。",
     "谢谢您信任我。我们只能在平台内付款，这样退换和保障才都算数。我帮您看看现在能用的优惠，加起来差得不多。",
     "加我好友吧，我帮您申请。"),
    ("说明书看不懂", m.CaseKind.RETRO, "PRODUCT-BASICS", "月度复盘",
     "一周内有十位顾客问同一个安装步骤。说明书上只有一行字。",
     "先把正确的步骤拍成三张图发给顾客，再把这三张图交给产品组放进说明书，并写进产品卡。",
     "每次都口头解释一遍，没有告诉产品组。"),
    ("患者担心手术", m.CaseKind.ROLE_PLAY, "H-TALK", "",
     "患者第二天手术，反复问同一个问题，家属在旁边催。",
     "坐下来，看着患者说：“您最担心的是哪一步？”说完停一停，用一句话解释，再约好睡前再来一次。",
     "刚才不是说过了吗？不用担心。"),
)  # fmt: skip


FILES = (
    ("PRODUCT-BASICS:1", "产品卡模板.txt",
     "产品名称：\n给谁用：\n解决什么问题：\n主要规格：\n不能做什么：\n出问题找谁：\n"),
    ("EC-AFTER:1", "退换货核对清单.txt", "□ 订单号与收件人\n□ 商品是否完好\n□ 原因（照顾客的原话）\n□ 答复的时间\n"),
    ("PRIVACY:1", "信息保护自查表.txt", "□ 只打开手上这一单\n□ 没有截图和抄录\n□ 离座锁屏\n□ 发现泄露一小时内上报\n"),
)  # fmt: skip
"""What goes with a lesson of a course: its place, the name of the file, and the text."""
RATINGS = {
    "SELL-SKILLS": (2, 3, 3, 4, 2, 3),
    "BRAND-CULTURE": (5, 4, 4, 5, 3, 4, 5),
    "EC-RULES": (4, 4, 3, 5, 4),
    "H-INFECTION": (5, 5, 4, 4, 5, 4),
}


async def teach(ctx: Context) -> None:
    """Write all of it in one transaction."""
    found = yaml.safe_load(CATALOGUE.read_text("utf-8"))

    async def whole() -> None:
        await write_courses(ctx, found)
        await write_paths(ctx)
        await write_cases(ctx)

    await ctx.store.write(whole, seconds=SECONDS)


async def link_case(ctx: Context) -> None:
    """Let the case that customers' words began lead to the latest of them; in words of the sample, 签收."""

    async def whole() -> None:
        row = await FeedbackTicket.filter(text__contains="签收").order_by("-received_at", "id").first()
        case = m.LibraryCase.filter(kind=m.CaseKind.FEEDBACK)
        await case.update(feedback_id=row.id if row else None, updated_at=ctx.now)

    await ctx.store.write(whole, seconds=SECONDS)


async def write_courses(ctx: Context, found: Sequence[Mapping[str, Any]]) -> None:
    """Write the courses with their lessons and questions; one of them is up for review."""
    lessons: list[m.Lesson] = []
    questions: list[m.QuizQuestion] = []
    for given in found:
        code = str(given["code"])
        course = sample_id("Course", code)
        await m.Course.create(**stamp(ctx), id=course, code=code, **columns(given, code))
        for place, (kind, minutes, title, title_en, body) in enumerate(given.get("lessons", ()), start=1):
            lesson = sample_id("Lesson", f"{code}:{place}")
            lessons.append(
                m.Lesson(
                    **stamp(ctx), id=lesson, course_id=course, place=place, kind=kind, minutes=minutes, title=title,
                    title_en=title_en, body=body,
                    video_url=f"https://video.example.com/{code.lower()}" if kind == m.LessonKind.VIDEO else "",
                )
            )  # fmt: skip
            if kind == m.LessonKind.QUIZ:
                questions += asked(ctx, course, lesson, given["quiz"])
        questions += asked(ctx, course, None, given.get("exam", ()))
    await m.CourseRating.bulk_create(said(ctx))
    await m.Lesson.bulk_create(lessons, batch_size=BATCH)
    await m.QuizQuestion.bulk_create(questions, batch_size=BATCH)
    await attach(ctx)


async def attach(ctx: Context) -> None:
    """Put a file to print out beside some lessons."""
    for place, name, text in FILES:
        row_id, content = sample_id("LessonAttachment", place), text.encode()
        await m.LessonAttachment.create(
            **stamp(ctx), id=row_id, lesson_id=sample_id("Lesson", place), file_name=name, media_type="text/plain",
            size=len(content),
        )  # fmt: skip
        await m.LessonAttachmentContent.create(
            **stamp(ctx), attachment_id=row_id, content=b64encode(content).decode()
        )


def said(ctx: Context) -> list[m.CourseRating]:
    """Return what earlier trainees thought of some courses."""
    return [
        m.CourseRating(
            **stamp(ctx) | {"created_by": None}, course_id=sample_id("Course", code), rating=rating,
            enrollment_id=sample_id("CourseRating", f"{code}:{number}"), rated_on=ctx.today - timedelta(days=number),
        )
        for code, ratings in RATINGS.items()
        for number, rating in enumerate(ratings, start=1)
    ]  # fmt: skip


def columns(given: Mapping[str, Any], code: str) -> dict[str, Any]:
    low = code == "SELL-SKILLS"
    return {
        "title": given["title"],
        "title_en": given["title_en"],
        "summary": given["summary"],
        "course_type": given["type"],
        "tags": orjson.dumps(given["tags"]).decode(),
        "mode": given["mode"],
        "hours": to_minor(Decimal(str(given["hours"]))),
        "industry": given.get("industry"),
        "state": m.CourseState.PUBLISHED,
        "has_exam": given.get("has_exam", False),
        "pass_score": given.get("pass_score", 60),
        "rubric": orjson.dumps(given.get("rubric", [])).decode(),
        "certificate_months": given.get("certificate_months"),
        "owner_id": sample_id("Employee", "Z1004"),
        "needs_review": low,
        "review_reason": rated_low("2.8", 6) if low else "",
    }


def asked(
    ctx: Context, course: str, lesson: str | None, rows: Sequence[Sequence[Any]]
) -> list[m.QuizQuestion]:
    return [
        m.QuizQuestion(
            **stamp(ctx), id=sample_id("QuizQuestion", f"{course}:{lesson}:{place}"), course_id=course,
            lesson_id=lesson, place=place, text=text, options=orjson.dumps(options).decode(),
            right_options=orjson.dumps(right).decode(), explanation=why,
        )
        for place, (text, right, options, why) in enumerate(rows, start=1)
    ]  # fmt: skip


async def write_paths(ctx: Context) -> None:
    for code, title, title_en, is_basic, industry, courses in PATHS:
        path = sample_id("LearningPath", code)
        await m.LearningPath.create(
            **stamp(ctx), id=path, code=code, title=title, title_en=title_en, is_basic=is_basic, industry=industry,
            state=m.CourseState.PUBLISHED,
        )  # fmt: skip
        for place, course in enumerate(courses, start=1):
            await m.PathStep.create(
                **stamp(ctx), path_id=path, course_id=sample_id("Course", course), place=place
            )


async def write_cases(ctx: Context) -> None:
    for number, (title, kind, course, source, situation, good, bad) in enumerate(CASES):
        told = stamp(ctx) | {"created_at": ctx.now - timedelta(days=9 * number + 2)}
        await m.LibraryCase.create(
            **told, id=sample_id("LibraryCase", title), title=title, kind=kind,
            course_id=sample_id("Course", course), source=source, situation=situation, good_answer=good,
            bad_answer=bad, is_shared=True, added_by_id=sample_id("Employee", "Z1004"),
        )  # fmt: skip
