"""Rounds of feedback for who runs them: set up, take people in, open, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NAMES = ("code", "name", "nameEn", "kind", "startsOn", "endsOn", "leastAnswers", "questions", "questionsEn")
USUAL = "协作顺畅，愿意帮忙\n说到做到，按时交付\n主动沟通，信息透明\n关注客户，服务到位"
USUAL_EN = (
    "Works well with others and helps out\nDoes what was promised, on time\nSpeaks up early and openly\n"
    "Keeps the customer in mind"
)
DONE = {"open": "round-opened", "close": "round-closed", "include": "saved"}


class Rounds:
    """GET and POST /peers/new and /peers/{round}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def edit(self, request: Request) -> Response:
        ctx = request.state.ctx
        if not may_write(ctx, "Mutation.savePeerRound", own=False):
            raise PageTrouble(404, "")
        problem = Form("", {"startsOn": ctx.today.isoformat(), "questions": USUAL, "questionsEn": USUAL_EN})
        if request.method == "POST":
            form, values = await sent(self.pages, request, NAMES)
            done = await act(
                self.pages, request, "peers/save", told(values), values, str(form.get("key", ""))
            )
            if done is None:
                return tell(back_to("/peers"), "saved")
            problem = done
        return await self.pages.show(
            request, "peers/edit.html", {"form": problem, "key": uuid4().hex}, status=problem.status
        )

    async def one(self, request: Request) -> Response:
        ctx, problem = request.state.ctx, Form("")
        round_id = request.path_params["round"]
        runs = may_write(ctx, "Mutation.savePeerRound", own=False)
        if not (runs or may_see(ctx, "PeerResult.id")):
            raise PageTrouble(404, "")
        if request.method == "POST":
            done = await self._act(request, round_id)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(request, "peers/round", id=round_id)
        if answer["peerRound"] is None:
            raise PageTrouble(404, "")
        shown = {
            "round": answer["peerRound"],
            "departments": [(row["code"], row["name"]) for row in nodes(answer, "departments")],
            "results": sorted(nodes(answer, "peerResults"), key=lambda row: -float(row["mean"])),
            "partners": nodes(answer, "partnerRatings"),
            "runs": runs,
            "form": problem,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "peers/round.html", shown, status=problem.status)

    async def _act(self, request: Request, round_id: str) -> Response | Form:
        names = ("do", "employeeCodes", "departmentCode", "askingDepartmentCode")
        form, values = await sent(self.pages, request, names)
        do = values["do"] if values["do"] in DONE else "include"
        given: dict[str, Any] = {"id": round_id, **version_of(form)}
        if do == "include":
            codes = values["employeeCodes"].replace("，", " ").replace(",", " ").split()
            given = {"roundId": round_id, "employeeCodes": codes} | {
                name: values[name] for name in names[2:] if values[name]
            }
        problem = await act(self.pages, request, f"peers/{do}", given, values, str(form.get("key", "")))
        return problem or tell(back_to(f"/peers/{round_id}"), DONE[do])


def told(values: Mapping[str, str]) -> dict[str, Any]:
    """Return a round as the contract takes it; each line is a question, in both languages side by side."""
    english = values["questionsEn"].splitlines()
    lines = [line.strip() for line in values["questions"].splitlines() if line.strip()]
    given: dict[str, Any] = {name: values[name] for name in ("code", "name", "nameEn", "startsOn", "endsOn")}
    given["kind"] = values["kind"] or "PEOPLE"
    if values["leastAnswers"].isdigit():
        given["leastAnswers"] = int(values["leastAnswers"])
    pairs = zip(lines, english + [""] * len(lines), strict=False)
    given["questions"] = [{"zh": zh, "en": en.strip()} for zh, en in pairs]
    return given
