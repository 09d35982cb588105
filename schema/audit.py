"""The audit types: what was changed, and who looked at what."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.filters import define_for
from schema.planned import Node, column
from server.kernel.labels import label


@strawberry.type(description=label("审计记录", "Audit entry"))
class AuditEntry(Node):
    seq: int | None = column("序号", "Sequence number")
    at: datetime | None = column("时间", "At")
    actor_id: strawberry.ID | None = column("操作账号", "Actor account")
    actor_name: str | None = column("操作人", "Actor")
    action: str | None = column("操作", "Action")
    subject_type: str | None = column("对象类型", "Subject type")
    subject_id: strawberry.ID | None = column("对象编号", "Subject id")
    purpose: str | None = column("用途", "Purpose")
    request_id: str | None = column("请求编号", "Request id")
    policy_version: str | None = column("权限版本", "Policy version")
    changes: str | None = column("变更（JSON）", "Changes as JSON")
    prev_hash: str | None = column("前一散列", "Previous hash")
    hash: str | None = column("散列", "Hash")


@strawberry.type(description=label("访问记录", "Access log entry"))
class AccessLogEntry(Node):
    at: datetime | None = column("时间", "At")
    actor_id: strawberry.ID | None = column("查看账号", "Viewer account")
    actor_name: str | None = column("查看人", "Viewer")
    roles: str | None = column("角色", "Roles")
    subject_type: str | None = column("对象类型", "Subject type")
    subject_id: strawberry.ID | None = column("对象编号", "Subject id")
    field_group: str | None = column("字段级别（以空格分隔）", "Field classes, parted by spaces")
    rule: str | None = column("依据的规则（以空格分隔）", "Rules, parted by spaces")
    document: str | None = column("查询文档", "Document")
    rows: int | None = column("行数", "Rows")
    purpose: str | None = column("用途", "Purpose")
    request_id: str | None = column("请求编号", "Request id")


TYPES = (AuditEntry, AccessLogEntry)
define_for(*TYPES)
