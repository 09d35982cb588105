"""Everybody employed, as the rules of training need to know them."""

from __future__ import annotations

from collections.abc import Mapping

from server.kernel.context import Context
from server.people.models import Assignment, Department, Employment, Position
from server.people.operations.access import link
from server.training.rules import Trainee


async def trainees(ctx: Context) -> dict[str, Trainee]:
    """Return everybody employed today, as the rules need to know them."""
    stays = await Employment.filter(superseded_at=None, hired_on__lte=ctx.today).order_by("hired_on")
    hired = {
        link(row, "employee_id"): row.hired_on
        for row in stays
        if row.left_on is None or row.left_on >= ctx.today
    }
    posts = await Assignment.filter(is_primary=True, superseded_at=None, valid_from__lte=ctx.today)
    places = {
        link(row, "employee_id"): row for row in posts if row.valid_to is None or row.valid_to > ctx.today
    }
    jobs = {row.id: row for row in await Position.all()}
    above = lines({row.id: (row.code, link(row, "parent_id")) for row in await Department.all()})
    found = {}
    for person, hired_on in hired.items():
        post = places.get(person)
        job = jobs.get(link(post, "position_id")) if post else None
        found[person] = Trainee(
            person, hired_on, above.get(link(post, "department_id"), frozenset()) if post else frozenset(),
            (job.family or "") if job else "", job.code if job else "",
        )  # fmt: skip
    return found


def lines(departments: Mapping[str, tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return each department's own code with those of all above it."""
    found: dict[str, frozenset[str]] = {}
    for start in departments:
        codes, at = set(), start
        while at in departments and departments[at][0] not in codes:
            codes.add(departments[at][0])
            at = departments[at][1]
        found[start] = frozenset(codes)
    return found
