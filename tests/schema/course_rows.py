"""Lessons of a course that E3 learns, a draft, a path and a case, for the tests of the schema."""

from __future__ import annotations

from server.training import models as t
from tests.plan.world import row, uid
from tests.schema.enrollment_rows import AT_WORK, COURSE, WORK

DRAFT, PAGE, QUIZ, ASKED = uid("C86"), uid("L81"), uid("L82"), uid("Q82")
PATH, CASE = uid("P86"), uid("F86")
FILE = uid("J86")


async def plant_courses() -> None:
    """Plant them beside the enrollments; inside store.write."""
    await t.Course.create(**row("C86"), code="ZDRAFT", title="草稿课", mode="CLASSROOM", hours=100)
    await t.Lesson.create(**row("L81"), course_id=AT_WORK, place=1, title="跟岗须知", body="先看，再做")
    await t.Lesson.create(**row("L82"), course_id=AT_WORK, place=2, title="小测验", kind="QUIZ")
    await t.LessonAttachment.create(
        **row("J86"), lesson_id=PAGE, file_name="须知.pdf", media_type="application/pdf", size=8
    )
    await t.LessonAttachmentContent.create(**row("J87"), attachment_id=FILE, content="JVBERi0xLjc=")
    await t.QuizQuestion.create(
        **row("Q82"), course_id=AT_WORK, lesson_id=QUIZ, place=1, text="先做什么？", options='["看","做"]',
        right_options="[0]", explanation="先看",
    )  # fmt: skip
    await t.LessonProgress.create(
        **row("V86"), employee_id=uid("E3"), enrollment_id=WORK, lesson_id=PAGE, position=4200
    )
    await t.LearningPath.create(**row("P86"), code="FIRST", title="第一周")
    await t.PathStep.create(**row("P87"), path_id=PATH, course_id=COURSE, place=1)
    await t.LibraryCase.create(**row("F86"), title="签收未收到", situation="顾客没有收到", is_shared=True)
