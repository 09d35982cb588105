"""Asking for approval: a chain of steps, who decides at each, ten seconds to think again. It knows no domain."""

from server.approvals.chains import end_deputy, set_chain, set_deputy
from server.approvals.decisions import decide, decide_many, undo_decision
from server.approvals.kinds import DEFAULT_STEPS, Kind, Kinds, Step
from server.approvals.models import Decided, RequestState, TaskState
from server.approvals.requests import NoApprover, foresee, submit_request, withdraw, withdraw_own

__all__ = [
    "DEFAULT_STEPS",
    "Decided",
    "Kind",
    "Kinds",
    "NoApprover",
    "RequestState",
    "Step",
    "TaskState",
    "decide",
    "decide_many",
    "end_deputy",
    "foresee",
    "set_chain",
    "set_deputy",
    "submit_request",
    "undo_decision",
    "withdraw",
    "withdraw_own",
]
