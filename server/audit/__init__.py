"""What was changed, by whom and why, in a chain that shows tampering; and who saw what."""

from server.audit.anchors import run_anchors, write_anchor
from server.audit.chain import HIDDEN, Look, Verdict, log_access, look, record, verify

__all__ = [
    "HIDDEN",
    "Look",
    "Verdict",
    "log_access",
    "look",
    "record",
    "run_anchors",
    "verify",
    "write_anchor",
]
