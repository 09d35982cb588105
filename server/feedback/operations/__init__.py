"""What changes the rows of the customer domain."""

from server.feedback.operations.disputes import (
    decide_answer_dispute,
    dispute_answer,
    reverse_answer_exclusion,
    withdraw_answer_dispute,
)
from server.feedback.operations.field_facts import write_field_fact

__all__ = [
    "decide_answer_dispute",
    "dispute_answer",
    "reverse_answer_exclusion",
    "withdraw_answer_dispute",
    "write_field_fact",
]
