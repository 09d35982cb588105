"""The audit tables; their rows cannot be changed or deleted, the database itself refuses."""

from __future__ import annotations

from tortoise.models import Model

from server.kernel.ids import new_id
from server.kernel.labels import label
from server.store.fields import Instant, Int, LongText, Minor, Text, TextId

GENESIS = "0" * 64


class AuditEntry(Model):
    """One change; `hash` covers the row and the hash before it."""

    id = TextId(primary_key=True, default=new_id, description=label("编号", "Id"))
    seq = Minor(unique=True, description=label("序号", "Sequence number"))
    at = Instant(db_index=True, description=label("时间", "At"))
    actor_id = Text(36, db_index=True, description=label("操作账号", "Actor account"))
    actor_name = Text(200, description=label("操作人", "Actor"))
    action = Text(100, db_index=True, description=label("操作", "Action"))
    subject_type = Text(60, description=label("对象类型", "Subject type"))
    subject_id = Text(36, description=label("对象编号", "Subject id"))
    purpose = Text(200, description=label("用途", "Purpose"))
    request_id = Text(64, description=label("请求编号", "Request id"))
    policy_version = Text(64, description=label("权限版本", "Policy version"))
    changes = LongText(description=label("变更", "Changes"))
    prev_hash = Text(64, description=label("前一散列", "Previous hash"))
    hash = Text(64, description=label("散列", "Hash"))

    class Meta:
        table = "audit_entry"
        indexes = (("subject_type", "subject_id"),)


class AuditHead(Model):
    """The end of the chain: one row, locked while an entry is added."""

    id = Minor(primary_key=True, description=label("编号", "Id"))
    seq = Minor(description=label("序号", "Sequence number"))
    hash = Text(64, description=label("散列", "Hash"))

    class Meta:
        table = "audit_head"


class AccessLog(Model):
    """One look at protected values: who saw which group of fields of whom, under which rule."""

    id = TextId(primary_key=True, default=new_id, description=label("编号", "Id"))
    at = Instant(db_index=True, description=label("时间", "At"))
    actor_id = Text(36, db_index=True, description=label("查看账号", "Viewer account"))
    actor_name = Text(200, description=label("查看人", "Viewer"))
    roles = Text(200, description=label("角色", "Roles"))
    subject_type = Text(60, description=label("对象类型", "Subject type"))
    subject_id = Text(36, null=True, description=label("对象编号", "Subject id"))
    field_group = Text(60, description=label("字段级别（以空格分隔）", "Field classes, parted by spaces"))
    rule = Text(200, description=label("依据的规则（以空格分隔）", "Rules, parted by spaces"))
    document = Text(100, description=label("查询文档", "Document"))
    rows = Int(description=label("行数", "Rows"))
    purpose = Text(200, description=label("用途", "Purpose"))
    request_id = Text(64, description=label("请求编号", "Request id"))

    class Meta:
        table = "access_log"
        indexes = (("subject_id", "at"), ("actor_id", "at"))


def after_migration(dialect: str) -> list[str]:
    """Return the repeatable statements that start the chain and forbid changing it."""
    head = f"INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '{GENESIS}') ON CONFLICT DO NOTHING"  # noqa: S608
    guard = _sqlite_triggers() if dialect == "sqlite" else _postgres_triggers()
    return [head, *guard]


def _sqlite_triggers() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS audit_entry_no_{act.lower()} BEFORE {act} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END"
        for act in ("UPDATE", "DELETE")
    ]


def _postgres_triggers() -> list[str]:
    refuse = "RAISE EXCEPTION 'audit entries cannot be changed' USING ERRCODE = 'check_violation'"
    make, run = "CREATE OR REPLACE TRIGGER audit_entry_no", "EXECUTE FUNCTION audit_entry_refuse()"
    function = "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    return [
        f"{function} $$ BEGIN {refuse}; END $$",
        f"{make}_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW {run}",
        f"{make}_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT {run}",
    ]
