"""What the operations of feedback stand on: a round in its state, and who works where today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import orjson

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.people.models import Assignment, Department, Employee, Employment
from server.people.operations.access import link
from server.performance.peers.models import PeerRound, PeerRoundState


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


async def find_round(round_id: str, state: PeerRoundState, *, is_locked: bool = True) -> PeerRound:
    """Find a round in a state; answers do not wait for one another, what changes the round does."""
    rows = PeerRound.filter(id=round_id)
    row = await (rows.select_for_update() if is_locked else rows).get_or_none()
    if row is None:
        raise not_found()
    require_state(row, state)
    return row


def require_state(row: PeerRound, state: PeerRoundState) -> None:
    says = {
        PeerRoundState.NOMINATING: (
            "这一轮已开始，不能再改名单。",
            "The round has begun; it cannot change any more.",
        ),
        PeerRoundState.OPEN: ("这一轮不在作答期。", "The round is not open for answers."),
    }
    if row.state is not state:
        raise InvalidState(*says[state])


def keys_of(row: PeerRound) -> list[str]:
    """Return the keys of a round's questions, in order."""
    return [f"q{place}" for place in range(1, len(orjson.loads(row.questions)) + 1)]


async def person_of(code: str, field: str) -> str:
    found = await Employee.get_or_none(code=code.strip())
    if found is None:
        raise wrong(field, f"没有工号 {code[:32]}。", f"There is no employee {code[:32]}.")
    return found.id


async def members_of(ctx: Context, department_id: str) -> list[str]:
    """List who works in a department or below it today."""
    parents = {row.id: link(row, "parent_id") for row in await Department.all()}
    places = {place for place in parents if department_id in line_up(parents, place)}
    posts = Assignment.filter(
        department_id__in=sorted(places), is_primary=True, superseded_at=None, valid_from__lte=ctx.today
    )
    found = {link(post, "employee_id") for post in await posts if is_now(post.valid_to, ctx.today)}
    return sorted(await still_here(ctx, found))


def line_up(parents: Mapping[str, str], place: str) -> list[str]:
    """List a department and those above it."""
    found: list[str] = []
    while place and place not in found:
        found.append(place)
        place = parents.get(place, "")
    return found


def is_now(ends: date | None, today: date) -> bool:
    return ends is None or ends > today


async def still_here(ctx: Context, people: Collection[str]) -> set[str]:
    stays = await Employment.filter(employee_id__in=sorted(people), superseded_at=None)
    return {
        link(stay, "employee_id")
        for stay in stays
        if stay.hired_on <= ctx.today and (stay.left_on is None or stay.left_on >= ctx.today)
    }


async def note(
    ctx: Context, action: str, round_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"peers.{action}", subject_type="PeerRound", subject_id=round_id, changes=dict(changes)
    )
