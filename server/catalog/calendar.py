"""GET /ical/{key}.ics: what an employee has ahead in every domain, for programs that hold the key of their calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.catalog.delivery import reader_of
from server.delivery.calendar import Occasion, etag, owner_of, spelled
from server.delivery.sending import outside
from server.kernel.clock import spell_instant
from server.kernel.context import SYSTEM, Context
from server.kernel.errors import Busy
from server.web.house import House

BEHIND: Final = timedelta(days=31)
HEADERS: Final = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
AHEAD: Final = """
query Calendar($me: ID!, $since: DateTime!, $day: Date!) {
  sessions: trainingSessions(first: 100, where: {
    startsAt: { gte: $since },
    seats: { some: { employee: { id: { eq: $me } }, state: { in: [SEATED, ATTENDED, CANCELED] } } }
  }) {
    nodes {
      id title startsAt endsAt sequence place state course { title titleEn }
      seats(first: 1, where: { employee: { id: { eq: $me } } }) { nodes { state } }
    }
  }
  meetings(first: 100, where: {
    startsAt: { gte: $since }, state: { ne: MISSED }, invites: { some: { employeeId: { eq: $me } } }
  }) { nodes { id title titleEn startsAt minutesLong version whereTo } }
  courses: enrollments(first: 100, where: {
    employee: { id: { eq: $me } }, dueOn: { gte: $day }, state: { in: [ASSIGNED, STARTED, EXAM, COACHING] }
  }) { nodes { id dueOn version course { title titleEn } } }
  actions: meetingActions(first: 100, where: {
    ownerId: { eq: $me }, dueOn: { gte: $day }, doneOn: { isNull: true }
  }) { nodes { id dueOn version text } }
}
"""
"""What somebody has ahead, asked as they would ask it themselves."""
DUE: Final = {
    "course": {"zh": "培训截止：{}", "en": "Course due: {}"},
    "action": {"zh": "行动截止：{}", "en": "Action due: {}"},
}
CANCELED: Final = "CANCELED"
ALL_DAY_ALARM: Final = -9 * 60
"""At nine in the morning of the day."""
Row = Mapping[str, Any]  # a node of the answer


def routes(house: House) -> list[Route]:
    """Return the door. It knows nobody but by the key; a wrong one and a revoked one are the same."""

    async def feed(request: Request) -> Response:
        clock, parts = house.parts.clock, house.parts
        ctx = Context(SYSTEM, clock.now(), clock.today(), parts.policy(), house.store)
        person = await owner_of(ctx, request.path_params["key"])
        try:
            found = await occasions(house, ctx, person) if person else None
        except Busy as trouble:
            return Response(status_code=trouble.status, headers=HEADERS)
        if found is None:
            return Response(status_code=404, headers=HEADERS)
        tag = etag(found)
        headers = {**HEADERS, "ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        settings = house.store.settings
        body = spelled(found, ctx.now, settings.zone, settings.company, outside(settings, ""))
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route("/ical/{key}.ics", feed)]


async def occasions(house: House, ctx: Context, employee_id: str) -> list[Occasion] | None:
    """List what a person has ahead, and what lies up to a month back; None for who has no account that is open."""
    who = await house.accounts.of_employee(employee_id)
    reader = await house.store.write(lambda: reader_of(ctx, employee_id))
    if who is None or reader is None:
        return None
    since = ctx.now - BEHIND
    given = {"me": employee_id, "since": spell_instant(since), "day": since.date().isoformat()}
    reply = await house.executor.execute(ctx.acting_as(who), AHEAD, given)
    if reply.errors or reply.data is None:  # half a calendar would delete the rest from everybody's phone
        raise Busy("日历暂时无法读取，请稍后再试。", "The calendar cannot be read now; try again later.")
    return list(Told(reader.language).all(reply.data))


@dataclass(frozen=True)
class Told:
    """Turns the answer into occasions, in the language of its reader."""

    language: str

    def all(self, data: Row) -> Iterator[Occasion]:
        made = {
            "sessions": self.session,
            "meetings": self.meeting,
            "courses": self.course,
            "actions": self.action,
        }
        for name, occasion in made.items():
            for row in (data.get(name) or {}).get("nodes") or ():
                yield occasion(row)

    def session(self, row: Row) -> Occasion:
        course = self.title(row["course"] or {})
        name = f"{course} · {row['title']}" if row["title"] and row["title"] != course else course
        seats = (row["seats"] or {}).get("nodes") or ()
        return Occasion(
            f"session-{row['id']}", name, moment(row["startsAt"]), moment(row["endsAt"]), row["sequence"], row["place"],
            "/me/learning", CANCELED in (row["state"], *(seat["state"] for seat in seats)),
        )  # fmt: skip

    def meeting(self, row: Row) -> Occasion:
        begins = moment(row["startsAt"])
        return Occasion(
            f"meeting-{row['id']}", self.title(row), begins, begins + timedelta(minutes=row["minutesLong"]),
            row["version"], row["whereTo"], f"/meetings/{row['id']}",
        )  # fmt: skip

    def course(self, row: Row) -> Occasion:
        return self.day("course", row, self.title(row["course"] or {}), f"/learn/{row['id']}")

    def action(self, row: Row) -> Occasion:
        return self.day("action", row, row["text"], "/meetings/actions")

    def day(self, kind: str, row: Row, text: str, link: str) -> Occasion:
        day = date.fromisoformat(row["dueOn"])
        title = DUE[kind].get(self.language, DUE[kind]["zh"]).format(text)
        return Occasion(
            f"{kind}-{row['id']}", title, day, day + timedelta(days=1), row["version"], link=link,
            alarm_minutes=ALL_DAY_ALARM,
        )  # fmt: skip

    def title(self, row: Row) -> str:
        return str((row.get("titleEn") if self.language == "en" else "") or row.get("title") or "")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
