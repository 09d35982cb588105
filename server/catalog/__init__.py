"""The only file that knows every domain: its entities and how root fields find their rows."""

from __future__ import annotations

from collections.abc import Iterable

from tortoise import Tortoise

from server.audit import entities as audit
from server.people import entities as people
from server.plan.compile import Root
from server.plan.entity import Entity
from server.store.config import APP, MODEL_MODULES

ROOTS = {
    "me": Root("Employee", "me"),
    "employee": Root("Employee", "row"),
    "employees": Root("Employee"),
    "department": Root("Department", "row"),
    "departments": Root("Department"),
    "orgChart": Root("Department", where="{self}.parent_id is null"),
    "positions": Root("Position"),
    "locations": Root("Location"),
    "auditEntries": Root("AuditEntry"),
    "accessLog": Root("AccessLogEntry"),
}


def entities() -> dict[str, Entity]:
    """Return every entity by its GraphQL name."""
    Tortoise.init_models(MODEL_MODULES, APP)
    return {entity.name: entity for entity in every()}


def every() -> Iterable[Entity]:
    yield from people.entities()
    yield from audit.entities()
