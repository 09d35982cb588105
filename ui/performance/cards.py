"""One scorecard: figures with their receipts, ratings to enter, what was written, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to
from ui.performance.grid_rows import aim_of, figure, plain
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
TEXTS = ("text", "strengths", "growth")
RATED = ("OPEN", "SELF", "MANAGER")
OUT = ("PUBLISHED", "ACKNOWLEDGED", "DISPUTED", "REVISED", "UPHELD", "CLOSED")


@dataclass(frozen=True)
class Part:
    """A line of a card as a page shows it; `share` is what it brings of a hundred points."""

    id: str
    code: str
    name: str
    name_en: str
    is_entered: bool
    weight: str
    value: str
    points: str
    self_value: str
    say: str
    aim: str
    low: str
    high: str
    n: int | None
    prior_n: int | None
    group: str
    counted: str
    receipt: str
    by: str
    at: str
    version: int
    width: float
    reach: float


def part_of(line: Row) -> Part:
    of, value = line["component"], line["draftValue"] if line["draftValue"] is not None else line["value"]
    points = line["draftPoints"] if line["draftPoints"] is not None else line["points"]
    weight = Decimal(line["weight"] or 0) / 100
    return Part(
        id=line["id"], code=of["code"], name=of["name"], name_en=of["nameEn"] or of["name"],
        is_entered=bool(line["isEntered"]), weight=plain(weight), value=shown_value(of, value),
        points="" if points is None else f"{Decimal(points):.2f}", self_value=plain(line["selfValue"]),
        say=line["draftReason"] or line["reason"] or "", aim=aim_of(of), low=plain(of["scaleLow"]),
        high=plain(of["scaleHigh"]), n=line["n"], prior_n=of["priorN"], group=shown_value(of, line["groupValue"]),
        counted=shown_value(of, line["countedValue"]), receipt=line["receipt"] or "",
        by=(line["enteredBy"] or {}).get("name") or "", at=line["enteredAt"] or "", version=line["version"] or 0,
        width=float(weight), reach=float(weight) * float(points or 0) / 100,
    )  # fmt: skip


def shown_value(of: Row, value: str | None) -> str:
    """Write a value as people read it: a share as percent."""
    if value is None or value == "":
        return ""
    if of["basis"] not in ("METRIC", "TEAM"):
        return plain(value)
    return figure(value, is_share=of["scoring"] == "SHARE")


class Cards:
    """GET and POST /reviews/{id}, and its steps."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def find(self, request: Request) -> Answer:
        answer = await self.pages.ask(request, "performance/card", id=request.path_params["id"])
        if answer["scorecard"] is None:
            raise PageTrouble(404, "")
        return answer

    async def show(self, request: Request) -> Response:
        found = await self.find(request)
        if request.method == "GET":
            return await self.page(request, found, Form(""))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        own = self.is_own(request, found)
        parts = [part_of(line) for line in found["scorecard"]["lines"]["nodes"]]
        values = typed(form, (*TEXTS, "version", "cardVersion", *(f"v.{part.code}" for part in parts)))
        sends = form.get("act") == "submit"
        told = await self.keep(request, found["scorecard"], parts, values, own=own, sends=sends)
        if not told.errors:
            return self.done(found["scorecard"]["id"], own=own, sends=sends)
        return await self.page(request, await self.find(request), told)

    async def keep(
        self,
        request: Request,
        card: Row,
        parts: Sequence[Part],
        values: Mapping[str, str],
        *,
        own: bool,
        sends: bool,
    ) -> Form:
        """Keep ratings and texts, then hand the card on; the first thing refused ends it, and nothing typed is lost."""
        language = self.pages.language(request)
        title = catalogue(language).ugettext("Not saved yet")
        texts = {name: values[name] for name in TEXTS}
        review = {"scorecardId": card["id"], **texts, "submit": sends and any(texts.values())}
        if values["version"].isdigit():
            review["version"] = int(values["version"])
        writes = any(texts.values()) or bool(review.get("version"))
        ratings = [part for part in parts if part.is_entered]
        if not own:
            form = await self.rate(request, card, ratings, values)
            if form.errors:
                return form
            answers = (
                [await self.pages.ask(request, "performance/save_review", input=review)] if writes else []
            )
            if sends and not any(answer.errors for answer in answers):
                given = {"id": card["id"], "idempotencyKey": uuid4().hex}
                answers.append(await self.pages.ask(request, "performance/submit_card", input=given))
        else:
            sent = [
                {"componentCode": part.code, "value": values[f"v.{part.code}"] or None} for part in ratings
            ]
            answers = (
                [await self.pages.ask(request, "performance/save_self_review", input=review)]
                if writes
                else []
            )
            if not any(answer.errors for answer in answers):
                given = {"scorecardId": card["id"], "values": sent, "submit": sends}
                answers.append(await self.pages.ask(request, "performance/self_assessment", input=given))
        errors = [error for answer in answers for error in answer.errors]
        return at_fields(troubled(title, values, errors, language), errors, ratings, language)

    async def rate(
        self, request: Request, card: Row, ratings: Sequence[Part], values: Mapping[str, str]
    ) -> Form:
        cells = [
            {
                "scorecardId": card["id"],
                "componentCode": part.code,
                "value": values[f"v.{part.code}"],
                "version": part.version,
            }
            for part in ratings
            if values[f"v.{part.code}"] != part.value
        ]
        form = Form(catalogue(self.pages.language(request)).ugettext("Not saved yet"), values)
        if not cells:
            return form
        answer = await self.pages.ask(request, "performance/set_scores", input={"cells": cells})
        if answer.errors:
            form.errors[""] = " ".join(self.pages.say(request, error) for error in answer.errors)
        for row in answer["setScores"] or ():
            if row["outcome"] not in ("SAVED", "UNCHANGED"):
                form.errors[f"v.{row['componentCode']}"] = row["message"]
        form.status = 422 if form.errors else 200
        return form

    def done(self, card: str, *, own: bool, sends: bool) -> Response:
        if not sends:
            return tell(back_to(f"/reviews/{card}"), "review-kept")
        if own:
            return tell(back_to(f"/reviews/{card}"), "review-sent")
        return tell(back_to("/reviews"), "review-sent", undo=Undo("/reviews/undo", {"ids": card}))

    def is_own(self, request: Request, found: Answer) -> bool:
        me: str | None = request.state.ctx.principal.employee_id
        return me is not None and found["scorecard"]["employee"]["id"] == me

    async def page(self, request: Request, found: Answer, form: Form) -> Response:
        card, ctx = found["scorecard"], request.state.ctx
        own = self.is_own(request, found)
        reviews = (found["reviews"] or {}).get("nodes") or []
        kind = "SELF" if own else "MANAGER"
        held = next((row for row in reviews if row["kind"] == kind), None)
        parts = [part_of(line) for line in card["lines"]["nodes"]]
        may_rate = not own and may_write(ctx, "Mutation.saveReview", own=False) and card["state"] in RATED
        may_self = own and card["state"] in ("OPEN", "SELF")
        if not form.values:
            form = Form("", start(held, parts, own=own))
        view = {
            "card": card,
            "parts": parts,
            "form": form,
            "own": own,
            "held": held,
            "others": [
                row for row in reviews if says(row) and (row is not held or not (may_rate or may_self))
            ],
            "may_rate": may_rate,
            "may_self": may_self,
            "may_submit": card["state"] == ("SELF" if own else "MANAGER"),
            "is_out": card["state"] in OUT,
            "score": card["draftScore"] if card["draftScore"] is not None else card["score"],
            "rating": card["draftRating"] or card["rating"],
            "decides": not own and may_write(ctx, "Mutation.decideDispute", own=False),
            "correcting": "" if own else correcting(ctx, card),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in found.errors],
        }
        return await self.pages.show(request, "performance/card.html", view, status=form.status)

    async def step(self, request: Request) -> Response:
        """Acknowledge, object, answer an objection, or correct what is closed."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        act, card = request.path_params["act"], request.path_params["id"]
        document, given, told = self.steps(act, card, form)
        answer = await self.pages.ask(request, document, input=given)
        if not answer.errors:
            made = (answer.data.get("correctScorecard") or {}).get("id", card)
            return tell(back_to(f"/reviews/{made}"), told)
        values = {name: str(value) for name, value in form.multi_items() if name in ("reason", "answer")}
        title = catalogue(self.pages.language(request)).ugettext("Not saved yet")
        problem = troubled(title, values, answer.errors, self.pages.language(request))
        return await self.page(request, await self.find(request), problem)

    def steps(self, act: str, card: str, form: FormData) -> tuple[str, dict[str, Any], str]:
        if act == "acknowledge":
            return "performance/acknowledge", {"id": card}, "card-acknowledged"
        if act == "dispute":
            line = str(form.get("line", ""))
            given = {"id": card, "reason": str(form.get("reason", ""))} | ({"lineId": line} if line else {})
            return "performance/dispute", given, "card-disputed"
        if act == "correct":
            reason = str(form.get("reason", ""))
            return "performance/correct_card", {**seen(card, form), "reason": reason}, "card-correcting"
        if act in ("publish", "close"):
            return (
                f"performance/{act}_card",
                seen(card, form),
                {"publish": "published", "close": "closed"}[act],
            )
        if act == "decide":
            upheld = form.get("verdict") == "uphold"
            answer: dict[str, Any] = {
                "id": str(form.get("dispute", "")),
                "isUpheld": upheld,
                "answer": str(form.get("answer", "")),
            }
            changed = [
                {"componentCode": name.removeprefix("v."), "value": str(text).strip()}
                for name, text in form.multi_items()
                if name.startswith("v.") and str(text).strip()
            ]
            return (
                "performance/decide_dispute",
                answer | ({} if upheld else {"values": changed}),
                "check-decided",
            )
        raise PageTrouble(404, "")


def says(row: Row) -> bool:
    """Tell whether anything was written, or a score changed."""
    return any(row[name] for name in TEXTS) or row["scoreBefore"] is not None or row["scoreAfter"] is not None


def correcting(ctx: Any, card: Row) -> str:
    """Return the next step of correcting a closed card: what the cycle did for all is done for this one."""
    over, state = card["cycle"]["state"], card["state"]
    act = "correct" if state == "CLOSED" else "publish" if state == "CALIBRATION" else ""
    if state in OUT and state not in ("DISPUTED", "CLOSED"):
        act = "close"
    may = act and may_write(ctx, f"Mutation.{act}Scorecard", own=False)
    return act if may and card["isLatest"] and over == "CLOSED" else ""


def seen(card: str, form: FormData) -> dict[str, Any]:
    version = str(form.get("version", ""))
    return {"id": card} | ({"version": int(version)} if version.isdigit() else {})


def start(held: Row | None, parts: Sequence[Part], *, own: bool) -> dict[str, str]:
    """Return what the form begins with."""
    texts = {name: (held or {}).get(name) or "" for name in TEXTS}
    ratings = {f"v.{part.code}": part.self_value if own else part.value for part in parts if part.is_entered}
    return {**texts, **ratings, "version": str((held or {}).get("version") or 0), "reason": "", "answer": ""}


def at_fields(form: Form, errors: Sequence[Row], ratings: Sequence[Part], language: str) -> Form:
    """Put trouble of one rating, which comes by its number, at its field."""
    for error in errors:
        path = [str(step) for step in (error.get("extensions") or {}).get("inputPath") or ()]
        number = next((step for step in path if step.isdigit()), "")
        if number and int(number) < len(ratings):
            say = str((error["extensions"]).get(language) or error.get("message"))
            form.errors.pop("", None)
            form.errors[f"v.{ratings[int(number)].code}"] = say
    return form
