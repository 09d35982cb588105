"""Retrospectives: a team's looks back, one of them with its cases, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.routing import Route

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("wentWell", "wentBadly", "learned")
SERIES = ("seriesUnit", "seriesRhythm", "leadCode", "fromOn", "isActive")
FIELDS = (*TEXTS, "kind", "title", "situation", "answer", "feedbackId", "case", "text", "ownerCode", "dueOn")


class Retros:
    """Looks back of one's own team, and of those one leads."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        both = ["GET", "POST"]
        return [
            Route("/meetings/retros", guarded(self.pages, self.listed), methods=both),
            Route("/meetings/retros/{retro}", guarded(self.pages, self.one), methods=both),
        ]

    async def listed(self, request: Request) -> Response:
        """Show the looks back, and begin one of this week or month."""
        ctx = request.state.ctx
        if ctx.principal.employee_id is None and not may_see(ctx, "Retrospective.id"):
            raise PageTrouble(404, "")
        form = Form("", {"rhythm": "WEEKLY", "startsOn": ctx.today.isoformat()})
        if request.method == "POST":
            raw, values = await sent(self.pages, request, ("rhythm", "startsOn", "departmentCode", *SERIES))
            if raw.get("do") == "rhythm":
                return await self._rhythm(request, raw, values)
            values = {name: value for name, value in values.items() if name not in SERIES}
            problem = await act(
                self.pages, request, "meetings/save_retro", filled(values), values, str(raw.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/meetings/retros"), "retro-begun")
            form = problem
        return await self._list(request, form)

    async def _rhythm(self, request: Request, raw: FormData, values: Mapping[str, str]) -> Response:
        """Keep how often a team looks back."""
        told = {"departmentCode": values["seriesUnit"], "rhythm": values["seriesRhythm"]}
        told |= {name: values[name] for name in ("leadCode", "fromOn")}
        given = {"departmentCode": "", "rhythm": "WEEKLY", "leadCode": "", **filled(told), **version_of(raw)}
        given["isActive"] = bool(values["isActive"])
        key = str(raw.get("key", ""))
        problem = await act(self.pages, request, "meetings/save_retro_series", given, told, key)
        if problem is None:
            return tell(back_to("/meetings/retros"), "saved")
        names = {"departmentCode": "seriesUnit", "rhythm": "seriesRhythm"}
        errors = {names.get(name, name): say for name, say in problem.errors.items()}
        return await self._list(request, Form(problem.title, values, errors, problem.status))

    async def _list(self, request: Request, form: Form) -> Response:
        ctx = request.state.ctx
        answer = await self.pages.ask(request, "meetings/retros", after=request.query_params.get("after"))
        found = answer["retrospectives"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "rows": found.get("nodes", ()),
            "total": found.get("totalCount", 0),
            "next": query({"after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "has_record": ctx.principal.employee_id is not None,
            "leads": may_write(ctx, "Mutation.saveRetrospective", own=False),
            "departments": nodes(answer, "departments"),
            "series": sorted(
                nodes(answer, "retroSeries"),
                key=lambda row: ((row["department"] or {}).get("code", ""), row["rhythm"] == "MONTHLY"),
            ),
            "form": form,
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "meetings/retros.html", shown, status=form.status)

    async def one(self, request: Request) -> Response:
        """Show a look back; the team writes it together here."""
        retro_id, problem = request.path_params["retro"], Form("")
        if request.method == "POST":
            done = await self._act(request, retro_id)
            if not isinstance(done, Form):
                return done
            problem = done
        answer = await self.pages.ask(request, "meetings/retro", id=retro_id)
        row = answer["retrospective"]
        if row is None:
            raise PageTrouble(404, "")
        began = {name: row[name] or "" for name in TEXTS} | {"kind": "GOOD"}
        shown = {
            "retro": row,
            "me": request.state.ctx.principal.employee_id,
            "people": people_of(row),
            "tickets": [each for each in nodes(answer, "customerFeedbacks") if each["text"]],
            "form": problem if problem.values else Form("", began),
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "meetings/retro.html", shown, status=problem.status)

    async def _act(self, request: Request, retro_id: str) -> Response | Form:
        form, values = await sent(self.pages, request, FIELDS)
        deed, key, back = (
            str(form.get("do", "")),
            str(form.get("key", "")),
            back_to(f"/meetings/retros/{retro_id}"),
        )
        of = {"retrospectiveId": retro_id}
        if deed == "case":
            names = ("kind", "title", "situation", "answer")
            given = {
                **of,
                **{name: values[name] for name in names},
                **filled({"feedbackId": values["feedbackId"]}),
            }
            return await act(self.pages, request, "meetings/add_case", given, values, key) or tell(
                back, "case-added"
            )
        if deed == "share":
            given = {"id": values["case"]}
            return await act(self.pages, request, "meetings/share_case", given, values, key) or tell(
                back, "case-shared"
            )
        if deed == "action":
            given = {**of, **{name: values[name] for name in ("text", "ownerCode", "dueOn")}}
            return await act(self.pages, request, "meetings/add_action", given, values, key) or tell(
                back, "action-added"
            )
        keep = {
            "rhythm": str(form.get("rhythm", "")), "startsOn": str(form.get("startsOn", "")),
            "departmentCode": str(form.get("departmentCode", "")), "finish": deed == "finish", **version_of(form),
            **{name: values[name] for name in TEXTS},
        }  # fmt: skip
        return await act(self.pages, request, "meetings/save_retro", keep, values, key) or tell(
            back, "retro-saved"
        )


def people_of(retro: Any) -> list[dict[str, Any]]:  # a row of the answer
    """List the people of the team whom the reader may see, as a promise is given to one of them."""
    found = (retro["department"] or {}).get("employees") or {}
    return [{"employeeCode": each["code"], "employeeName": each["name"]} for each in found.get("nodes", ())]
