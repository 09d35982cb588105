"""The types of requirements, enrollments, sessions, exams, certificates and outside learning."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema import performance  # noqa: F401 (it describes the ratings, before they are used)
from schema.courses import Course, LearningPath
from schema.filters import define_for, rows
from schema.inputs import needed
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.performance.models import Rating
from server.training.models import (
    CourseType,
    EnrollmentState,
    ExamKind,
    OutsideState,
    RuleAudience,
    RuleOccasion,
    SeatState,
    SessionState,
)

strawberry.enum(RuleAudience, description=label("要求对象", "Whom a rule means"))
strawberry.enum(RuleOccasion, description=label("要求时机", "When a rule asks"))
strawberry.enum(EnrollmentState, description=label("学习状态", "State of learning"))
strawberry.enum(SessionState, description=label("场次状态", "State of a session"))
strawberry.enum(SeatState, description=label("座位状态", "State of a seat"))
strawberry.enum(ExamKind, description=label("考核方式", "Kind of exam"))
strawberry.enum(OutsideState, description=label("校外学习状态", "State of outside learning"))


@strawberry.type(description=label("培训要求", "Training rule"))
class TrainingRule(Node):
    code: str | None = column("编码", "Code")
    title: str | None = column("名称", "Title")
    title_en: str | None = column("英文名称", "Title in English")
    course: Course | None = column("课程", "Course")
    path: LearningPath | None = column("学习路径", "Path")
    course_type: CourseType | None = column("任一此类课程", "Any course of this type")
    audience: RuleAudience | None = column("对象", "Who")
    audience_code: str | None = column("对象编码", "Code of those meant")
    occasion: RuleOccasion | None = column("时机", "When")
    months: int | None = column("期限（月）", "Months to finish")
    days: int | None = column("期限（天）", "Days to finish")
    ratings: list[Rating] | None = column("未达标的等级", "Ratings that fail a review")
    competency_code: str | None = column("胜任力编码", "Code of the competency")
    least_gap: Decimal | None = column("最小差距", "Least gap")
    least_hours: Decimal | None = column("最低学时", "Least hours")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期", "Valid to")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("要求涉及的部门", "A unit a rule asks"))
class TrainingRuleUnit:
    name: str = needed("部门", "Unit")
    people: int = needed("人数", "People")


@strawberry.type(description=label("要求的预览", "What a rule would assign"))
class TrainingRulePreview:
    people: int = needed("人数", "People")
    asked: int = needed("安排数", "Things asked in all")
    overdue: int = needed("其中立即逾期", "Of these late at once")
    units: list[TrainingRuleUnit] = needed("人数最多的部门", "Units with the most people")


@strawberry.type(description=label("考核", "Exam"))
class ExamAttempt(Node):
    employee: Employee | None = column("员工", "Employee")
    number: int | None = column("第几次", "Number")
    kind: ExamKind | None = column("方式", "Kind")
    taken_on: date | None = column("日期", "Taken on")
    score: Decimal | None = column("成绩", "Score")
    pass_score: Decimal | None = column("及格线", "Pass mark")
    is_passed: bool | None = column("通过", "Passed")
    first_rater: Employee | None = column("评分人一", "First rater")
    first_score: Decimal | None = column("评分一", "First score")
    second_rater: Employee | None = column("评分人二", "Second rater")
    second_score: Decimal | None = column("评分二", "Second score")
    rubric: str | None = column("评分细则", "Rubric")
    second_rubric: str | None = column("第二人的评分细则", "Second rubric")
    note: str | None = column("评语", "Remark")


@strawberry.type(description=label("辅导", "Coaching"))
class CoachingTask(Node):
    employee: Employee | None = column("员工", "Employee")
    coach: Employee | None = column("辅导人", "Coach")
    attempt_number: int | None = column("针对第几次考核", "After exam")
    due_on: date | None = column("应完成日期", "Due on")
    done_on: date | None = column("完成日期", "Done on")
    note: str | None = column("记录", "What was coached")


@strawberry.type(description=label("学习证明文件", "File of evidence"))
class LearningEvidence(Node):
    file_name: str | None = column("文件名", "File name")
    media_type: str | None = column("文件类型", "Media type")
    size: int | None = column("大小（字节）", "Size in bytes")
    created_at: datetime | None = column("上传时间", "Added at")


@strawberry.type(description=label("打开的证明文件", "A file of evidence, opened"))
class OpenedEvidence:
    id: strawberry.ID = needed("编号", "Id")
    file_name: str = needed("文件名", "File name")
    media_type: str = needed("文件类型", "Media type")
    base64: str = needed("内容（base64）", "Content, in base64")


@strawberry.type(description=label("学习任务", "Enrollment"))
class Enrollment(Node):
    employee: Employee | None = column("员工", "Employee")
    course: Course | None = column("课程", "Course")
    rule: TrainingRule | None = column("要求", "Rule")
    assigned_by: Employee | None = column("安排人", "Assigned by")
    assigned_on: date | None = column("安排日期", "Assigned on")
    due_on: date | None = column("应完成日期", "Due on")
    state: EnrollmentState | None = column("状态", "State")
    progress: Decimal | None = column("进度（百分比）", "Progress in percent")
    is_overdue: bool | None = column("逾期", "Overdue")
    attempts: int | None = column("考核次数", "Exams taken")
    score: Decimal | None = column("最近成绩", "Last score")
    started_on: date | None = column("开始日期", "Started on")
    finished_on: date | None = column("完成日期", "Finished on")
    waiver_reason: str | None = column("免修原因", "Why waived")
    version: int | None = column("版本", "Version")
    exams: Connection[ExamAttempt] | None = rows("考核", "Exams", "ExamAttempt")
    coaching: Connection[CoachingTask] | None = rows("辅导", "Coaching", "CoachingTask")
    files: Connection[LearningEvidence] | None = rows("证明文件", "Files of evidence", "LearningEvidence")


@strawberry.type(description=label("学时要求", "Hours required"))
class HoursDuty(Node):
    employee: Employee | None = column("员工", "Employee")
    rule: TrainingRule | None = column("要求", "Rule")
    course_type: CourseType | None = column("只计此类课程", "Of this type alone")
    assigned_on: date | None = column("起算日期", "Counted from")
    due_on: date | None = column("应完成日期", "Due on")
    least_hours: Decimal | None = column("最低学时", "Least hours")
    done_hours: Decimal | None = column("已完成学时", "Hours done")
    met_on: date | None = column("达标日期", "Met on")
    waiver_reason: str | None = column("免除原因", "Why waived")
    is_overdue: bool | None = column("逾期", "Overdue")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("座位", "Seat"))
class SessionSeat(Node):
    employee: Employee | None = column("员工", "Employee")
    session: TrainingSession | None = column("场次", "Session")
    place: int | None = column("次序", "Place")
    state: SeatState | None = column("状态", "State")
    attended_at: datetime | None = column("签到时间", "Attended at")


@strawberry.type(description=label("培训场次", "Session"))
class TrainingSession(Node):
    course: Course | None = column("课程", "Course")
    title: str | None = column("名称", "Title")
    starts_at: datetime | None = column("开始时间", "Starts at")
    ends_at: datetime | None = column("结束时间", "Ends at")
    zone: str | None = column("时区", "Time zone")
    place: str | None = column("地点", "Place")
    trainer: Employee | None = column("讲师", "Trainer")
    trainer_name: str | None = column("讲师姓名", "Trainer's name")
    capacity: int | None = column("名额", "Seats")
    seats_taken: int | None = column("已占座位", "Seats taken")
    seats_waiting: int | None = column("候补人数", "Waiting")
    hours: Decimal | None = column("学时", "Hours")
    state: SessionState | None = column("状态", "State")
    room_code: str | None = column("签到码", "Code of the room")
    sequence: int | None = column("日历版本", "Calendar sequence")
    version: int | None = column("版本", "Version")
    seats: Connection[SessionSeat] | None = rows("座位", "Seats", "SessionSeat")


@strawberry.type(description=label("证书", "Certificate"))
class Certificate(Node):
    employee: Employee | None = column("员工", "Employee")
    course: Course | None = column("课程", "Course")
    number: str | None = column("编号", "Number")
    valid_from: date | None = column("颁发日期", "Issued on")
    valid_to: date | None = column("有效期至", "Valid to")
    is_renewed: bool | None = column("已续证", "Renewed")


@strawberry.type(description=label("校外学习", "Outside learning"))
class OutsideLearning(Node):
    employee: Employee | None = column("员工", "Employee")
    title: str | None = column("内容", "What")
    provider: str | None = column("机构", "Provider")
    learned_on: date | None = column("完成日期", "Finished on")
    hours: Decimal | None = column("学时", "Hours")
    evidence: str | None = column("证明", "Evidence")
    course_type: CourseType | None = column("算作", "Counts as")
    state: OutsideState | None = column("状态", "State")
    decided_on: date | None = column("审批日期", "Decided on")
    version: int | None = column("版本", "Version")
    files: Connection[LearningEvidence] | None = rows("证明文件", "Files of evidence", "LearningEvidence")


TYPES = (
    TrainingRule,
    ExamAttempt,
    CoachingTask,
    LearningEvidence,
    Enrollment,
    HoursDuty,
    SessionSeat,
    TrainingSession,
    Certificate,
    OutsideLearning,
)
define_for(*TYPES)
