"""Tables of the training domain. Hours count hundredths, cost minor units."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Flag, Minor, Ref
from server.training.course_models import (
    CaseKind,
    Course,
    CourseMode,
    CourseState,
    CourseTag,
    LearningPath,
    LearningStatement,
    Lesson,
    LessonAttachment,
    LessonAttachmentContent,
    LessonKind,
    LessonProgress,
    LibraryCase,
    PathStep,
    QuizQuestion,
)
from server.training.course_types import CourseType
from server.training.enrollment_models import (
    Attempt,
    Certificate,
    CoachingTask,
    CourseRating,
    Enrollment,
    EnrollmentState,
    ExamKind,
    HoursDuty,
    LearningEvidence,
    LearningEvidenceContent,
    OutsideLearning,
    OutsideState,
    RuleAudience,
    RuleOccasion,
    SeatState,
    SessionSeat,
    SessionState,
    TrainingRule,
    TrainingSession,
)

__all__ = [
    "Attempt",
    "CaseKind",
    "Certificate",
    "CoachingTask",
    "Course",
    "CourseMode",
    "CourseRating",
    "CourseState",
    "CourseTag",
    "CourseType",
    "Enrollment",
    "EnrollmentState",
    "ExamKind",
    "HoursDuty",
    "LearningEvidence",
    "LearningEvidenceContent",
    "LearningPath",
    "LearningStatement",
    "Lesson",
    "LessonAttachment",
    "LessonAttachmentContent",
    "LessonKind",
    "LessonProgress",
    "LibraryCase",
    "OutsideLearning",
    "OutsideState",
    "PathStep",
    "QuizQuestion",
    "RuleAudience",
    "RuleOccasion",
    "SeatState",
    "SessionSeat",
    "SessionState",
    "TrainingRule",
    "TrainingSession",
    "TrainingTask",
]


class TrainingTask(Event):
    """One person's course, required or chosen. Base training for joiners is assigned on the hire date.

    `ended_on` is the last day employed of a person who has left; without it the employment says so.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    course_type = Choice(
        CourseType, default=CourseType.OTHER, description=label("课程类型", "Kind of course")
    )
    assigned_on = Day(null=True, description=label("布置日期", "Assigned on"))
    completed_on = Day(null=True, description=label("完成日期", "Completed on"))
    ended_on = Day(null=True, description=label("离职日期", "Last day employed"))
    hours = Minor(default=0, description=label("学时", "Hours"))
    cost = Minor(default=0, description=label("费用", "Cost"))
    is_passed = Flag(null=True, description=label("考核通过", "Passed"))

    class Meta:
        table = "training_task"
        indexes = (("assigned_on",), ("completed_on",), ("source_key",))
