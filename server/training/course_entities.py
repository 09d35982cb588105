"""How courses, paths, cases and what one has learned of them stand on their tables.

The catalogue is public inside, but for what is a draft yet. Questions of an exam are there for who sits it, and for
who writes them.
"""

from __future__ import annotations

from dataclasses import replace

from server.plan.entity import PUBLIC, Classed, Column, Entity, Kind, ToMany, ToOne, derive
from server.training import models

COURSE = ToOne("Course", "{self}.course_id", required=True)
SITS = (
    "({self}.lesson_id is not null or exists(select 1 from enrollment en where en.course_id={self}.course_id "
    "and en.employee_id=:me and en.state='EXAM'))"
)
RATINGS = "(select {what} from course_rating cr where cr.course_id={{self}}.id)"
MEAN = "case when count(*)>=5 then (sum(cr.rating)*200+count(*))/(2*count(*)) end"
"""Hundredths of the mean, half up; not of fewer than five."""
LIVE = "case when not {self}.is_removed then {self}.course_id end"
SEVERAL = {"has_several": Column("{self}.right_options like '%,%'", Kind.FLAG, required=True)}
"""A question of which several options are right says so, and not which."""
EXAM = "case when not {self}.is_removed and {self}.lesson_id is null then {self}.course_id end"
ASKED = "case when not {self}.is_removed then {self}.lesson_id end"
OLDEST = (("id", False),)
"""Ids rise with the time of their making."""
OF_COURSE, OF_LESSON = "{self}.course_id={parent}", "{self}.lesson_id={parent}"
DRAFT, OPEN = "course_draft", "course"
"""The class of what is written yet, which is for who writes it, and of what everybody inside may read."""
STATED = f"case when {{state}}='DRAFT' then '{DRAFT}' else '{OPEN}' end"
ITS_STATE = "(select co.state from course co where co.id={self}.course_id)"
LESSONS = "(select {what} from lesson le where le.course_id={{self}}.id and not le.is_removed)"


def as_json(columns: dict[str, Column], *names: str) -> dict[str, Column]:
    return columns | {name: replace(columns[name], kind=Kind.JSON) for name in names}


def by_state(state: str) -> Classed:
    """Part what is a draft from what is not, by the SQL that tells its state."""
    return Classed(STATED.format(state=state), (DRAFT, OPEN), frozenset())


def counted(template: str, what: str, *, kind: Kind = Kind.INT, required: bool = True) -> Column:
    return Column(template.format(what=what), kind, required=required)


def course_entities() -> tuple[Entity, ...]:
    """Return the entities of courses; the models must have been initialized."""
    course = as_json(derive(models.Course), "tags", "rubric") | {
        "lesson_count": counted(LESSONS, "count(*)"),
        "minutes": counted(LESSONS, "coalesce(sum(le.minutes),0)"),
        "rating_count": counted(RATINGS, "count(*)"),
        "rating": counted(RATINGS, MEAN, kind=Kind.CENTI, required=False),
    }
    enrollment = {"enrollment_id": Column("{self}.enrollment_id", Kind.ID, required=True)}
    return (
        Entity(
            "Course", "course", course, {"owner": ToOne("Employee", "{self}.owner_id")},
            {
                "lessons": ToMany("Lesson", LIVE, near=OF_COURSE, order=(("place", False),)),
                "exam_questions": ToMany("QuizQuestion", EXAM, near=OF_COURSE, order=(("place", False),)),
                "cases": ToMany("LibraryCase", "course_id"),
            },
            relations=PUBLIC, order=(("code", False),), search=("title", "code"),
            searched=("{self}.title", "{self}.title_en", "{self}.code"), classed=by_state("{self}.state"),
        ),
        Entity(
            "Lesson", "lesson", derive(models.Lesson), {"course": COURSE},
            {
                "questions": ToMany("QuizQuestion", ASKED, near=OF_LESSON, order=(("place", False),)),
                "attachments": ToMany("LessonAttachment", ASKED, near=OF_LESSON, order=OLDEST),
            },
            relations=PUBLIC, order=(("place", False),), classed=by_state(ITS_STATE),
        ),
        Entity(
            "LessonAttachment", "lesson_attachment", derive(models.LessonAttachment), relations=PUBLIC, order=OLDEST,
        ),
        Entity(
            "QuizQuestion", "quiz_question", as_json(derive(models.QuizQuestion), "options", "right_options") | SEVERAL,
            relations={"self": SITS, "org": ""}, order=(("place", False),),
        ),
        Entity(
            "LessonProgress", "lesson_progress",
            as_json(derive(models.LessonProgress), "wrong", "explained") | enrollment,
            {
                "employee": ToOne("Employee", "{self}.employee_id", required=True),
                "lesson": ToOne("Lesson", "{self}.lesson_id", required=True),
            },
            owner="employee_id", order=(("updated_at", True),),
        ),
        Entity(
            "LearningPath", "learning_path", derive(models.LearningPath),
            to_many={"steps": ToMany("PathStep", "path_id", order=(("place", False),))},
            relations=PUBLIC, order=(("code", False),), classed=by_state("{self}.state"),
        ),
        Entity(
            "PathStep", "path_step", derive(models.PathStep), {"course": COURSE}, relations=PUBLIC,
            order=(("place", False),), classed=by_state(ITS_STATE),
        ),
        Entity(
            "LibraryCase", "library_case", derive(models.LibraryCase),
            {"course": ToOne("Course", "{self}.course_id"), "added_by": ToOne("Employee", "{self}.added_by_id")},
            relations=PUBLIC, order=(("created_at", True),), search=("title",),
            searched=("{self}.title", "{self}.situation"),
        ),
    )  # fmt: skip
