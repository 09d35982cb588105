"""What the mutations of meetings hand on: decisions in the shape the operation takes."""

from __future__ import annotations

import strawberry

from schema.engagement_inputs import KeepMinutesInput, MeetingDecisionInput
from schema.engagement_mutations import handed
from server.engagement.operations.meetings import Decided


def test_decisions_are_handed_on_in_their_own_shape():
    sent = KeepMinutesInput(
        id=strawberry.ID("m1"),
        minutes="好",
        decisions=[MeetingDecisionInput(item_id=strawberry.ID("p1"), decision="补话术")],
    )
    assert handed(sent)["decisions"] == [Decided("p1", "补话术")]
