"""What the changes of training hand on: the members sent, rubric and answers as the operations take them."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from schema import enrollment_inputs as i
from schema.course_operations import ChosenInput
from schema.enrollment_operations import handed
from server.training.models import ExamKind
from server.training.operations.exams import RubricLine
from server.training.operations.learning import Chosen

ROW = strawberry.ID("n1")


def test_a_rubric_and_answers_are_handed_on_as_what_the_operations_take():
    lines = [
        i.RubricLineInput(text="问候", points=0, most=10),
        i.RubricLineInput(text="办法", points=8, most=10),
    ]
    rated = i.RateExamInput(id=ROW, kind=ExamKind.SCENARIO, rubric=lines, score=None)
    taken = i.TakeExamInput(
        enrollment_id=ROW, answers=[ChosenInput(question_id=strawberry.ID("q1"), options=[])]
    )

    assert handed(rated) == {
        "id": "n1", "kind": ExamKind.SCENARIO, "rubric": [RubricLine("问候", 0, 10), RubricLine("办法", 8, 10)],
    }  # fmt: skip
    assert handed(taken) == {"enrollment_id": "n1", "answers": [Chosen("q1", [])]}


def test_a_score_of_nothing_is_a_score_and_a_rubric_that_was_not_sent_is_none():
    rated = i.RateExamInput(id=ROW, kind=ExamKind.WRITTEN, score=Decimal(0), rubric=None)

    assert handed(rated) == {"id": "n1", "kind": ExamKind.WRITTEN, "score": Decimal(0)}
