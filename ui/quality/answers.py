"""Customers' answers about oneself, and the disputes of them: object, decide, let count again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

DOCUMENTS = {
    "dispute": ("quality/dispute_answer", "disputed"),
    "withdraw": ("quality/withdraw_dispute", "taken-back"),
    "exclude": ("quality/decide_answer", "answer-excluded"),
    "uphold": ("quality/decide_answer", "answer-upheld"),
    "reverse": ("quality/reverse_answer", "answer-counts"),
}


class Answers:
    """GET and POST /quality/answers."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        ctx, problem = request.state.ctx, Form("")
        me, sees = ctx.principal.employee_id, may_see(ctx, "AnswerDispute.id")
        if me is None and not sees:
            raise PageTrouble(404, "")
        if request.method == "POST":
            done = await self._act(request)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(
            request, "quality/answers", mine={"agent": {"id": {"eq": me or ""}}}, disputes=None,
            after=request.query_params.get("after"),
        )  # fmt: skip
        disputes = nodes(answer, "answerDisputes")
        info = (answer["customerAnswers"] or {}).get("pageInfo") or {}
        shown = {
            "answers": nodes(answer, "customerAnswers") if me else [],
            "by_answer": {row["answer"]["id"]: row for row in disputes if row["answer"]},
            "waiting": [row for row in disputes if row["state"] == "WAITING" and row["agent"]["id"] != me],
            "decided": [row for row in disputes if row["state"] != "WAITING" and row["agent"]["id"] != me],
            "may_decide": may_write(ctx, "Mutation.decideAnswerDispute", own=False),
            "sees": sees,
            "next": query({"after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "form": problem,
            "keys": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "quality/answers.html", shown, status=problem.status)

    async def _act(self, request: Request) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", "id", "text"))
        document, said = DOCUMENTS.get(values["do"], DOCUMENTS["dispute"])
        given: dict[str, Any]
        if values["do"] == "dispute":
            given = {"answerId": values["id"], "reason": values["text"]}
        elif values["do"] == "withdraw":
            given = {"id": values["id"], **version_of(form)}
        elif values["do"] == "reverse":
            given = {"id": values["id"], "reason": values["text"], **version_of(form)}
        else:
            given = {"id": values["id"], "decision": values["text"], **version_of(form)}
            given["exclude"] = values["do"] == "exclude"
        problem = await act(self.pages, request, document, given, values, str(form.get("key", "")))
        return problem or tell(back_to("/quality/answers"), said)
