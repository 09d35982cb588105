"""The policy pages: the matrix with its drawer, and why one value of one record is masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from ui.labels import labels
from ui.page import Pages, PageTrouble
from ui.policies.matrix import KINDS, RELATIONS, Matrix
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


FIRST = ("Employee", "Department", "Position", "Employment", "Assignment", "Compensation", "Attendance")
"""The types that stand as tabs; every type is in the list beside them."""


def routes(pages: Pages) -> list[Route]:
    async def matrix(request: Request) -> Response:
        return await show_matrix(pages, request)

    async def why(request: Request) -> Response:
        return await show_why(pages, request)

    return [Route("/policies", guarded(pages, matrix)), Route("/why", guarded(pages, why))]


async def show_matrix(pages: Pages, request: Request) -> Response:
    given = request.query_params
    of, relation, text = (
        given.get("type", "Employee"),
        given.get("relation", ""),
        given.get("q", "").strip()[:60],
    )
    say = catalogue(pages.language(request)).ugettext
    viewer = await pages.viewer(request)
    if not viewer.get("mayReadPolicies"):
        raise PageTrouble(
            403,
            say(
                "Auditors and administrators read the policies. A lock beside a value tells you your own rule."
            ),
        )
    answer = await pages.ask(request, "policies/matrix", type=of)
    found = answer["policyMatrix"]
    view: dict[str, Any] = {
        "type": of,
        "relation": relation if relation in RELATIONS else "",
        "q": text,
        "differs": "differs" in given,
        "relations": RELATIONS,
        "legend": [(kind, say(word)) for kind, (_, word) in KINDS.items()],
        "types": tuple(labels()),
        "first": FIRST if of in FIRST or of not in labels() else (*FIRST, of),
        "version": "",
        "groups": [],
        "roles": [],
        "chosen": None,
        "failed": [pages.say(request, error) for error in answer.errors],
    }
    if found:
        table = Matrix(found, view["relation"], say)
        field, role = given.get("field", ""), given.get("role", "")
        view |= {
            "version": viewer.get("policyVersion", ""),
            "roles": table.roles,
            "groups": table.groups(text, view["differs"], (field, role)),
            "chosen": table.cell(field, role, given.get("as", "")) if field else None,
        }
    blocks = {"matrix": "matrix", **({"drawer": "cell"} if view["chosen"] else {})}
    return await pages.show(request, "policies/matrix.html", view, blocks=blocks)


async def show_why(pages: Pages, request: Request) -> Response:
    given = {name: request.query_params.get(name, "")[:80] for name in ("type", "field", "id")}
    answer = await pages.ask(request, "policies/why", **given)
    failed = [pages.say(request, error) for error in answer.errors]
    reads = [one for one in answer["explainAccess"] or [] if one["act"] == "read"]
    shown = {one["view"] for one in reads if one["allowed"]}
    verdict = "plain" if "plain" in shown else "mask" if shown - {"null", ""} else "none"
    may_ask = request.state.ctx.principal.employee_id is not None and bool(reads) and verdict != "plain"
    view = {**given, "reads": reads, "verdict": verdict, "failed": failed, "may_ask": may_ask}
    view["rule"] = next((one["rule"] for one in reads if one["rule"]), "")
    return await pages.show(request, "policies/why.html", view, blocks={"drawer": "why"})
