"""Tables of what is learned: courses with lessons and questions, paths, cases, and how far somebody has read.

Hours count hundredths, scores whole points of a hundred, shares ten-thousandths. Texts are kept as written, in a
small markup that pages show.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Text, TextId
from server.training.course_types import CourseType

COURSE = label("课程", "Course")
PLACE = label("次序", "Place")
STATE = label("状态", "State")
TITLE = label("标题", "Title")
TITLE_EN = label("英文标题", "Title in English")


class CourseTag(StrEnum):
    """What a course is about; the basic path needs the first four."""

    BRAND_CULTURE = "BRAND_CULTURE"
    PRODUCT = "PRODUCT"
    COMMUNICATION = "COMMUNICATION"
    PROBLEM_SOLVING = "PROBLEM_SOLVING"
    PLATFORM_RULES = "PLATFORM_RULES"
    AFTER_SALES = "AFTER_SALES"
    SALES_SKILLS = "SALES_SKILLS"
    INDUSTRY_ANALYSIS = "INDUSTRY_ANALYSIS"
    NEED_DISCOVERY = "NEED_DISCOVERY"
    EXECUTIVE_COMMUNICATION = "EXECUTIVE_COMMUNICATION"


class CourseMode(StrEnum):
    """ONLINE has lessons to read; CLASSROOM only sessions; BLENDED both; ON_THE_JOB is learned at work."""

    ONLINE = "ONLINE"
    CLASSROOM = "CLASSROOM"
    BLENDED = "BLENDED"
    ON_THE_JOB = "ON_THE_JOB"


class CourseState(StrEnum):
    """Only a PUBLISHED course is assigned; who learns a RETIRED one may finish it."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class LessonKind(StrEnum):
    """A VIDEO carries its text as well, so that a slow line is enough to learn."""

    PAGE = "PAGE"
    VIDEO = "VIDEO"
    QUIZ = "QUIZ"


class CaseKind(StrEnum):
    """ROLE_PLAY is practiced by two; RETRO was told at a retrospective; FEEDBACK comes from a customer."""

    ROLE_PLAY = "ROLE_PLAY"
    RETRO = "RETRO"
    FEEDBACK = "FEEDBACK"


class Course(Row):
    """What can be learned, and what it takes to have learned it."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    title = Text(128, description=TITLE)
    title_en = Text(128, default="", description=TITLE_EN)
    summary = Text(500, default="", description=label("简介", "Summary"))
    course_type = Choice(
        CourseType, default=CourseType.OTHER, description=label("课程类型", "Kind of course")
    )
    tags = LongText(default="[]", description=label("标签", "Tags"))
    mode = Choice(CourseMode, default=CourseMode.ONLINE, description=label("方式", "Mode"))
    hours = Minor(default=0, description=label("学时", "Hours"))
    industry = Text(32, null=True, description=label("行业", "Industry"))
    state = Choice(CourseState, default=CourseState.DRAFT, description=STATE)
    needs_review = Flag(default=False, description=label("需要修订", "Needs review"))
    review_reason = Text(300, default="", description=label("修订原因", "Why it needs review"))
    reviewed_on = Day(null=True, description=label("上次修订日期", "Reviewed on"))
    has_exam = Flag(default=False, description=label("有考核", "Has an exam"))
    pass_score = Int(default=60, description=label("及格分", "Pass score"))
    rubric = LongText(default="[]", db_default="[]", description=label("评分细则", "Rubric of its exam"))
    certificate_months = Int(null=True, description=label("证书有效月数", "Months a certificate holds"))
    owner = Ref("Employee", null=True, description=label("负责人", "Owner"))

    class Meta:
        table = "course"
        indexes = (("state",), ("course_type",))


class Lesson(Row):
    """One step of a course. A removed one keeps its row for those who have learned it."""

    course = Ref("Course", description=COURSE)
    place = Int(description=PLACE)
    title = Text(128, description=TITLE)
    title_en = Text(128, default="", description=TITLE_EN)
    kind = Choice(LessonKind, default=LessonKind.PAGE, description=label("类别", "Kind"))
    body = LongText(default="", description=label("正文", "Text"))
    video_url = Text(500, default="", description=label("视频地址", "Video"))
    minutes = Int(default=5, description=label("分钟", "Minutes"))
    watch_seconds = Int(default=0, db_default=0, description=label("须看完的秒数", "Seconds to be watched"))
    is_removed = Flag(default=False, description=label("已移除", "Removed"))

    class Meta:
        table = "lesson"
        indexes = (("course_id", "place"),)


class LessonAttachment(Row):
    """A file that goes with a lesson. A removed one can be put back for a day; then its bytes are thrown away."""

    lesson = Ref("Lesson", description=label("课节", "Lesson"))
    file_name = Text(200, description=label("文件名", "File name"))
    media_type = Text(100, description=label("文件类型", "Media type"))
    size = Int(description=label("大小（字节）", "Size in bytes"))
    is_removed = Flag(default=False, description=label("已移除", "Removed"))

    class Meta:
        table = "lesson_attachment"
        indexes = (("lesson_id",),)


class LessonAttachmentContent(Row):
    """The bytes of an attachment in base64, apart from its row, so that lists never carry them."""

    attachment = Ref("LessonAttachment", unique=True, description=label("附件", "Attachment"))
    content = LongText(description=label("内容", "Content"))

    class Meta:
        table = "lesson_attachment_content"


class QuizQuestion(Row):
    """A question with its options; without a lesson it belongs to the written exam of the course.

    `options` and `right_options` are lists in JSON: the texts, and the places of the right ones counted from 0.
    """

    course = Ref("Course", description=COURSE)
    lesson = Ref("Lesson", null=True, description=label("课节", "Lesson"))
    place = Int(description=PLACE)
    text = Text(500, description=label("题目", "Question"))
    options = LongText(description=label("选项", "Options"))
    right_options = LongText(description=label("正确选项", "Right options"))
    explanation = Text(500, default="", description=label("解析", "Explanation"))
    is_removed = Flag(default=False, description=label("已移除", "Removed"))

    class Meta:
        table = "quiz_question"
        indexes = (("course_id", "place"), ("lesson_id", "place"))


class LessonProgress(Row):
    """How far somebody is in a lesson; `position` is a share of a page, or the second of a video.

    `wrong` lists in JSON which questions were answered wrongly, `explained` why each answer is right once all are.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    enrollment = Ref("Enrollment", description=label("学习安排", "Enrollment"))
    lesson = Ref("Lesson", description=label("课节", "Lesson"))
    position = Int(default=0, description=label("进度位置", "Position"))
    video_seconds = Int(
        default=0, db_default=0, description=label("视频位置（秒）", "Place in the video in seconds")
    )
    watched_seconds = Int(default=0, db_default=0, description=label("已看秒数", "Seconds watched"))
    score = Int(null=True, description=label("测验得分", "Score of the quiz"))
    tries = Int(default=0, description=label("测验次数", "Tries"))
    wrong = LongText(default="[]", description=label("答错的题目", "Questions answered wrongly"))
    explained = LongText(default="[]", description=label("解析", "Explanations"))
    is_done = Flag(default=False, description=label("已完成", "Done"))
    done_at = Instant(null=True, description=label("完成时间", "Done at"))

    class Meta:
        table = "lesson_progress"
        unique_together = (("enrollment_id", "lesson_id"),)


