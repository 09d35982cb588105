"""What people do to accounts, rights, tokens, sessions and settings; each deed is decided by policy and audited."""

from server.access.operations.accounts import (
    create_account,
    disable_account,
    enable_account,
    invite_account,
    unlink_account,
    unlock_account,
    update_account,
)
from server.access.operations.grants import decide_grant, revoke_role, withdraw_grant
from server.access.operations.sessions import end_account_sessions, end_other_sessions, end_session
from server.access.operations.settings import change_setting
from server.access.operations.tokens import create_token, revoke_token

__all__ = [
    "change_setting",
    "create_account",
    "create_token",
    "decide_grant",
    "disable_account",
    "enable_account",
    "end_account_sessions",
    "end_other_sessions",
    "end_session",
    "invite_account",
    "revoke_role",
    "revoke_token",
    "unlink_account",
    "unlock_account",
    "update_account",
    "withdraw_grant",
]
