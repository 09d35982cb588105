"""Tables of who has to learn what by when, and what came of it.

Hours and scores count hundredths, progress ten-thousandths.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Sealed, Text, TextId
from server.training.course_types import CourseType

EMPLOYEE, COURSE = label("员工", "Employee"), label("课程", "Course")
ENROLLMENT = label("学习安排", "Enrollment")


class RuleAudience(StrEnum):
    """Whom a rule speaks of; `audience_code` names the family, department or position."""

    EVERYONE = "EVERYONE"
    FAMILY = "FAMILY"
    DEPARTMENT = "DEPARTMENT"
    POSITION = "POSITION"


class RuleOccasion(StrEnum):
    """What makes a rule's course due; a certificate that ends asks for its own course again.

    GAP is one that an improvement plan names, COMPETENCY_GAP that between what a position asks and what was found.
    """

    JOINED = "JOINED"
    YEARLY = "YEARLY"
    GAP = "GAP"
    COMPETENCY_GAP = "COMPETENCY_GAP"
    FAILED_REVIEW = "FAILED_REVIEW"
    CERTIFICATE_ENDS = "CERTIFICATE_ENDS"


class EnrollmentState(StrEnum):
    """A failed exam leads to coaching, and coaching to the next exam."""

    ASSIGNED = "ASSIGNED"
    STARTED = "STARTED"
    EXAM = "EXAM"
    PASSED = "PASSED"
    FAILED = "FAILED"
    COACHING = "COACHING"
    WAIVED = "WAIVED"
    WITHDRAWN = "WITHDRAWN"


class SessionState(StrEnum):
    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELED = "CANCELED"


class SeatState(StrEnum):
    SEATED = "SEATED"
    WAITING = "WAITING"
    ATTENDED = "ATTENDED"
    ABSENT = "ABSENT"
    CANCELED = "CANCELED"


class ExamKind(StrEnum):
    WRITTEN = "WRITTEN"
    PRACTICAL = "PRACTICAL"
    SCENARIO = "SCENARIO"


class OutsideState(StrEnum):
    SENT = "SENT"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class TrainingRule(Row):
    """Who has to take a course, a path, or any course of a type, and within how many months of what.

    `days` stand in for the months where something was found of a person. `ratings` are those that fail a review, in
    JSON; a gap of `competency_code` asks from `least_gap` on, in hundredths of a level.
    """

    code = Text(32, unique=True, description=label("编码", "Code"))
    title = Text(64, description=label("名称", "Title"))
    title_en = Text(64, default="", description=label("英文名称", "Title in English"))
    course = Ref("Course", null=True, description=COURSE)
    path = Ref("LearningPath", null=True, description=label("学习路径", "Learning path"))
    course_type = Choice(CourseType, null=True, description=label("任一此类课程", "Any course of this type"))
    audience = Choice(RuleAudience, default=RuleAudience.EVERYONE, description=label("对象", "Who"))
    audience_code = Text(32, default="", description=label("对象编码", "Code of those meant"))
    occasion = Choice(RuleOccasion, description=label("时机", "When"))
    months = Int(default=2, description=label("期限（月）", "Months to finish"))
    days = Int(null=True, description=label("期限（天）", "Days to finish"))
    ratings = LongText(
        default='["E"]', db_default='["E"]', description=label("未达标的等级", "Ratings that fail")
    )
    competency_code = Text(
        32, default="", db_default="", description=label("胜任力编码", "Code of the competency")
    )
    least_gap = Minor(default=100, db_default=100, description=label("最小差距", "Least gap"))
    least_hours = Minor(default=0, description=label("最低学时", "Least hours"))
    valid_from = Day(description=label("生效日期", "Valid from"))
    valid_to = Day(null=True, description=label("失效日期", "Valid to"))

    class Meta:
        table = "training_rule"


class Enrollment(Row):
    """One person's course. `fact_key` names the training task that figures read.

    `occasion_key` is what a rule meant by it, so that it assigns no course twice.
    """

    employee = Ref("Employee", description=EMPLOYEE)
    course = Ref("Course", description=COURSE)
    rule = Ref("TrainingRule", null=True, description=label("要求", "Requirement"))
    assigned_by = Ref("Employee", null=True, description=label("安排人", "Assigned by"))
    assigned_on = Day(description=label("安排日期", "Assigned on"))
    due_on = Day(null=True, description=label("应完成日期", "Due on"))
    state = Choice(EnrollmentState, default=EnrollmentState.ASSIGNED, description=label("状态", "State"))
    progress = Int(default=0, description=label("进度", "Progress"))
    attempts = Int(default=0, description=label("考试次数", "Attempts"))
    score = Minor(null=True, description=label("最近成绩", "Last score"))
    started_on = Day(null=True, description=label("开始日期", "Started on"))
    finished_on = Day(null=True, description=label("完成日期", "Finished on"))
    waiver_reason = Text(200, default="", description=label("免修原因", "Why waived"))
    fact_key = Text(128, description=label("培训任务", "Training task"))
    batch_id = TextId(null=True, db_index=True, description=label("同批安排", "Assigned together"))
    occasion_key = Text(128, null=True, unique=True, description=label("要求所指", "What the rule meant"))

    class Meta:
        table = "enrollment"
        indexes = (("employee_id", "state"), ("state", "due_on"), ("fact_key",))


class HoursDuty(Row):
    """So many hours of training that somebody is to have by a day, as the setting or a rule asked then.

    None at all means one course of the type, whatever its hours. `occasion_key` is what was meant by it, so that it
    is asked once; `done_hours` and `met_on` follow the tasks.
    """

    employee = Ref("Employee", description=EMPLOYEE)
    rule = Ref("TrainingRule", null=True, description=label("要求", "Requirement"))
    course_type = Choice(
        CourseType, null=True, description=label("只计此类课程", "Courses of this type alone")
    )
    assigned_on = Day(description=label("起算日期", "Counted from"))
    due_on = Day(description=label("应完成日期", "Due on"))
    least_hours = Minor(description=label("最低学时", "Least hours"))
    done_hours = Minor(default=0, description=label("已完成学时", "Hours done"))
    met_on = Day(null=True, description=label("达标日期", "Met on"))
    waiver_reason = Text(200, default="", db_default="", description=label("免除原因", "Why waived"))
    occasion_key = Text(128, unique=True, description=label("要求所指", "What was meant"))

    class Meta:
        table = "hours_duty"
        indexes = (("employee_id",), ("met_on", "due_on"))


class TrainingSession(Row):
    """A course held at a time and place. `room_code` is shown in the room and typed on the phone."""

    course = Ref("Course", description=COURSE)
    title = Text(64, description=label("名称", "Title"))
    starts_at = Instant(description=label("开始时间", "Starts at"))
    ends_at = Instant(description=label("结束时间", "Ends at"))
    zone = Text(64, description=label("时区", "Time zone"))
    place = Text(128, default="", description=label("地点", "Place"))
    trainer = Ref("Employee", null=True, description=label("讲师", "Trainer"))
    trainer_name = Text(64, default="", description=label("讲师姓名", "Trainer's name"))
    capacity = Int(description=label("名额", "Seats"))
    hours = Minor(default=0, description=label("学时", "Hours"))
    state = Choice(SessionState, default=SessionState.PLANNED, description=label("状态", "State"))
    room_code = Text(8, description=label("签到码", "Code of the room"))
    sequence = Int(default=0, description=label("日历版本", "Calendar sequence"))

    class Meta:
        table = "training_session"
        indexes = (("starts_at",), ("state",))


class SessionSeat(Row):
    """A person's seat; `place` is the order of asking, by which the waiting list moves up."""

    session = Ref("TrainingSession", description=label("场次", "Session"))
    employee = Ref("Employee", description=EMPLOYEE)
    enrollment = Ref("Enrollment", null=True, description=ENROLLMENT)
    place = Int(description=label("次序", "Place"))
    state = Choice(SeatState, description=label("状态", "State"))
    attended_at = Instant(null=True, description=label("签到时间", "Attended at"))

    class Meta:
        table = "session_seat"
        unique_together = (("session_id", "employee_id"),)


