"""What the operations are handed in place of the inputs inside of an input."""

from __future__ import annotations

from decimal import Decimal

from strawberry import ID

from schema.judged_inputs import (
    AnswerPeerInviteInput,
    PeerRatingInput,
    QualityQuestionInput,
    SaveQualitySheetInput,
)
from schema.judged_mutations import handed
from server.performance.operations.peer_answers import Rated
from server.performance.operations.quality import Asked


def test_inputs_inside_of_inputs_become_what_operations_take():
    asked = QualityQuestionInput(text="准确", weight=Decimal(100))

    found = handed(SaveQualitySheetInput(code="S", name="表", questions=[asked]))

    assert found == {"code": "S", "name": "表", "questions": [Asked("准确", Decimal(100))]}
    ratings = [PeerRatingInput(key="q1", rating=4)]
    assert handed(AnswerPeerInviteInput(id=ID("i"), ratings=ratings))["ratings"] == [Rated("q1", 4)]
