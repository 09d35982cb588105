"""The lists and changes of the catalogue, and learning a course of one's own."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from schema.acts import act
from schema.attendance_mutations import SEEN
from schema.call import call
from schema.courses import Course, LearningPath, Lesson, LessonFile, LessonProgress, LibraryCase
from schema.filters import MOMENTS
from schema.inputs import Once, given, given_with, needed, optional
from schema.listing import Arguments, listed, root
from schema.planned import Connection
from server.kernel.labels import label
from server.kernel.upload import Upload
from server.training.models import CaseKind, CourseMode, CourseTag, CourseType, LessonKind
from server.training.operations import attachments, cases, courses, learning, lessons, paths

BY_ID: Arguments = (("id", "strawberry.ID", "编号", "Id"), *MOMENTS)


@strawberry.input(description=label("一门课程", "A course"))
class CourseInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("保存课程", "A course as it is written"))
class SaveCourseInput(Once):
    code: str = needed("编码", "Code")
    title: str = needed("标题", "Title")
    hours: Decimal = needed("学时", "Hours")
    id: strawberry.ID | None = optional("编号，新建不填", "Id, none for a new one")
    title_en: str | None = optional("英文标题", "Title in English")
    summary: str | None = optional("简介", "Summary")
    course_type: CourseType | None = optional("课程类型", "Kind")
    tags: list[CourseTag] | None = optional("标签", "Topics")
    mode: CourseMode | None = optional("方式", "Mode")
    industry: str | None = optional("行业", "Industry")
    has_exam: bool | None = optional("有考核", "Has an exam")
    pass_score: int | None = optional("及格分，1 至 100", "Pass score, 1 to 100")
    rubric: list[str] | None = optional("评分细则，每行“项目 / 满分”", "Rubric, each “what / most points”")
    certificate_months: int | None = optional("证书有效月数", "Months a certificate holds")
    owner_code: str | None = optional("负责人工号", "Number of who answers for it")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("课程修订", "Whether a course needs review"))
class ReviewCourseInput(CourseInput):
    is_needed: bool = needed("需要修订，否则已修订", "It needs one; it had one otherwise")
    reason: str = needed("说明，4 至 300 字", "Why, in 4 to 300 characters")


@strawberry.input(description=label("保存课节", "A lesson as it is written"))
class SaveLessonInput(Once):
    title: str = needed("标题", "Title")
    course_id: strawberry.ID | None = optional("课程，新建时填", "Course of a new one")
    id: strawberry.ID | None = optional("编号，新建不填", "Id, none for a new one")
    title_en: str | None = optional("英文标题", "Title in English")
    kind: LessonKind | None = optional("类别", "Kind")
    body: str | None = optional("正文", "Text")
    video_url: str | None = optional("视频地址", "Video")
    minutes: int | None = optional("分钟", "Minutes")
    watch_seconds: int | None = optional("须看完的秒数，0 为不要求", "Seconds to be watched; 0 asks for none")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("移动课节", "A lesson moved"))
class MoveLessonInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    up: bool = needed("上移，否则下移", "Up; down otherwise")


@strawberry.input(description=label("移除课节", "A lesson removed"))
class RemoveLessonInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    is_removed: bool | None = optional("移除，否则恢复", "Removed; put back otherwise")


@strawberry.input(description=label("上传附件", "A file for a lesson"))
class AddLessonAttachmentInput(Once):
    lesson_id: strawberry.ID = needed("课节", "Lesson")
    file: Upload = needed("PDF、图片、Office 或文本，最大 10 MB", "PDF, image, Office or text, 10 MB at most")


@strawberry.input(description=label("移除附件", "An attachment removed"))
class RemoveLessonAttachmentInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    is_removed: bool | None = optional("移除，否则恢复", "Removed; put back otherwise")


@strawberry.input(description=label("题目", "A question as it is written"))
class QuizQuestionInput:
    text: str = needed("题目", "Question")
    options: list[str] = needed("选项", "Options")
    right_options: list[int] = needed("正确选项，从 0 起", "Right options, from 0")
    explanation: str | None = optional("解析", "Explanation")


@strawberry.input(description=label("保存测验", "All questions of a quiz"))
class SaveQuizInput(Once):
    questions: list[QuizQuestionInput] = needed("题目", "Questions")
    lesson_id: strawberry.ID | None = optional("课节", "Lesson")
    course_id: strawberry.ID | None = optional("课程笔试", "Course, for its exam")


@strawberry.input(description=label("自选课程", "A course chosen"))
class TakeCourseInput(Once):
    course_id: strawberry.ID = needed("课程", "Course")


@strawberry.input(description=label("课节进度", "How far one is"))
class KeepLessonInput(Once):
    enrollment_id: strawberry.ID = needed("学习安排", "Enrollment")
    lesson_id: strawberry.ID = needed("课节", "Lesson")
    position: int | None = optional("位置，万分之几", "Position in ten-thousandths")
    video_seconds: int | None = optional("视频位置（秒）", "Place in the video in seconds")
    watched_seconds: int | None = optional("已看秒数", "Seconds watched")
    is_done: bool | None = optional("已学完", "Done")


@strawberry.input(description=label("所选选项", "Options chosen"))
class ChosenInput:
    question_id: strawberry.ID = needed("题目", "Question")
    options: list[int] = needed("选项，从 0 起", "Options, from 0")


@strawberry.input(description=label("作答测验", "A quiz answered"))
class AnswerQuizInput(Once):
    enrollment_id: strawberry.ID = needed("学习安排", "Enrollment")
    lesson_id: strawberry.ID = needed("课节", "Lesson")
    answers: list[ChosenInput] = needed("作答", "Answers")


@strawberry.input(description=label("评价课程", "A course rated"))
class RateCourseInput(Once):
    enrollment_id: strawberry.ID = needed("学习安排", "Enrollment")
    rating: int = needed("1 至 5", "1 to 5")
    remark: str | None = optional("意见", "Remark")


@strawberry.input(description=label("保存学习路径", "A path as it is written"))
class SaveLearningPathInput(Once):
    code: str = needed("编码", "Code")
    title: str = needed("标题", "Title")
    course_codes: list[str] = needed("课程编码，按顺序", "Codes of its courses, in order")
    id: strawberry.ID | None = optional("编号，新建不填", "Id, none for a new one")
    title_en: str | None = optional("英文标题", "Title in English")
    summary: str | None = optional("简介", "Summary")
    is_basic: bool | None = optional("基础路径，须含四项内容", "Basic: it needs the four topics")
    industry: str | None = optional("行业", "Industry")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("发布学习路径", "A path published"))
class PublishLearningPathInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    is_published: bool | None = optional("发布，否则停用", "Published; retired otherwise")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("保存案例", "A case as it is written"))
class SaveLibraryCaseInput(Once):
    title: str = needed("标题", "Title")
    situation: str = needed("情境，不写客户姓名", "Situation, without names")
    id: strawberry.ID | None = optional("编号，新建不填", "Id, none for a new one")
    kind: CaseKind | None = optional("类别", "Kind")
    good_answer: str | None = optional("好的应对", "A good answer")
    bad_answer: str | None = optional("欠妥的应对", "A poor answer")
    course_code: str | None = optional("课程编码", "Code of a course")
    feedback_id: strawberry.ID | None = optional("来源反馈", "Feedback it comes from")
    source: str | None = optional("来源", "Source")
    is_shared: bool | None = optional("共享", "Shared")
    version: int | None = optional(*SEEN)


async def take(info: strawberry.Info, input: TakeCourseInput) -> strawberry.ID:
    return strawberry.ID(await learning.take_course(call(info).ctx, **given(input)))


async def rate(info: strawberry.Info, input: RateCourseInput) -> strawberry.ID:
    return strawberry.ID(await learning.rate_course(call(info).ctx, **given(input)))


@strawberry.type(description=label("课程查询", "Questions about courses"))
class CourseQuery:
    courses: Connection[Course] = listed("课程", "Courses", "Course")
    course: Course | None = root("一门课程", "One course", BY_ID)
    lesson: Lesson | None = root("一节课", "One lesson", BY_ID)
    learning_paths: Connection[LearningPath] = listed(
        "学习路径", "Learning paths", "LearningPath", search=False
    )
    library_cases: Connection[LibraryCase] = listed("案例库", "Library of cases", "LibraryCase")
    lesson_progress: Connection[LessonProgress] = listed(
        "课节进度", "Progress in lessons", "LessonProgress", search=False
    )

    @strawberry.field(description=label("附件的文件", "An attachment's file"))
    async def lesson_file(self, info: strawberry.Info, id: strawberry.ID) -> LessonFile | None:
        found = await attachments.open_attachment(call(info).ctx, id=str(id))
        return LessonFile(file_name=found.file_name, media_type=found.media_type, base64=found.base64)


@strawberry.type(description=label("课程变更", "Changes of courses"))
class CourseMutation:
    save_course = act("保存课程", "Write a course", SaveCourseInput, Course, courses.save_course)
    publish_course = act("发布课程", "Publish a course", CourseInput, Course, courses.publish_course)
    retire_course = act("停用课程", "Retire a course", CourseInput, Course, courses.retire_course)
    review_course = act(
        "标记课程修订", "Flag or clear a review", ReviewCourseInput, Course, courses.review_course
    )
    save_lesson = act("保存课节", "Write a lesson", SaveLessonInput, Lesson, lessons.save_lesson)
    move_lesson = act("移动课节", "Move a lesson", MoveLessonInput, Course, lessons.move_lesson)
    remove_lesson = act("移除课节", "Remove a lesson", RemoveLessonInput, Course, lessons.remove_lesson)
    add_lesson_attachment = act(
        "上传附件",
        "Add a file to a lesson",
        AddLessonAttachmentInput,
        Lesson,
        attachments.add_lesson_attachment,
    )
    remove_lesson_attachment = act(
        "移除附件",
        "Remove an attachment",
        RemoveLessonAttachmentInput,
        Lesson,
        attachments.remove_lesson_attachment,
    )
    save_quiz = act(
        "保存测验",
        "Write a quiz",
        SaveQuizInput,
        Course,
        lessons.save_quiz,
        handed=given_with({"questions": lessons.Asked}),
    )
    take_course = strawberry.mutation(take, description=label("自选一门课程", "Choose a course"))
    keep_lesson = act(
        "记录课节进度", "Keep one's place", KeepLessonInput, LessonProgress, learning.keep_lesson
    )
    answer_quiz = act(
        "作答测验",
        "Answer a quiz",
        AnswerQuizInput,
        LessonProgress,
        learning.answer_quiz,
        handed=given_with({"answers": learning.Chosen}),
    )
    rate_course = strawberry.mutation(rate, description=label("评价课程", "Rate a course"))
    save_learning_path = act(
        "保存学习路径", "Write a path", SaveLearningPathInput, LearningPath, paths.save_learning_path
    )
    publish_learning_path = act(
        "发布或停用学习路径",
        "Publish or retire a path",
        PublishLearningPathInput,
        LearningPath,
        paths.publish_learning_path,
    )
    save_library_case = act(
        "保存案例", "Write a case", SaveLibraryCaseInput, LibraryCase, cases.save_library_case
    )