class Attempt(Row):
    """One exam of an enrollment: a written score, or two raters' by a rubric, whose mean counts."""

    enrollment = Ref("Enrollment", description=ENROLLMENT)
    employee = Ref("Employee", description=EMPLOYEE)
    number = Int(description=label("第几次", "Number"))
    kind = Choice(ExamKind, default=ExamKind.WRITTEN, description=label("考试方式", "Kind of exam"))
    taken_on = Day(description=label("考试日期", "Taken on"))
    score = Minor(null=True, description=label("成绩", "Score"))
    pass_score = Minor(description=label("及格线", "Pass mark"))
    is_passed = Flag(null=True, description=label("通过", "Passed"))
    first_rater = Ref("Employee", null=True, description=label("评分人一", "First rater"))
    first_score = Minor(null=True, description=label("评分一", "First score"))
    second_rater = Ref("Employee", null=True, description=label("评分人二", "Second rater"))
    second_score = Minor(null=True, description=label("评分二", "Second score"))
    rubric = LongText(default="[]", description=label("评分细则", "Rubric"))
    second_rubric = LongText(
        default="[]", db_default="[]", description=label("第二人的评分细则", "Second rubric")
    )
    note = Text(500, default="", description=label("评语", "Remark"))

    class Meta:
        table = "training_attempt"
        unique_together = (("enrollment_id", "number"),)


