"""The addresses of feedback: what one is asked, what was said, and the rounds for who runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.peers.rounds import Rounds
from ui.quality.acting import act, sent
from ui.said import tell
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

ORDER = {"PEER": 1, "REPORT": 2, "MANAGER": 3, "OTHERS": 4, "SELF": 5}


def routes(pages: Pages) -> list[Route]:
    peers, rounds = Peers(pages), Rounds(pages)
    both = ["GET", "POST"]
    return [
        Route("/peers", guarded(pages, peers.mine)),
        Route("/peers/answer/{invite}", guarded(pages, peers.answer), methods=both),
        Route("/peers/partners", guarded(pages, peers.partners)),
        Route("/peers/new", guarded(pages, rounds.edit), methods=both),
        Route("/peers/{round}", guarded(pages, rounds.one), methods=both),
        Route("/peers/{round}/asked", guarded(pages, peers.asked), methods=both),
        Route("/peers/{round}/{person}", guarded(pages, peers.result)),
    ]


class Peers:
    """What one is asked and what was said of somebody."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def mine(self, request: Request) -> Response:
        ctx = request.state.ctx
        me = ctx.principal.employee_id
        if me is None:
            raise PageTrouble(404, "")
        answer = await self.pages.ask(request, "peers/mine", me=me)
        about = {
            row["round"]["id"]
            for row in nodes(answer, "peerNominations")
            if row["round"]["state"] == "NOMINATING"
        }
        shown = {
            "invites": nodes(answer, "peerInvites"),
            "rounds": nodes(answer, "peerRounds"),
            "naming": about,
            "results": {row["round"]["id"]: row for row in nodes(answer, "peerResults")},
            "me": me,
            "may_run": may_write(ctx, "Mutation.savePeerRound", own=False),
            "sees": may_see(ctx, "PeerResult.id"),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "peers/mine.html", shown)

    async def answer(self, request: Request) -> Response:
        """Answer an invitation, change the answer, or decline."""
        invite, problem = request.path_params["invite"], Form("")
        if request.method == "POST":
            form, values = await sent(self.pages, request, ("remark",))
            key = str(form.get("key", ""))
            if form.get("do") == "decline":
                done = await act(self.pages, request, "peers/decline", {"id": invite}, values, key)
                said = "declined"
            else:
                marks = {name: str(form[name]) for name in form if name.startswith("q")}
                typed = {**values, **marks, "ratings": ""}
                given = {"id": invite, "remark": values["remark"], "ratings": rated(marks)}
                done = await act(self.pages, request, "peers/answer", given, typed, key)
                said = "answered"
            if done is None:
                return tell(back_to("/peers"), said)
            problem = done
        answer = await self.pages.ask(request, "peers/invite", id=invite)
        row = answer["peerInvite"]
        if row is None or row["round"]["state"] != "OPEN":
            raise PageTrouble(404, "")
        shown = {"invite": row, "form": problem, "key": uuid4().hex}
        return await self.pages.show(request, "peers/answer.html", shown, status=problem.status)

    async def asked(self, request: Request) -> Response:
        """Name the colleagues who are asked about oneself, or about one of one's people."""
        ctx, problem = request.state.ctx, Form("")
        me = ctx.principal.employee_id
        person = request.query_params.get("person") or me
        round_id = request.path_params["round"]
        if person is None:
            raise PageTrouble(404, "")
        if request.method == "POST":
            form, values = await sent(self.pages, request, ("raterCodes",))
            codes = values["raterCodes"].replace("，", " ").replace(",", " ").split()
            given = {"roundId": round_id, "employeeId": person, "raterCodes": codes}
            done = await act(self.pages, request, "peers/nominate", given, values, str(form.get("key", "")))
            if done is None:
                return tell(back_to(f"/peers/{round_id}/asked?person={person}"), "saved")
            problem = done
        answer = await self.pages.ask(request, "peers/asked", round=round_id, person=person)
        asked = nodes(answer, "peerNominations")
        if answer["peerRound"] is None or not asked:
            raise PageTrouble(404, "")
        shown = {
            "round": answer["peerRound"],
            "asked": sorted(asked, key=lambda row: ORDER[row["relation"]]),
            "person": person,
            "own": person == me,
            "may_name": answer["peerRound"]["state"] == "NOMINATING"
            and may_write(ctx, "Mutation.nominatePeers", own=person == me),
            "form": problem,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "peers/asked.html", shown, status=problem.status)

    async def result(self, request: Request) -> Response:
        person = request.path_params["person"]
        answer = await self.pages.ask(
            request, "peers/result", round=request.path_params["round"], person=person
        )
        if answer["peerRound"] is None or answer["employee"] is None or not may_look(request, person):
            raise PageTrouble(404, "")
        shown = {
            "round": answer["peerRound"],
            "person": answer["employee"],
            "own": person == request.state.ctx.principal.employee_id,
            "groups": grouped(nodes(answer, "peerResults")),
            "remarks": [row["text"] for row in nodes(answer, "peerComments")],
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "peers/result.html", shown)

    async def partners(self, request: Request) -> Response:
        answer = await self.pages.ask(request, "peers/partners")
        shown = {
            "ratings": nodes(answer, "partnerRatings"),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "peers/partners.html", shown)


def may_look(request: Request, person: str) -> bool:
    ctx = request.state.ctx
    return person == ctx.principal.employee_id or may_see(ctx, "PeerResult.id")


def rated(marks: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"key": name, "rating": int(value)} for name, value in marks.items() if value.isdigit()]


def grouped(results: list[Any]) -> list[tuple[str | None, dict[str, Any]]]:
    """Return the groups, the total first, each with its rows by question."""
    found: dict[str | None, dict[str, Any]] = {}
    for row in results:
        found.setdefault(row["relation"], {})[row["question"]] = row
    return sorted(found.items(), key=lambda pair: ORDER.get(pair[0] or "", 0))
