"""GET /ical/{key}.ics: what an employee has ahead in every domain, for programs that hold the key of their calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.catalog.delivery import reader_of
from server.delivery.calendar import Occasion, etag, owner_of, spelled
from server.delivery.sending import outside
from server.kernel.clock import spell_instant
from server.kernel.context import SYSTEM, Context
from server.store.store import Store
from server.web.house import House

BEHIND: Final = timedelta(days=31)
HEADERS: Final = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
SESSIONS: Final = """
select s.id, c.title, s.title, s.starts_at, s.ends_at, s.updated_at, s.sequence, s.place,
  s.state = 'CANCELED' or t.state = 'CANCELED'
from session_seat t join training_session s on s.id = t.session_id join course c on c.id = s.course_id
where t.employee_id = {0} and t.state in ('SEATED', 'ATTENDED', 'CANCELED') and s.starts_at >= {1}
"""
MEETINGS: Final = """
select m.id, m.title, m.starts_at, m.minutes_long, m.updated_at, m.version, m.where_to
from meeting_invite i join meeting m on m.id = i.meeting_id
where i.employee_id = {0} and m.starts_at >= {1} and m.state <> 'MISSED'
"""
COURSES: Final = """
select e.id, c.title, e.due_on, e.updated_at, e.version from enrollment e join course c on c.id = e.course_id
where e.employee_id = {0} and e.due_on >= {1} and e.state in ('ASSIGNED', 'STARTED', 'EXAM', 'COACHING')
"""
ACTIONS: Final = """
select a.id, a.text, a.due_on, a.updated_at, a.version from meeting_action a
where a.owner_id = {0} and a.due_on >= {1} and a.done_on is null
"""
ALL_DAY_ALARM: Final = -9 * 60
"""At nine in the morning of the day."""


def routes(house: House) -> list[Route]:
    """Return the door. It knows nobody but by the key; a wrong one and a revoked one are the same."""

    async def feed(request: Request) -> Response:
        clock, parts = house.parts.clock, house.parts
        ctx = Context(SYSTEM, clock.now(), clock.today(), parts.policy(), house.store)
        person = await owner_of(ctx, request.path_params["key"])
        if person is None or await house.store.write(lambda: reader_of(ctx, person)) is None:
            return Response(status_code=404, headers=HEADERS)
        body = await calendar_of(ctx, person)
        tag = etag(body)
        headers = {**HEADERS, "ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route("/ical/{key}.ics", feed)]


async def calendar_of(ctx: Context, employee_id: str) -> bytes:
    settings = ctx.store.settings
    return spelled(await occasions(ctx, employee_id), settings.zone, settings.company, outside(settings, ""))


async def occasions(ctx: Context, employee_id: str) -> list[Occasion]:
    """List what a person has ahead, and what lies up to a month back."""
    store, day = ctx.store, (ctx.now - BEHIND).date()
    since = spell_instant(ctx.now - BEHIND)
    return [
        *[_session(*row) for row in await store.ask(SESSIONS, employee_id, since)],
        *[_meeting(*row) for row in await store.ask(MEETINGS, employee_id, since)],
        *await _days(store, COURSES, employee_id, day, "course", "培训截止：{}", "/learn/{}"),
        *await _days(store, ACTIONS, employee_id, day, "action", "行动截止：{}", "/meetings"),
    ]


def _session(
    row_id: str, course: str, title: str, starts: str, ends: str, changed: str, sequence: int, place: str, off: object
) -> Occasion:  # fmt: skip
    name = f"{course} · {title}" if title and title != course else course
    return Occasion(
        f"session-{row_id}",
        name,
        _at(starts),
        _at(ends),
        _at(changed),
        sequence,
        place,
        "/me/learning",
        bool(off),
    )


def _meeting(
    row_id: str, title: str, starts: str, minutes: int, changed: str, version: int, place: str
) -> Occasion:
    begins = _at(starts)
    ends = begins + timedelta(minutes=minutes)
    return Occasion(
        f"meeting-{row_id}", title, begins, ends, _at(changed), version, place, f"/meetings/{row_id}"
    )


async def _days(
    store: Store, sql: str, employee_id: str, since: date, kind: str, title: str, link: str
) -> Sequence[Occasion]:
    found = []
    for row_id, text, due, changed, version in await store.ask(sql, employee_id, since):
        day = due if isinstance(due, date) else date.fromisoformat(str(due))
        until = day + timedelta(days=1)
        found.append(
            Occasion(
                f"{kind}-{row_id}", title.format(text), day, until, _at(changed), version,
                link=link.format(row_id), alarm_minutes=ALL_DAY_ALARM,
            )
        )  # fmt: skip
    return found


def _at(moment: str | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)
