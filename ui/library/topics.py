"""What feedback is about: the Pareto of some days, what gathers, and the measures that come of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_read, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, filled, sent, version_of
from ui.said import Undo, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

SPANS = (7, 30, 90)
MONTHS = 13
VITAL = 80
"""The few that make up so many percent of all are marked."""
TEXTS = ("code", "name", "nameEn", "words", "suggests", "departmentCode", "courseCode", "isActive", "heapId")
SUGGESTS = ("SCRIPT", "PROCESS", "COURSE", "PRODUCT")
MEASURE = ("id", "do", "dueOn", "ownerCode", "noteText")


class Topics:
    """GET /feedback/topics with its forms, and a topic's own page."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request, form: Form | None = None) -> Response:
        ctx = request.state.ctx
        if not may_read(ctx, "FeedbackTopic.id"):
            raise PageTrouble(404, "")
        asked = request.query_params
        days = int(asked["days"]) if asked.get("days") in {str(span) for span in SPANS} else SPANS[1]
        product = asked.get("product", "").strip()
        answer = await self.pages.ask(
            request, "library/topics", **windows(request, self.pages.doors.settings.zone, days, product)
        )
        topics = nodes(answer, "feedbackTopics")
        nameless = (answer["nameless"] or {}).get("totalCount", 0)
        view = {
            "days": days,
            "spans": SPANS,
            "product": product,
            "bars": pareto(topics, nameless),
            "whole": (answer["whole"] or {}).get("totalCount", 0),
            "topics": topics,
            "heaps": nodes(answer, "heaps"),
            "open": nodes(answer, "open"),
            "closed": nodes(answer, "closed"),
            "complaints": months(answer["complaints"]),
            "courses": await self._courses(request, nodes(answer, "open")),
            "may_assign": may_write(ctx, "Mutation.enroll", own=False),
            "may_keep": may_write(ctx, "Mutation.saveFeedbackTopic", own=False),
            "may_act": may_write(ctx, "Mutation.takeFeedbackCluster", own=False),
            "in_two_weeks": ctx.today + timedelta(days=14),
            "form": form or Form(""),
            "keys": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "library/topics.html", view, status=view["form"].status)

    async def _courses(self, request: Request, measures: Sequence[Any]) -> dict[str, Any]:
        """Return the courses that measures name, by code."""
        codes = sorted({row["courseCode"] for row in measures if row["courseCode"]})
        if not codes:
            return {}
        answer = await self.pages.ask(request, "library/courses", codes=codes)
        return {row["code"]: row for row in nodes(answer, "courses")}

    async def usual(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ())
        problem = await act(self.pages, request, "library/usual", {}, values, str(form.get("key", "")))
        if problem is not None:
            return await self.shown(request, problem)
        return tell(back_to("/feedback/topics"), "topics-added")

    async def measure(self, request: Request) -> Response:
        """Take a measure, or close one; closing is offered back for a while."""
        form, values = await sent(self.pages, request, MEASURE)
        given: dict[str, Any] = {"id": values["id"], **version_of(form)}
        key = str(form.get("key", ""))
        if values["do"] == "take":
            given |= filled({name: values[name] for name in ("dueOn", "ownerCode", "noteText")})
            problem = await act(self.pages, request, "library/take", given, values, key)
            if problem is None:
                return tell(back_to("/feedback/topics"), "measure-taken")
            return await self.shown(request, problem)
        given |= {"done": values["do"] == "done", "noteText": values["noteText"]}
        problem = await act(self.pages, request, "library/close", given, values, key)
        if problem is not None:
            return await self.shown(request, problem)
        back = Undo("/feedback/topics/measure/undo", {"id": values["id"]})
        return tell(back_to("/feedback/topics"), "measure-closed", undo=back)

    async def undo(self, request: Request) -> Response:
        _, values = await sent(self.pages, request, ("id",))
        problem = await act(self.pages, request, "library/reopen", values, values)
        if problem is not None:
            return await self.shown(request, problem)
        return tell(back_to("/feedback/topics"), "undone")

    async def edit(self, request: Request) -> Response:
        """Keep a topic and its words; `new` begins one."""
        if not may_write(request.state.ctx, "Mutation.saveFeedbackTopic", own=False):
            raise PageTrouble(404, "")
        code = request.path_params["topic"]
        heap = request.query_params.get("heap", "-")
        answer = await self.pages.ask(request, "library/topic", code=code, heap=heap)
        row = next(iter(nodes(answer, "feedbackTopics")), None)
        if row is None and code != "new":
            raise PageTrouble(404, "")
        if request.method == "POST":
            form, values = await sent(self.pages, request, TEXTS)
            given = {**told(values), **version_of(form)}
            problem = await act(
                self.pages, request, "library/save_topic", given, values, str(form.get("key", ""))
            )
            if problem is None:
                return tell(back_to("/feedback/topics"), "saved")
        else:
            problem = Form("", began(row) if row else named(next(iter(nodes(answer, "feedbackHeaps")), None)))
        view = {
            "form": problem,
            "topic": row,
            "heap": next(iter(nodes(answer, "feedbackHeaps")), None),
            "departments": [
                (each["code"], f"{each['name']} {each['code']}") for each in nodes(answer, "departments")
            ],
            "courses": [(row["code"], f"{row['title']} {row['code']}") for row in nodes(answer, "courses")],
            "suggests": SUGGESTS,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "library/topic_edit.html", view, status=problem.status)


