"""What the changes of courses hand on: the members sent, with those inside of them as the operations take them."""

from __future__ import annotations

import strawberry

from schema import course_operations as c
from server.training.operations.learning import Chosen
from server.training.operations.lessons import Asked


def test_questions_and_answers_are_handed_on_as_what_the_operations_take():
    question = c.QuizQuestionInput(
        text="几天内可退？", options=["七天", "十天"], right_options=[0], explanation=None
    )
    quiz = c.SaveQuizInput(questions=[question], course_id=strawberry.ID("c1"), lesson_id=None)
    chosen = c.ChosenInput(question_id=strawberry.ID("q1"), options=[1, 2])
    answer = c.AnswerQuizInput(
        enrollment_id=strawberry.ID("n1"),
        lesson_id=strawberry.ID("l1"),
        answers=[chosen],
        idempotency_key="k1",
    )

    assert c.handed(quiz) == {"course_id": "c1", "questions": [Asked("几天内可退？", ["七天", "十天"], [0])]}
    assert c.handed(answer) == {
        "enrollment_id": "n1", "lesson_id": "l1", "answers": [Chosen("q1", [1, 2])], "idempotency_key": "k1",
    }  # fmt: skip


def test_what_was_not_sent_is_not_handed_on_and_what_is_false_is():
    kept = c.KeepLessonInput(
        enrollment_id=strawberry.ID("n1"), lesson_id=strawberry.ID("l1"), position=0, is_done=False
    )

    assert c.handed(kept) == {"enrollment_id": "n1", "lesson_id": "l1", "position": 0, "is_done": False}
    assert c.handed(c.RemoveLessonInput(id=strawberry.ID("l1"))) == {"id": "l1"}
    assert c.handed(c.SaveQuizInput(questions=[])) == {"questions": []}
