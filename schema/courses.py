"""The types of the catalogue, of learning paths, of cases, and of what one has learned."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.inputs import needed
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.training.models import CaseKind, CourseMode, CourseState, CourseTag, CourseType, LessonKind

strawberry.enum(CourseType, description=label("课程类型", "Kind of course"))
strawberry.enum(CourseTag, description=label("课程标签", "Topic of a course"))
strawberry.enum(CourseMode, description=label("授课方式", "Mode of a course"))
strawberry.enum(CourseState, description=label("课程状态", "State of a course"))
strawberry.enum(LessonKind, description=label("课节类别", "Kind of lesson"))
strawberry.enum(CaseKind, description=label("案例类别", "Kind of case"))


@strawberry.type(description=label("题目", "Question"))
class QuizQuestion(Node):
    place: int | None = column("次序", "Place")
    text: str | None = column("题目", "Question")
    options: list[str] | None = column("选项", "Options")
    has_several: bool | None = column("多选", "Several are right")
    right_options: list[int] | None = column("正确选项，从 0 起", "Right options, from 0")
    explanation: str | None = column("解析", "Explanation")


@strawberry.type(description=label("课节附件", "Attachment of a lesson"))
class LessonAttachment(Node):
    file_name: str | None = column("文件名", "File name")
    media_type: str | None = column("文件类型", "Media type")
    size: int | None = column("大小（字节）", "Size in bytes")


@strawberry.type(description=label("附件的文件", "An attachment's file"))
class LessonFile:
    file_name: str = needed("文件名", "File name")
    media_type: str = needed("文件类型", "Media type")
    base64: str = needed("内容（base64）", "Content, in base64")


@strawberry.type(description=label("课节", "Lesson"))
class Lesson(Node):
    course: Course | None = column("课程", "Course")
    place: int | None = column("次序", "Place")
    title: str | None = column("标题", "Title")
    title_en: str | None = column("英文标题", "Title in English")
    kind: LessonKind | None = column("类别", "Kind")
    body: str | None = column("正文", "Text")
    video_url: str | None = column("视频地址", "Video")
    minutes: int | None = column("分钟", "Minutes")
    watch_seconds: int | None = column("须看完的秒数，0 为不要求", "Seconds to be watched; 0 asks for none")
    is_removed: bool | None = column("已移除", "Removed")
    version: int | None = column("版本", "Version")
    questions: Connection[QuizQuestion] | None = rows("题目", "Questions", "QuizQuestion")
    attachments: Connection[LessonAttachment] | None = rows("附件", "Attachments", "LessonAttachment")


@strawberry.type(description=label("课程", "Course"))
class Course(Node):
    code: str | None = column("编码", "Code")
    title: str | None = column("标题", "Title")
    title_en: str | None = column("英文标题", "Title in English")
    summary: str | None = column("简介", "Summary")
    course_type: CourseType | None = column("课程类型", "Kind")
    tags: list[CourseTag] | None = column("标签", "Topics")
    mode: CourseMode | None = column("方式", "Mode")
    hours: Decimal | None = column("学时", "Hours")
    minutes: int | None = column("课节分钟合计", "Minutes of its lessons")
    lesson_count: int | None = column("课节数", "Lessons")
    industry: str | None = column("行业", "Industry")
    state: CourseState | None = column("状态", "State")
    needs_review: bool | None = column("需要修订", "Needs review")
    review_reason: str | None = column("修订原因", "Why it needs review")
    reviewed_on: date | None = column("上次修订日期", "Reviewed on")
    rating: Decimal | None = column("学员评分，至少 5 份", "Trainees' rating, of 5 or more")
    rating_count: int | None = column("评分份数", "Ratings")
    has_exam: bool | None = column("有考核", "Has an exam")
    pass_score: int | None = column("及格分", "Pass score")
    rubric: list[str] | None = column(
        "考核评分细则，每行“项目 / 满分”", "Rubric of its exam, “what / most points”"
    )
    certificate_months: int | None = column("证书有效月数", "Months a certificate holds")
    owner: Employee | None = column("负责人", "Owner")
    version: int | None = column("版本", "Version")
    lessons: Connection[Lesson] | None = rows("课节", "Lessons", "Lesson")
    exam_questions: Connection[QuizQuestion] | None = rows("笔试题", "Exam questions", "QuizQuestion")
    cases: Connection[LibraryCase] | None = rows("案例", "Cases", "LibraryCase")


@strawberry.type(description=label("课节进度", "Progress in a lesson"))
class LessonProgress(Node):
    employee: Employee | None = column("员工", "Employee")
    enrollment_id: strawberry.ID | None = column("学习安排", "Enrollment")
    lesson: Lesson | None = column("课节", "Lesson")
    position: int | None = column("位置，万分之几", "Position in ten-thousandths")
    video_seconds: int | None = column("视频位置（秒）", "Place in the video in seconds")
    watched_seconds: int | None = column("已看秒数", "Seconds watched")
    score: int | None = column("测验得分", "Score of the quiz")
    tries: int | None = column("测验次数", "Tries")
    wrong: list[strawberry.ID] | None = column("答错的题目", "Questions answered wrongly")
    explained: list[str] | None = column("解析，及格后可见", "Explanations, once passed")
    is_done: bool | None = column("已完成", "Done")
    done_at: datetime | None = column("完成时间", "Done at")
    updated_at: datetime | None = column("更新时间", "Updated at")


@strawberry.type(description=label("学习路径的一步", "Step of a path"))
class PathStep(Node):
    place: int | None = column("次序", "Place")
    course: Course | None = column("课程", "Course")


@strawberry.type(description=label("学习路径", "Learning path"))
class LearningPath(Node):
    code: str | None = column("编码", "Code")
    title: str | None = column("标题", "Title")
    title_en: str | None = column("英文标题", "Title in English")
    summary: str | None = column("简介", "Summary")
    is_basic: bool | None = column("基础路径", "Basic path")
    industry: str | None = column("行业", "Industry")
    state: CourseState | None = column("状态", "State")
    version: int | None = column("版本", "Version")
    steps: Connection[PathStep] | None = rows("课程", "Courses", "PathStep")


@strawberry.type(description=label("案例", "Case"))
class LibraryCase(Node):
    title: str | None = column("标题", "Title")
    kind: CaseKind | None = column("类别", "Kind")
    situation: str | None = column("情境", "Situation")
    good_answer: str | None = column("好的应对", "A good answer")
    bad_answer: str | None = column("欠妥的应对", "A poor answer")
    course: Course | None = column("课程", "Course")
    feedback_id: strawberry.ID | None = column("来源反馈", "Feedback it comes from")
    source: str | None = column("来源", "Source")
    is_shared: bool | None = column("已共享", "Shared")
    added_by: Employee | None = column("添加人", "Added by")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")


TYPES = (QuizQuestion, LessonAttachment, Lesson, Course, LessonProgress, PathStep, LearningPath, LibraryCase)
define_for(*TYPES)
