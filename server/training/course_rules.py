"""What makes a course ready, a path complete, a quiz passed, and a course due for review. It touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from server.training.course_models import CourseMode, CourseTag, LessonKind

BASIC_TAGS = (
    CourseTag.BRAND_CULTURE,
    CourseTag.PRODUCT,
    CourseTag.COMMUNICATION,
    CourseTag.PROBLEM_SOLVING,
)
"""What everybody who joins has to learn about, so that a basic path has all four."""
READ = (CourseMode.ONLINE, CourseMode.BLENDED)
"""The modes of which a part is read."""
LEAST_RATINGS = 5
LOWEST_RATING = 3
FULL = 100
CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,31}")
SECURE = re.compile(r"https://[^\s\"'<>\\]{4,480}")


# --- Rubrics ---

MOST_LINES, LONGEST_LINE, MOST_POINTS = 20, 100, 100


def rubric_line(text: str) -> tuple[str, int] | None:
    """Return what a line of a rubric looks at and its most points: “Listens / 5”; None if it is not one."""
    what, _, most = text.rpartition("/")
    what, most = what.strip(), most.strip()
    if not 1 <= len(what) <= LONGEST_LINE or not (most.isascii() and most.isdecimal()):
        return None
    return (what, int(most)) if 1 <= int(most) <= MOST_POINTS else None


# --- Quizzes ---


@dataclass(frozen=True)
class Question:
    """A question with the places of its right options."""

    id: str
    options: int
    right: frozenset[int]


@dataclass(frozen=True)
class Graded:
    """The score in whole points of a hundred, and the questions answered wrongly in their order."""

    score: int
    wrong: tuple[str, ...]


def grade(questions: Sequence[Question], answers: Mapping[str, Iterable[int]]) -> Graded:
    """Grade a quiz: a question counts when exactly its right options are chosen; each counts the same.

    The score is rounded half up, but a quiz with a mistake is never full.
    """
    wrong = tuple(each.id for each in questions if frozenset(answers.get(each.id, ())) != each.right)
    if not questions:
        return Graded(0, ())
    right = len(questions) - len(wrong)
    score = int(Fraction(right * FULL, len(questions)) + Fraction(1, 2))
    return Graded(min(score, FULL - 1) if wrong else score, wrong)


def question_lacks(text: str, options: Sequence[str], right: Iterable[int]) -> tuple[str, str] | None:
    """Say what keeps a question from being asked, in both languages; None for a good one."""
    chosen = set(right)
    if not text.strip():
        return "请填写题目。", "Write the question."
    if not 2 <= len(options) <= 8 or not all(each.strip() for each in options):  # noqa: PLR2004 (two to eight)
        return "每题须有 2 至 8 个选项。", "A question has 2 to 8 options."
    if len({each.strip() for each in options}) < len(options):
        return "选项不能重复。", "Two options are the same."
    if not chosen or not chosen <= set(range(len(options))):
        return "请标出正确选项。", "Mark which options are right."
    return None


# --- Courses and paths ---


def course_lacks(
    mode: CourseMode, hours: int, lessons: Sequence[tuple[LessonKind, bool, int]]
) -> tuple[str, str] | None:
    """Say what keeps a course from being published; a lesson is (kind, has a text, number of questions)."""
    if hours <= 0:
        return "请填写学时。", "Say how many hours it takes."
    if mode in READ and not lessons:
        return "线上课程至少要有一节内容。", "A course that is read needs at least one lesson."
    for place, (kind, has_text, questions) in enumerate(lessons, start=1):
        if kind is LessonKind.QUIZ and not questions:
            return f"第 {place} 节测验还没有题目。", f"The quiz in place {place} has no questions."
        if kind is not LessonKind.QUIZ and not has_text:
            return (
                f"第 {place} 节还没有正文；视频也要有文字稿。",
                f"Lesson {place} has no text; a video needs one too.",
            )
    return None


def missing_tags(courses: Iterable[Iterable[str]]) -> tuple[CourseTag, ...]:
    """Return what a basic path of these courses' tags lacks, in order."""
    taught = {str(tag) for tags in courses for tag in tags}
    return tuple(tag for tag in BASIC_TAGS if tag not in taught)


def in_order(tags: Iterable[CourseTag]) -> list[str]:
    """Return tags each once, in the order in which they are defined."""
    given = set(tags)
    return [tag.value for tag in CourseTag if tag in given]


# --- Ratings ---


def needs_review(ratings: Sequence[int]) -> bool:
    """Tell whether trainees rate a course so low that it has to be reviewed: below 3.0 of 5 by five or more."""
    return len(ratings) >= LEAST_RATINGS and sum(ratings) < LOWEST_RATING * len(ratings)


def mean_rating(ratings: Sequence[int]) -> str:
    """Spell the mean with one place, half up; one below the limit never reads as the limit."""
    tenths = int(Fraction(10 * sum(ratings), len(ratings)) + Fraction(1, 2))
    if needs_review(ratings):
        tenths = min(tenths, 10 * LOWEST_RATING - 1)
    return f"{tenths // 10}.{tenths % 10}"
