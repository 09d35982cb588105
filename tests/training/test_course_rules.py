"""What grades a quiz, makes a course ready, completes a path, and asks for a review."""

from __future__ import annotations

import pytest

from server.training.course_models import CourseMode, CourseTag, LessonKind
from server.training.course_rules import (
    BASIC_TAGS,
    Question,
    course_lacks,
    grade,
    in_order,
    mean_rating,
    missing_tags,
    needs_review,
    question_lacks,
    rubric_line,
)

THREE = [
    Question("a", 3, frozenset({0})),
    Question("b", 3, frozenset({1, 2})),
    Question("c", 2, frozenset({1})),
]


@pytest.mark.parametrize(
    ("answers", "score", "wrong"),
    [
        ({"a": [0], "b": [2, 1], "c": [1]}, 100, ()),
        ({"a": [0], "b": [1], "c": [1]}, 67, ("b",)),
        ({"a": [1], "b": [0, 1, 2], "c": [1]}, 33, ("a", "b")),
        ({}, 0, ("a", "b", "c")),
    ],
)
def test_a_question_counts_when_exactly_its_right_options_are_chosen(answers, score, wrong):
    graded = grade(THREE, answers)
    assert (graded.score, graded.wrong) == (score, wrong)


def test_a_quiz_with_a_mistake_is_never_full_and_an_empty_one_is_worth_nothing():
    many = [Question(str(at), 2, frozenset({0})) for at in range(400)]
    assert grade(many, {each.id: [0] for each in many[1:]}).score == 99
    assert grade((), {}).score == 0


def test_a_question_needs_words_options_and_a_right_one():
    assert question_lacks("问？", ["甲", "乙"], [1]) is None
    assert [
        (question_lacks(*each) or ("", ""))[1]
        for each in (
            (" ", ["甲", "乙"], [0]), ("问", ["甲"], [0]), ("问", ["甲", " "], [0]), ("问", ["甲", "甲 "], [0]),
            ("问", ["甲", "乙"], []), ("问", ["甲", "乙"], [2]),
        )
    ] == [
        "Write the question.", "A question has 2 to 8 options.", "A question has 2 to 8 options.",
        "Two options are the same.", "Mark which options are right.", "Mark which options are right.",
    ]  # fmt: skip


def test_a_course_is_ready_when_what_is_read_is_there():
    page, empty, quiz = (LessonKind.PAGE, True, 0), (LessonKind.VIDEO, False, 0), (LessonKind.QUIZ, False, 0)
    assert course_lacks(CourseMode.ONLINE, 100, [page, (LessonKind.QUIZ, False, 2)]) is None
    assert course_lacks(CourseMode.CLASSROOM, 100, []) is None
    assert [
        found and found[1]
        for found in (
            course_lacks(CourseMode.CLASSROOM, 0, []),
            course_lacks(CourseMode.BLENDED, 100, []),
            course_lacks(CourseMode.ONLINE, 100, [page, quiz]),
            course_lacks(CourseMode.ONLINE, 100, [empty]),
        )
    ] == [
        "Say how many hours it takes.",
        "A course that is read needs at least one lesson.",
        "The quiz in place 2 has no questions.",
        "Lesson 1 has no text; a video needs one too.",
    ]


def test_a_basic_path_needs_the_four_topics_wherever_they_are_taught():
    assert missing_tags([["PRODUCT", "COMMUNICATION"], ["BRAND_CULTURE"], ["AFTER_SALES"]]) == (
        CourseTag.PROBLEM_SOLVING,
    )
    assert missing_tags([BASIC_TAGS]) == ()
    assert in_order([CourseTag.AFTER_SALES, CourseTag.PRODUCT, CourseTag.PRODUCT]) == [
        "PRODUCT",
        "AFTER_SALES",
    ]


@pytest.mark.parametrize(
    ("ratings", "asks", "mean"),
    [
        ([1, 1, 1, 1], False, "1.0"),
        ([3, 3, 3, 3, 2], True, "2.8"),
        ([3, 3, 3, 3, 3], False, "3.0"),
        ([2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], True, "2.9"),
        ([5, 1, 5, 1, 5], False, "3.4"),
    ],
    ids=["four", "below", "exactly", "hardly-below", "mixed"],
)
def test_five_ratings_below_three_ask_for_a_review(ratings, asks, mean):
    assert (needs_review(ratings), mean_rating(ratings)) == (asks, mean)


def test_a_line_of_a_rubric_names_what_is_looked_at_and_its_most_points():
    assert rubric_line(" 倾听/共情 / 5 ") == ("倾听/共情", 5)
    assert [rubric_line(each) for each in ("倾听", "倾听 / 0", "倾听 / 101", "/ 5", "倾听 / 五")] == [
        None
    ] * 5
