"""The access tables. No password, session or token is ever stored, only what proves it."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Ref, Text, TextId


class Account(Row):
    """Someone who can sign in; `employee_id` is the person behind it, if there is one."""

    username = Text(100, unique=True, description=label("用户名", "User name"))
    password_hash = Text(200, null=True, description=label("密码散列", "Password hash"))
    employee_id = TextId(null=True, unique=True, description=label("员工编号", "Employee id"))
    display_name = Text(200, description=label("显示名", "Display name"))
    language = Text(2, default="", description=label("语言", "Language"))
    is_active = Flag(default=True, description=label("是否启用", "Active"))
    seen_at = Instant(null=True, description=label("最近使用", "Last seen at"))

    class Meta:
        table = "account"


class RoleGrant(Row):
    """A role an account holds for a while; with a department, its team is that subtree."""

    account = Ref("Account", description=label("账号", "Account"))
    role = Text(60, description=label("角色", "Role"))
    department_id = TextId(null=True, description=label("部门", "Department"))
    valid_from = Day(description=label("生效日期", "Valid from"))
    valid_to = Day(null=True, description=label("失效日期（不含）", "Valid to, excluded"))

    class Meta:
        table = "role_grant"


class ProposalKind(StrEnum):
    """What a proposal would give: a role, or the record of an employee as one's own."""

    GRANT = "GRANT"
    LINK = "LINK"


class ProposalState(StrEnum):
    OPEN = "OPEN"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class GrantProposal(Row):
    """A right that one person asks for an account and a second one must approve; `created_by` proposed it."""

    account = Ref("Account", description=label("账号", "Account"))
    kind = Choice(ProposalKind, description=label("种类", "Kind"))
    role = Text(60, default="", description=label("角色", "Role"))
    department_id = TextId(null=True, description=label("部门", "Department"))
    employee_id = TextId(null=True, description=label("员工编号", "Employee id"))
    valid_from = Day(null=True, description=label("生效日期", "Valid from"))
    valid_to = Day(null=True, description=label("失效日期（不含）", "Valid to, excluded"))
    reason = Text(500, description=label("理由", "Reason"))
    state = Choice(ProposalState, default=ProposalState.OPEN, description=label("状态", "State"))
    proposed_by = Text(200, description=label("提出人", "Proposed by"))
    decided_by = Text(200, default="", description=label("决定人", "Decided by"))
    decided_at = Instant(null=True, description=label("决定时间", "Decided at"))
    note = Text(500, default="", description=label("说明", "Note"))

    class Meta:
        table = "grant_proposal"
        indexes = (("state", "created_at"),)


class Session(Row):
    """A signed-in browser, known by the digest of its cookie."""

    account = Ref("Account", description=label("账号", "Account"))
    digest = Text(64, unique=True, description=label("会话摘要", "Digest of the cookie"))
    device = Text(60, default="", db_default="", description=label("设备", "Device"))
    seen_at = Instant(description=label("最近活动", "Last seen at"))
    expires_at = Instant(db_index=True, description=label("到期时间", "Expires at"))

    class Meta:
        table = "session"


class ApiToken(Row):
    """A token for programs; `hint` is its visible beginning, so that its owner can tell one from another.

    `scopes` is "read" for a token that may change nothing, else empty.
    """

    account = Ref("Account", description=label("账号", "Account"))
    digest = Text(64, unique=True, description=label("令牌摘要", "Digest of the token"))
    hint = Text(12, description=label("令牌开头", "Beginning of the token"))
    name = Text(100, default="", db_default="", description=label("用途", "What it is for"))
    scopes = Text(500, default="", description=label("权限范围", "Scopes"))
    expires_at = Instant(description=label("到期时间", "Expires at"))
    used_at = Instant(null=True, description=label("最近使用", "Last used at"))

    class Meta:
        table = "api_token"


class Invitation(Row):
    """A link with which someone sets the first password of an account; used once."""

    account = Ref("Account", description=label("账号", "Account"))
    digest = Text(64, unique=True, description=label("邀请摘要", "Digest of the invitation"))
    expires_at = Instant(description=label("到期时间", "Expires at"))
    used_at = Instant(null=True, description=label("使用时间", "Used at"))

    class Meta:
        table = "invitation"


class SignInThrottle(Row):
    """Failed sign-ins under one key: an account, a network, both together, or everybody."""

    key = Text(64, unique=True, description=label("限速键摘要", "Digest of the key"))
    account_id = TextId(null=True, db_index=True, description=label("账号", "Account"))
    failures = Int(default=0, description=label("失败次数", "Failures"))
    failed_at = Instant(db_index=True, description=label("最近失败", "Last failure at"))
    blocked_until = Instant(null=True, description=label("限制至", "Blocked until"))
    succeeded_at = Instant(null=True, description=label("最近成功", "Last success at"))

    class Meta:
        table = "sign_in_throttle"


class Setting(Row):
    """A company setting that differs from its default; what may stand here is in `registry.py`."""

    name = Text(60, unique=True, description=label("设置名称", "Name of the setting"))
    value = LongText(description=label("值", "Value"))

    class Meta:
        table = "setting"