class CoachingTask(Row):
    """What follows a failed exam: the manager coaches before the next one."""

    enrollment = Ref("Enrollment", description=ENROLLMENT)
    employee = Ref("Employee", description=EMPLOYEE)
    coach = Ref("Employee", null=True, description=label("辅导人", "Coach"))
    attempt_number = Int(description=label("针对第几次考试", "After attempt"))
    due_on = Day(description=label("应完成日期", "Due on"))
    done_on = Day(null=True, description=label("完成日期", "Done on"))
    note = Text(500, default="", description=label("辅导记录", "What was coached"))

    class Meta:
        table = "coaching_task"
        unique_together = (("enrollment_id", "attempt_number"),)


class Certificate(Row):
    """What a passed course gives; without `valid_to` it does not expire."""

    employee = Ref("Employee", description=EMPLOYEE)
    course = Ref("Course", description=COURSE)
    enrollment = Ref("Enrollment", null=True, description=ENROLLMENT)
    number = Text(32, unique=True, description=label("证书编号", "Number"))
    valid_from = Day(description=label("颁发日期", "Issued on"))
    valid_to = Day(null=True, description=label("有效期至", "Valid to"))

    class Meta:
        table = "training_certificate"
        indexes = (("valid_to",),)


class CourseRating(Row):
    """What a trainee thought of a course, 1 to 5; nobody reads whose it was."""

    course = Ref("Course", description=COURSE)
    enrollment_id = TextId(unique=True, description=ENROLLMENT)
    rating = Int(description=label("评分", "Rating"))
    remark = Text(500, default="", description=label("意见", "Remark"))
    rated_on = Day(description=label("评价日期", "Rated on"))

    class Meta:
        table = "course_rating"


class OutsideLearning(Row):
    """Learning elsewhere or by oneself, told with evidence; its hours count once the manager agrees."""

    employee = Ref("Employee", description=EMPLOYEE)
    title = Text(128, description=label("内容", "What was learned"))
    provider = Text(128, default="", description=label("机构", "Provider"))
    learned_on = Day(description=label("完成日期", "Finished on"))
    hours = Minor(description=label("学时", "Hours"))
    evidence = Text(500, description=label("证明", "Evidence"))
    course_type = Choice(
        CourseType, default=CourseType.OTHER, db_default="OTHER", description=label("算作", "Counts as")
    )
    approval_id = TextId(description=label("审批申请", "Request for approval"))
    state = Choice(OutsideState, default=OutsideState.SENT, description=label("状态", "State"))
    decided_on = Day(null=True, description=label("审批日期", "Decided on"))

    class Meta:
        table = "outside_learning"


class LearningEvidence(Row):
    """A file that proves outside learning or a practical exam; one taken away keeps its row and loses its content."""

    employee = Ref("Employee", description=EMPLOYEE)
    outside = Ref("OutsideLearning", null=True, description=label("校外学习", "Outside learning"))
    enrollment = Ref("Enrollment", null=True, description=ENROLLMENT)
    file_name = Text(200, description=label("文件名", "File name"))
    media_type = Text(100, description=label("文件类型", "Media type"))
    size = Int(description=label("大小（字节）", "Size in bytes"))
    removed_at = Instant(null=True, description=label("移除时间", "Removed at"))

    class Meta:
        table = "learning_evidence"


class LearningEvidenceContent(Row):
    """The sealed bytes of evidence, apart from its row, so that lists never carry them."""

    evidence = Ref("LearningEvidence", unique=True, description=label("证明文件", "Evidence"))
    content = Sealed(description=label("内容", "Content"))

    class Meta:
        table = "learning_evidence_content"