class LearningPath(Row):
    """Courses in an order; a basic one is what everybody who joins goes through."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    title = Text(128, description=TITLE)
    title_en = Text(128, default="", description=TITLE_EN)
    summary = Text(500, default="", description=label("简介", "Summary"))
    is_basic = Flag(default=False, description=label("基础路径", "Basic path"))
    industry = Text(32, null=True, description=label("行业", "Industry"))
    state = Choice(CourseState, default=CourseState.DRAFT, description=STATE)

    class Meta:
        table = "learning_path"


class PathStep(Row):
    """A course of a path."""

    path = Ref("LearningPath", description=label("学习路径", "Learning path"))
    course = Ref("Course", description=COURSE)
    place = Int(description=PLACE)

    class Meta:
        table = "path_step"
        unique_together = (("path_id", "course_id"),)


class LibraryCase(Row):
    """What was learned from one situation, told so that others can practice it; no customer is named."""

    title = Text(128, description=TITLE)
    kind = Choice(CaseKind, default=CaseKind.ROLE_PLAY, description=label("类别", "Kind"))
    situation = LongText(description=label("情境", "Situation"))
    good_answer = LongText(default="", description=label("好的应对", "A good answer"))
    bad_answer = LongText(default="", description=label("欠妥的应对", "A poor answer"))
    course = Ref("Course", null=True, description=COURSE)
    feedback_id = TextId(null=True, db_index=True, description=label("来源反馈", "Feedback it comes from"))
    source = Text(200, default="", description=label("来源", "Source"))
    is_shared = Flag(default=False, description=label("已共享", "Shared"))
    added_by = Ref("Employee", null=True, description=label("添加人", "Added by"))

    class Meta:
        table = "library_case"
        indexes = (("kind", "is_shared"),)


class LearningStatement(Row):
    """An xAPI statement as it came, once by its id; `outcome` says what was made of it."""

    statement_id = Text(36, unique=True, description=label("语句编号", "Statement"))
    employee = Ref("Employee", null=True, description=label("员工", "Employee"))
    course = Ref("Course", null=True, description=COURSE)
    verb = Text(200, description=label("动作", "Verb"))
    as_received = LongText(description=label("原文", "As it came"))
    happened_at = Instant(description=label("发生时间", "Happened at"))
    outcome = Text(40, description=label("结果", "Outcome"))
    seconds = Int(null=True, description=label("用时（秒）", "Seconds it took"))

    class Meta:
        table = "learning_statement"


__all__ = [
    "CaseKind",
    "Course",
    "CourseMode",
    "CourseState",
    "CourseTag",
    "LearningPath",
    "LearningStatement",
    "Lesson",
    "LessonAttachment",
    "LessonAttachmentContent",
    "LessonKind",
    "LessonProgress",
    "LibraryCase",
    "PathStep",
    "QuizQuestion",
]
