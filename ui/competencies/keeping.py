"""The competencies there are, the form of one, and what each position asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
LEVELS: Final = (1, 2, 3, 4, 5)
NAMES: Final = ("code", "name", "nameEn", "definition", "definitionEn")
ANCHORS: Final = tuple(f"anchor{level}" for level in LEVELS)
ANCHORS_EN: Final = tuple(f"anchorEn{level}" for level in LEVELS)


class Keeping:
    """GET /org/competencies; GET and POST /org/competencies/{id} and /org/profiles/{id}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def _found(self, request: Request) -> Answer:
        return await self.pages.ask(request, "competencies/list", on=request.state.ctx.today.isoformat())

    async def listed(self, request: Request) -> Response:
        found, ctx = await self._found(request), request.state.ctx
        rows = nodes(found, "competencies")
        view = {
            "rows": [row for row in rows if row["isInUse"]],
            "retired": [row for row in rows if not row["isInUse"]],
            "positions": profiled(nodes(found, "positions"), nodes(found, "competencyProfiles")),
            "may_edit": may_write(ctx, "Mutation.saveCompetency", own=False),
            "sees_gaps": may_see(ctx, "Employee.competencies"),
            "failed": [self.pages.say(request, one) for one in found.errors],
        }
        return await self.pages.show(request, "competencies/list.html", view)

    def _require(self, request: Request) -> None:
        if not may_write(request.state.ctx, "Mutation.saveCompetency", own=False):
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(403, say("The HR manager keeps competencies and profiles; ask them."))

    def _absent(self, request: Request) -> PageTrouble:
        say = catalogue(self.pages.language(request)).ugettext
        return PageTrouble(404, say("There is no such record, or it is not within your reach."))

    async def edit(self, request: Request) -> Response:
        """Show the form of a competency, and keep or retire what it says."""
        self._require(request)
        wanted = request.path_params.get("id")
        found = await self._found(request)
        row = next((each for each in nodes(found, "competencies") if each["id"] == wanted), None)
        if wanted and row is None:
            raise self._absent(request)
        problem = Form("", written(row) if row else {})
        if request.method == "POST":
            done = await self._keep(request, row)
            if not isinstance(done, Form):
                return done
            problem = done
        view = {"row": row, "form": problem, "levels": LEVELS, "key": uuid4().hex}
        return await self.pages.show(request, "competencies/edit.html", view, status=problem.status)

    async def _keep(self, request: Request, row: Row | None) -> Response | Form:
        form, values = await sent(self.pages, request, ("do", *NAMES, *ANCHORS, *ANCHORS_EN))
        key, back = str(form.get("key", "")), back_to("/org/competencies")
        if values["do"] == "retire" and row is not None:
            given: dict[str, Any] = {"id": row["id"], **version_of(form)}
            problem = await act(self.pages, request, "competencies/retire", given, written(row), key)
            return problem or tell(back, "retired")
        if row is not None:
            values["code"] = row["code"]
        given = {
            **{name: values[name] for name in NAMES},
            "anchors": [values[name] for name in ANCHORS],
            "anchorsEn": [values[name] for name in ANCHORS_EN],
            **version_of(form),
        }
        problem = await act(self.pages, request, "competencies/save", given, values, key)
        return problem or tell(back, "saved")

    async def profile(self, request: Request) -> Response:
        """Show what a position asks, a level for each competency, and keep what is chosen."""
        self._require(request)
        found = await self._found(request)
        every = profiled(nodes(found, "positions"), nodes(found, "competencyProfiles"))
        position = next((each for each in every if each["id"] == request.path_params["id"]), None)
        if position is None:
            raise self._absent(request)
        rows = [row for row in nodes(found, "competencies") if row["isInUse"]]
        asked = {each["competency"]["code"]: str(each["level"]) for each in position["asks"]}
        problem = Form("", asked)
        if request.method == "POST":
            done = await self._set(request, position, [row["code"] for row in rows])
            if not isinstance(done, Form):
                return done
            problem = done
        view = {
            "position": position,
            "rows": rows,
            "form": problem,
            "levels": LEVELS,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "competencies/profile.html", view, status=problem.status)

    async def _set(self, request: Request, position: Row, codes: list[str]) -> Response | Form:
        form, values = await sent(self.pages, request, ("effectiveOn", *codes))
        lines = [
            {"competencyCode": code, "level": int(values[code])} for code in codes if values[code].isdigit()
        ]
        given = {
            "positionId": position["id"],
            "lines": lines,
            **filled({"effectiveOn": values["effectiveOn"]}),
            **({"version": 0} | version_of(form)),
        }
        problem = await act(
            self.pages, request, "competencies/set_profile", given, values, str(form.get("key", ""))
        )
        return problem or tell(back_to("/org/competencies"), "saved")


def profiled(positions: list[Row], profiles: list[Row]) -> list[dict[str, Any]]:
    """Return each position with what it asks of competencies in use, and the version of its profile; 0 for none."""
    known = {(each["position"] or {}).get("id"): each for each in profiles}
    out = []
    for row in positions:
        profile = known.get(row["id"]) or {}
        asks = (profile.get("requirements") or {}).get("nodes") or []
        kept = [each for each in asks if each["competency"]["isInUse"]]
        kept.sort(key=lambda each: each["competency"]["code"])
        out.append({**row, "asks": kept, "version": profile.get("version", 0)})
    return out


def written(row: Row) -> dict[str, str]:
    """Return a competency as its form begins."""
    values = {name: str(row[name] or "") for name in NAMES}
    for names, texts in ((ANCHORS, row["anchors"]), (ANCHORS_EN, row["anchorsEn"])):
        values |= dict(zip(names, texts or [], strict=False))
    return values