def windows(request: Request, zone: str, days: int, product: str) -> dict[str, Any]:
    """Return the filters of the last days: all that counts, what is negative, what has no topic."""
    here = ZoneInfo(zone)
    first = datetime.combine(request.state.ctx.today - timedelta(days=days - 1), time(), here)
    where: dict[str, Any] = {"receivedAt": {"gte": first.isoformat()}, "state": {"ne": "INVALID"}}
    if product:
        where["or"] = [{name: {"contains": product}} for name in ("product", "productName")]
    return {
        "where": where,
        "negative": {**where, "sentiment": {"eq": "NEGATIVE"}},
        "nameless": {**where, "topicCode": {"isNull": True}},
        "all": where,
        "months": {"last": {"count": MONTHS, "complete": True}},
    }


def pareto(topics: Sequence[Mapping[str, Any]], nameless: int) -> list[dict[str, Any]]:
    """Put the topics in order of frequency, with the running share of all that has one; what has none comes last."""
    counted = [
        {"topic": row, "count": row["all"]["totalCount"], "negative": row["negative"]["totalCount"]}
        for row in topics
        if row["all"] and row["all"]["totalCount"]
    ]
    counted.sort(key=lambda each: (-each["count"], each["topic"]["code"]))
    whole, most = sum(each["count"] for each in counted), max((each["count"] for each in counted), default=0)
    running, out = 0, []
    for each in counted:
        before = running
        running += each["count"]
        out.append(
            {
                **each,
                "width": round(100 * each["count"] / most),
                "bad": round(100 * each["negative"] / most),
                "share": each["count"] / whole,
                "running": running / whole,
                "is_vital": 100 * before < VITAL * whole,
            }
        )
    if nameless:
        width = min(100, round(100 * nameless / most)) if most else 100
        out.append({"topic": None, "count": nameless, "negative": None, "width": width, "bad": 0, "share": None,
                    "running": None, "is_vital": False})  # fmt: skip
    return out


def months(result: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the complaint rate month by month, the newest with its change against the month before."""
    rows = (result or {}).get("rows") or ()
    if not result or not rows:
        return None
    cells = rows[0]["cells"]
    known = [float(cell["value"]) for cell in cells if cell["value"] is not None]
    if not known:
        return None
    top = max(known) or 1.0
    points = [
        {
            "label": column["label"],
            "display": cell["display"],
            "height": None if cell["value"] is None else max(1, round(40 * float(cell["value"]) / top)),
        }
        for column, cell in zip(result["columns"], cells, strict=True)
    ]
    change = next(
        (each["pctChange"] for each in cells[-1]["compare"] or () if each["pctChange"] is not None), None
    )
    return {"points": points, "newest": points[-1], "change": None if change is None else float(change)}


def told(values: Mapping[str, str]) -> dict[str, Any]:
    words = [word.strip() for word in values["words"].replace("，", ",").replace("\n", ",").split(",")]
    given: dict[str, Any] = {name: values[name] for name in ("code", "name", "nameEn", "courseCode")}
    given |= {"words": [word for word in words if word], "isActive": values["isActive"] == "1"}
    given |= filled(
        {name: values[name] for name in ("suggests", "departmentCode", "heapId") if name in values}
    )
    return {"suggests": "PROCESS"} | given


def named(heap: Mapping[str, Any] | None) -> dict[str, str]:
    """Begin a topic, with the words of the heap it names if there is one."""
    values = {"isActive": "1", "suggests": "PROCESS"}
    return (
        values if heap is None else values | {"heapId": heap["id"], "words": "，".join(heap["words"] or ())}
    )


def began(row: Mapping[str, Any]) -> dict[str, str]:
    values = {name: row[name] or "" for name in ("code", "name", "nameEn", "suggests", "courseCode")}
    return {
        **values,
        "words": "，".join(row["words"] or ()),
        "departmentCode": (row["department"] or {}).get("code", ""),
        "isActive": "1" if row["isActive"] else "",
    }
