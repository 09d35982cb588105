"""The schema: every query and mutation in one place, and the check that each field has a column or link behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import GraphQLObjectType
from strawberry.schema.config import StrawberryConfig

from schema import audit, people
from schema.access import AccessQuery, Viewer
from schema.call import planned
from schema.filters import MOMENTS, list_arguments, with_arguments
from schema.metric_mutations import MetricMutation
from schema.metric_queries import MetricQuery
from schema.people_mutations import PeopleMutation
from schema.planned import Connection, Node, PageInfo
from schema.scalars import SCALARS
from server.kernel.labels import label
from server.plan.entity import Entity
from server.plan.where import snake

Arguments = tuple[tuple[str, str, str, str], ...]


def root(
    zh: str, en: str, arguments: Arguments = ()
) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a root field the read engine answers."""

    async def resolve(info: strawberry.Info, **_: Any) -> Any:  # a row the engine made
        return await planned(info)

    return strawberry.field(description=label(zh, en))(with_arguments(resolve, arguments))


def listed(zh: str, en: str, target: str, *, search: bool = True) -> Any:  # as above
    return root(zh, en, list_arguments(target, search=search, moments=True))


ONE: Arguments = (("id", "strawberry.ID", "编号", "Id"), ("code", "str", "编码", "Code"), *MOMENTS)


@strawberry.type(description=label("查询", "Queries"))
class Query(AccessQuery, MetricQuery):
    me: people.Employee | None = root("我的员工记录", "My own employee record", MOMENTS)
    employee: people.Employee | None = root("一名员工", "One employee", ONE)
    employees: Connection[people.Employee] = listed("员工", "Employees", "Employee")
    department: people.Department | None = root("一个部门", "One department", ONE)
    departments: Connection[people.Department] = listed("部门", "Departments", "Department")
    org_chart: Connection[people.Department] = listed(
        "组织架构的顶层", "Tops of the organization", "Department"
    )
    positions: Connection[people.Position] = listed("岗位", "Positions", "Position")
    locations: Connection[people.Location] = listed("工作地点", "Locations", "Location")
    audit_entries: Connection[audit.AuditEntry] = listed(
        "审计记录", "Audit entries", "AuditEntry", search=False
    )
    access_log: Connection[audit.AccessLogEntry] = listed(
        "访问记录", "Access log", "AccessLogEntry", search=False
    )


@strawberry.type(description=label("变更", "Mutations"))
class Mutation(PeopleMutation, MetricMutation):
    """All mutations; each calls one operation."""


TYPES = (*people.TYPES, *audit.TYPES)


def build() -> strawberry.Schema:
    """Build the schema."""
    return strawberry.Schema(
        Query,
        Mutation,
        types=[*TYPES, Node, PageInfo, Viewer],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )


def unbacked(schema: strawberry.Schema, entities: Mapping[str, Entity]) -> list[str]:
    """Name every field of a planned type that has no column or link behind it, and every entity without a type."""
    types = schema._schema.type_map  # noqa: SLF001 (graphql-core's schema, which Strawberry keeps private)
    missing = [name for name in entities if not isinstance(types.get(name), GraphQLObjectType)]
    for name, entity in entities.items():
        found = types.get(name)
        if isinstance(found, GraphQLObjectType):
            missing += [f"{name}.{field}" for field in found.fields if not entity.has(snake(field))]
    return missing
