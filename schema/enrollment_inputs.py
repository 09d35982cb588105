"""What the mutations of requirements, enrollments, sessions and exams take."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema import enrollments  # noqa: F401 (it describes the enums below, before these are used)
from schema.attendance_mutations import SEEN
from schema.course_operations import ChosenInput
from schema.inputs import Once, needed, optional
from schema.judged_inputs import OfRow
from server.kernel.labels import label
from server.kernel.upload import Upload
from server.performance.models import Rating
from server.training.models import CourseType, ExamKind, RuleAudience, RuleOccasion


@strawberry.input(description=label("培训要求", "A training rule"))
class SaveTrainingRuleInput(Once):
    code: str = needed("编码", "Code")
    title: str = needed("名称", "Title")
    occasion: RuleOccasion = needed("时机", "When it asks")
    title_en: str | None = optional("英文名称", "Title in English")
    audience: RuleAudience | None = optional("对象，默认所有人", "Who; everyone by default")
    audience_code: str | None = optional("对象编码", "Code of those meant")
    course_code: str | None = optional("课程编码", "Course")
    path_code: str | None = optional("路径编码", "Path")
    course_type: CourseType | None = optional("任一此类课程", "Any course of this type")
    months: int | None = optional("期限（月），默认 2", "Months to finish, 2 by default")
    days: int | None = optional("期限（天），用于考核与差距", "Days to finish, after a review or for a gap")
    ratings: list[Rating] | None = optional(
        "未达标的等级，默认 E", "Ratings that fail a review, E by default"
    )
    competency_code: str | None = optional("胜任力编码，用于差距", "Competency, for a gap")
    least_gap: Decimal | None = optional("最小差距，默认 1 级", "Least gap, one level by default")
    least_hours: Decimal | None = optional("最低学时", "Least hours")
    valid_from: date | None = optional("生效日期", "Valid from")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("停止要求", "A rule ended"))
class EndTrainingRuleInput(OfRow):
    pass


@strawberry.input(description=label("安排课程", "A course assigned"))
class EnrollInput(Once):
    employee_ids: list[strawberry.ID] | None = optional("员工编号，最多 1000 人", "Employees, at most 1,000")
    employee_codes: list[str] | None = optional("或工号", "Or their numbers")
    course_id: strawberry.ID | None = optional("课程编号", "Course")
    course_code: str | None = optional("或课程编码", "Or its code")
    due_on: date | None = optional("截止日期", "Due on")


@strawberry.input(description=label("撤销安排", "An assignment taken back"))
class UndoEnrollmentsInput(Once):
    id: strawberry.ID = needed("同批编号", "Id of the batch")


@strawberry.input(description=label("免修", "A course waived"))
class WaiveEnrollmentInput(OfRow):
    reason: str = needed("原因，4 至 200 字", "Why, in 4 to 200 characters")


@strawberry.input(description=label("免除学时要求", "Hours waived"))
class WaiveHoursDutyInput(OfRow):
    reason: str = needed("原因，4 至 200 字", "Why, in 4 to 200 characters")


@strawberry.input(description=label("撤回学习任务", "A course withdrawn"))
class WithdrawEnrollmentInput(OfRow):
    pass


@strawberry.input(description=label("确认在岗学习", "Learning at work confirmed"))
class CompleteEnrollmentInput(OfRow):
    pass


@strawberry.input(description=label("评分细则的一项", "A line of a rubric"))
class RubricLineInput:
    text: str = needed("评分项", "What is looked at")
    points: int = needed("得分", "Points given")
    most: int = needed("满分", "Most points")


@strawberry.input(description=label("考核评分", "An exam rated"))
class RateExamInput(OfRow):
    kind: ExamKind = needed("方式", "Kind")
    score: Decimal | None = optional("分数，0 至 100", "Score, 0 to 100")
    rubric: list[RubricLineInput] | None = optional("或逐项评分", "Or a rubric")
    remark: str | None = optional("评语", "Remark")


@strawberry.input(description=label("答题考核", "A written exam"))
class TakeExamInput(Once):
    enrollment_id: strawberry.ID = needed("学习任务编号", "Enrollment")
    answers: list[ChosenInput] = needed("每题的选项", "What is chosen for each question")


@strawberry.input(description=label("辅导记录", "Coaching written down"))
class RecordCoachingInput(OfRow):
    remark: str = needed("辅导内容，4 至 500 字", "What was coached, 4 to 500 characters")
    is_done: bool | None = optional("已完成，默认是", "It is done, by default")


@strawberry.input(description=label("培训场次", "A session planned"))
class SaveTrainingSessionInput(Once):
    starts_at: datetime = needed("开始时间", "Starts at")
    ends_at: datetime = needed("结束时间", "Ends at")
    capacity: int = needed("名额", "Seats")
    id: strawberry.ID | None = optional("编号，修改时填", "Id, to change one")
    course_id: strawberry.ID | None = optional("课程编号", "Course")
    course_code: str | None = optional("或课程编码", "Or its code")
    title: str | None = optional("名称，默认课程名", "Title; the course's by default")
    place: str | None = optional("地点", "Place")
    zone: str | None = optional("时区", "Time zone")
    trainer_code: str | None = optional("讲师工号", "Trainer's number")
    trainer_name: str | None = optional("外部讲师", "Outside trainer")
    hours: Decimal | None = optional("学时", "Hours")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("取消场次", "A session canceled"))
class CancelTrainingSessionInput(OfRow):
    pass


@strawberry.input(description=label("报名", "A seat taken"))
class JoinTrainingSessionInput(Once):
    id: strawberry.ID = needed("场次编号", "Session")
    employee_ids: list[strawberry.ID] | None = optional("替谁报名，默认本人", "For whom; oneself by default")
    employee_codes: list[str] | None = optional("或工号", "Or their numbers")


@strawberry.input(description=label("取消报名", "A seat given back"))
class LeaveTrainingSessionInput(Once):
    id: strawberry.ID = needed("场次编号", "Session")


@strawberry.input(description=label("签到", "Being there"))
class AttendTrainingSessionInput(Once):
    id: strawberry.ID = needed("场次编号", "Session")
    room_code: str = needed("现场的签到码", "Code shown in the room")


@strawberry.input(description=label("登记到场", "Who was there"))
class CloseTrainingSessionInput(OfRow):
    present_ids: list[strawberry.ID] = needed("到场员工编号", "Employees who were there")


@strawberry.input(description=label("申报校外学习", "Outside learning told"))
class ReportOutsideLearningInput(Once):
    title: str = needed("内容", "What was learned")
    learned_on: date = needed("完成日期", "Finished on")
    hours: Decimal = needed("学时", "Hours")
    evidence: str = needed("证明", "Evidence")
    provider: str | None = optional("机构", "Provider")
    course_type: CourseType | None = optional("算作哪类课程，默认其他", "What it counts as; other by default")
    file: Upload | None = optional(
        "证明文件：PDF、图片、Word、Excel 或文本，最大 10 MB",
        "A PDF, image, Word, Excel or text file, 10 MB at most",
    )


@strawberry.input(description=label("上传学习证明", "Evidence added"))
class AddLearningEvidenceInput(Once):
    file: Upload = needed(
        "PDF、图片、Word、Excel 或文本，最大 10 MB", "A PDF, image, Word, Excel or text file, 10 MB at most"
    )
    outside_learning_id: strawberry.ID | None = optional("校外学习编号", "Outside learning")
    enrollment_id: strawberry.ID | None = optional("或学习任务编号", "Or an enrollment")


@strawberry.input(description=label("学习证明文件", "A file of evidence"))
class LearningEvidenceInput(Once):
    id: strawberry.ID = needed("文件编号", "File")


@strawberry.input(description=label("撤回校外学习", "Outside learning taken back"))
class WithdrawOutsideLearningInput(OfRow):
    pass
