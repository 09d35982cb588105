"""Suggestions, with a name or without, and the question of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled
from ui.offers import may_read, may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, sent, version_of
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

RATINGS = ("1", "2", "3", "4", "5")


class Suggestions:
    """One's own, and those one answers."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        if request.method == "POST":
            done = await self._send(request)
            if not isinstance(done, Form):
                return done
            return await self._page(request, done)
        return await self._page(request, Form(""))

    async def _send(self, request: Request) -> Response | Form:
        if request.state.ctx.principal.employee_id is None:
            raise PageTrouble(404, "")
        form, values = await sent(self.pages, request, ("text", "departmentCode", "how"))
        given = {
            "text": values["text"],
            **({"departmentCode": values["departmentCode"]} if values["departmentCode"] else {}),
        }
        if values["how"] == "named":
            problem = await act(
                self.pages, request, "support/suggest", given, values, str(form.get("key", ""))
            )
            return problem or tell(back_to("/support/suggestions?view=mine"), "suggested")
        answer = await self.pages.ask(request, "support/suggest_unnamed", input=given)
        if answer["sendAnonymousSuggestion"]:
            return tell(back_to("/support/suggestions"), "suggested-unnamed")
        return troubled(self._say(request), values, answer.errors, self.pages.language(request))

    async def answer(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "state", "answer"))
        given = {**values, **version_of(form)}
        problem = await act(
            self.pages, request, "support/answer_suggestion", given, values, str(form.get("key", ""))
        )
        if problem is None:
            return tell(back_to("/support/suggestions?view=all"), "suggestion-answered")
        return await self._page(request, problem)

    def _say(self, request: Request) -> str:
        return catalogue(self.pages.language(request)).ugettext("Not saved yet")

    async def _page(self, request: Request, form: Form) -> Response:
        ctx = request.state.ctx
        me, sees = ctx.principal.employee_id, may_see(ctx, "Suggestion.id")
        if me is None and not sees:
            raise PageTrouble(404, "")
        views = [*(["send", "mine"] if me else []), *(["all"] if sees else [])]
        view = request.query_params.get("view", "")
        view = view if view in views else views[0]
        where = {"isOwn": {"eq": True}} if view == "mine" else {}
        answer = await self.pages.ask(
            request, "support/suggestions", where=where, after=request.query_params.get("after")
        )
        found = answer["suggestions"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view,
            "views": views,
            "rows": found.get("nodes", ()),
            "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "departments": nodes(answer, "departments"),
            "may_answer": may_write(ctx, "Mutation.answerSuggestion", own=False),
            "form": form,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "support/suggestions.html", shown, status=form.status)


class Pulse:
    """This week's question, what past weeks brought, and the weeks to come."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        """Answer with one tap; no key is kept by which an answer could be found again."""
        form = Form("")
        if request.method == "POST":
            _, values = await sent(self.pages, request, ("id", "rating", "words"))
            given: dict[str, Any] = {"id": values["id"], "words": values["words"]}
            given["rating"] = int(values["rating"]) if values["rating"] in RATINGS else 0
            answer = await self.pages.ask(request, "support/answer_pulse", input=given)
            if answer["answerPulse"]:
                return tell(back_to("/support/pulse"), "pulse-answered")
            say = catalogue(self.pages.language(request)).ugettext
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, form)

    async def question(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("week", "text", "textEn"))
        problem = await act(
            self.pages, request, "support/save_pulse", values, values, str(form.get("key", ""))
        )
        if problem is None:
            return tell(back_to("/support/pulse"), "pulse-kept")
        return await self._page(request, problem)

    async def _page(self, request: Request, form: Form) -> Response:
        ctx = request.state.ctx
        if not may_read(ctx, "PulseQuestion.id"):
            raise PageTrouble(404, "")
        answer = await self.pages.ask(request, "support/pulse", after=request.query_params.get("after"))
        weeks = nodes(answer, "now")
        info = (answer["past"] or {}).get("pageInfo") or {}
        keeps = may_write(ctx, "Mutation.savePulseQuestion", own=False)
        next_week = (ctx.today + timedelta(days=7 - ctx.today.weekday())).isoformat()
        shown = {
            "open": next((row for row in weeks if row["state"] == "OPEN"), None),
            "past": nodes(answer, "past"),
            "next": query({"after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "planned": [row for row in weeks if row["state"] == "PLANNED"],
            "keeps": keeps,
            "has_record": ctx.principal.employee_id is not None,
            "ratings": RATINGS,
            "form": replace(form, values={"week": next_week, **form.values}),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "support/pulse.html", shown, status=form.status)
