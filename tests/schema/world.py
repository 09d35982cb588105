"""The sample world behind the schema: an engine on a planted store, and documents run as one of its callers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLError

from schema import root
from schema.call import Call
from server.audit import chain
from server.catalog import ROOTS, entities
from server.kernel.context import Context, Principal
from server.kernel.errors import Trouble
from server.plan.engine import Engine
from server.store.store import Store
from tests.plan.world import CALLERS, context, plant, uid
from tests.schema.admin_rows import plant_admin
from tests.schema.approval_rows import plant_approvals
from tests.schema.attendance_rows import plant_attendance
from tests.schema.competency_rows import plant_competencies
from tests.schema.course_rows import plant_courses
from tests.schema.cycle_rows import plant_cycles
from tests.schema.delivery_rows import plant_delivery
from tests.schema.engagement_rows import plant_engagement
from tests.schema.enrollment_rows import plant_enrollments, plant_evidence
from tests.schema.goal_rows import plant_goals
from tests.schema.intake_rows import plant_intake
from tests.schema.judged_rows import plant_judged
from tests.schema.payout_rows import plant_payouts
from tests.schema.plan_rows import plant_plans
from tests.schema.record_rows import plant_record
from tests.schema.recruiting_rows import plant_recruiting
from tests.schema.review_rows import plant_reviews
from tests.schema.scheme_rows import plant_schemes
from tests.schema.ticket_rows import plant_tickets
from tests.schema.topic_rows import plant_topics

SCHEMA = root.build()


@dataclass(frozen=True)
class World:
    """A planted store and its engine; `ask` runs a document as a role."""

    store: Store
    engine: Engine

    async def ask(self, role: str, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run as a role and return data and error codes; nobody signed in is the front door's business."""
        found = await SCHEMA.execute(document, variable_values=variables, context_value=self.call(role))
        return {"data": found.data, "codes": [code_of(error) for error in found.errors or ()]}

    def call(self, role: str) -> Call:
        return Call(self.context(role), self.engine, everyone)

    def context(self, role: str) -> Context:
        return context(self.store, role)


async def everyone() -> list[Principal]:
    return [caller.principal() for caller in CALLERS.values()]


def code_of(error: GraphQLError) -> str:
    cause = error.original_error
    return cause.code if isinstance(cause, Trouble) else f"{type(cause).__name__}: {error.message}"


async def planted(store: Store, schema: strawberry.Schema = SCHEMA) -> World:
    """Plant people, one audit entry and two looks, and return the world."""
    await plant(store)
    ctx = context(store, "hr_manager")
    looks = [
        chain.look(
            ctx,
            subject_type="Employee",
            subject_id=uid(code),
            field_group=group,
            rule="r",
            document="d",
            rows=1,
        )
        for code, group in (("E3", "pay"), ("E4", "contact"))
    ]

    async def more() -> None:
        await chain.record(ctx, "people.note", subject_type="Employee", subject_id=uid("E3"), changes={})
        await chain.log_access(looks)

    await store.write(more)
    await plant_admin(store)
    await plant_approvals(store)
    await plant_record(store)
    await plant_delivery(store)
    await store.write(plant_attendance)
    await plant_judged(store)
    await plant_engagement(store)
    await plant_recruiting(store)
    await store.write(plant_intake)
    await store.write(plant_competencies)
    await store.write(plant_enrollments)
    await plant_evidence(store)
    await store.write(plant_courses)
    await plant_topics(store)
    await plant_tickets(store)
    await store.write(plant_plans)
    await store.write(plant_goals)
    await store.write(lambda: plant_schemes(store))
    await store.write(plant_cycles)
    await store.write(plant_reviews)
    await plant_payouts(store)
    return World(store, Engine(schema._schema, entities(), ROOTS, store))
