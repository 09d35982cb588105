"""How the audit types of GraphQL stand on the tables."""

from __future__ import annotations

from dataclasses import replace

from server.audit import models
from server.plan.entity import PUBLIC, Entity, Kind, derive


def entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    entry = derive(models.AuditEntry)
    entry["seq"] = replace(entry["seq"], kind=Kind.INT)
    log = derive(models.AccessLog)
    return (
        Entity("AuditEntry", "audit_entry", entry, relations=PUBLIC, order=(("seq", True),)),
        Entity(
            "AccessLogEntry",
            "access_log",
            log,
            relations={"self": "{self}.subject_id=:me", "org": ""},
            order=(("at", True),),
        ),
    )
