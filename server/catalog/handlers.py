"""Every kind of work done later, and what is done once a day: one line a domain."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from server.approvals import Kinds, settling
from server.attendance import jobs as attendance
from server.attendance.approving import ABSENCE
from server.attendance.operations.leaving import stop_attendance
from server.catalog import days
from server.catalog.delivery import counting, reader_of
from server.catalog.field import draw_quality
from server.catalog.learning import training_works
from server.catalog.meeting import engagement_works
from server.delivery import digests
from server.delivery import jobs as delivery
from server.engagement import jobs as engagement
from server.feedback import jobs as feedback
from server.feedback.heap_jobs import heap_nameless
from server.feedback.operations.public import forget_windows
from server.feedback.operations.ratings import ask_after_cases
from server.feedback.topic_jobs import gather_clusters
from server.imports import jobs as imports
from server.incentives import jobs as incentives
from server.incentives.approving import COMMISSION, SCHEME
from server.incentives.payouts.approving import PAYOUT_RUN
from server.jobs import Handlers
from server.kernel.clock import Clock
from server.kernel.context import Context
from server.metrics.governance.desk import Desks
from server.metrics.reporting import jobs as reports
from server.people import bulk_jobs
from server.people import jobs as people
from server.people.models import ExitTarget
from server.people.operations.resign import RESIGNATION
from server.people.reminders import Everyone, reminders
from server.performance.cycles import jobs as cycles
from server.performance.cycles.leaving import finalize_performance
from server.performance.goals import jobs as goals
from server.performance.peers.jobs import close_due_rounds
from server.performance.plans.approving import PLAN
from server.recruiting.jobs import erase_candidates
from server.training import enroll_jobs
from server.training.operations.outside import OUTSIDE
from server.web.house import House

EXITS = {ExitTarget.ATTENDANCE: stop_attendance, ExitTarget.PERFORMANCE: finalize_performance}
"""What an exit brings in the domains above people."""
Daily = Callable[[Context], Awaitable[None]]


def handlers(house: House, desks: Desks) -> Handlers:
    """Return what runs each topic and kind of job, each domain's own beside the others'."""
    parts, store = house.parts, house.store
    registry = desks.of(store).registry
    return {
        **reports.handlers(store, registry, parts.clock, parts.policy, house.accounts.everyone),
        **settling.handlers(store, parts.clock, parts.policy, kinds()),
        **imports.handlers(store, parts.clock, parts.policy, house.accounts.everyone),
        **feedback.handlers(store, parts.clock, parts.policy, house.accounts.everyone),
        **cycles.handlers(store, registry, parts.clock, parts.policy),
        **enroll_jobs.handlers(store, parts.clock, parts.policy, house.accounts.everyone),
        **bulk_jobs.handlers(store, parts.clock, parts.policy, house.accounts.everyone),
        **people.handlers(store, parts.clock, parts.policy, EXITS),
        **delivery.handlers(
            store, parts.clock, parts.wall or Clock(), parts.policy, reader_of, counting(house)
        ),
        **engagement.handlers(store, parts.clock, parts.policy),
        **days.handlers(store, parts.clock, parts.policy, daily(house.accounts.everyone)),
    }


def daily(everyone: Everyone) -> tuple[Daily, ...]:
    """Return what each domain does once a local day, and soon after a start on a day without it."""
    return (
        *imports.daily_works(everyone),
        forget_windows,
        attendance.accrue_leave,
        attendance.look_for_gaps,
        incentives.vest_commissions,
        incentives.end_schemes,
        *cycles.daily_works(),
        *goals.daily_works(),
        people.close_due_accounts,
        draw_quality,
        gather_clusters,
        ask_after_cases,
        heap_nameless,
        close_due_rounds,
        *training_works,
        feedback.look_for_unrouted(everyone),
        feedback.close_resolved,
        reminders(everyone),
        *engagement_works,
        erase_candidates,
        digests.ask_digests,
        delivery.forget_deliveries,
    )


def kinds() -> Kinds:
    """Return what can be asked for, and what follows from its approval."""
    return {
        each.name: each
        for each in (
            ABSENCE,
            RESIGNATION,
            PAYOUT_RUN,
            PLAN,
            SCHEME,
            COMMISSION,
            OUTSIDE,
        )
    }


async def begin(house: House, _: asyncio.Event) -> None:
    """Ask for this day's work; what has been done today already is not done again."""
    await days.ask(house.store, house.parts.clock, house.parts.policy)
