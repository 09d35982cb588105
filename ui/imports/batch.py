"""One file step by step: map its columns, see what it would change, apply it, take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ui.imports.sending import key_of, number_of, sent_form, status_of
from ui.labels import side
from ui.page import Pages, PageTrouble, back_to
from ui.shell.paging import page_of, pager
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
BUSY: Final = frozenset({"QUEUED", "RUNNING"})
COUNTS: Final = (
    ("ERROR", "rejected"), ("CONFLICT", "conflicts"), ("CHANGED", "changed"), ("NEW", "added"),
    ("UNCHANGED", "unchanged"),
)  # fmt: skip
"""The states of rows, those that need a person first, with the field that counts them."""
BLOCKS: Final = {"batch": "batch", "rows": "rows"}


class Refused(Exception):
    """The server refused a step; the file is shown again with what it said, and with what was chosen."""

    def __init__(self, errors: Sequence[Row]) -> None:
        super().__init__()
        self.errors = errors


class Batch:
    """GET /data/{id} and its rows; POST /data/{id}/map, check, link, apply, undo."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(
        self, request: Request, refused: Sequence[Row] = (), chosen: FormData | None = None
    ) -> Response:
        """Show the file as it stands; after a refusal with what was said, and the columns as they were chosen."""
        found = await self.pages.ask(request, "imports/batch", id=request.path_params["id"])
        nodes = (found["importBatches"] or {}).get("nodes") or []
        if not nodes:
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        batch = nodes[0]
        kind = next((one for one in found["importKinds"] or [] if one["name"] == batch["kind"]), None)
        is_busy = bool(batch["job"]) and batch["job"]["state"] in BUSY
        mapping = (
            "map" in request.query_params or chosen is not None or batch["state"] in ("UPLOADED", "MAPPED")
        )
        view = {
            "batch": batch if chosen is None else as_chosen(batch, chosen),
            "failure": side(self.pages.language(request), batch["failure"] or ""),
            "refused": [self.pages.say(request, one) for one in refused],
            "kind": kind or {"name": batch["kind"], "label": batch["kind"], "fields": []},
            "is_busy": is_busy,
            "mapping": mapping and not is_busy and batch["state"] not in ("APPLIED", "REVERTED"),
            "step": step_of(batch["state"]),
            "has_work": (batch["rowCount"] or 0) > (batch["rejected"] or 0),
            "counts": [(state, batch[field] or 0) for state, field in COUNTS],
            **(
                await self._rows(request, batch)
                if batch["state"] in ("VALIDATED", "APPLIED", "REVERTED")
                else no_rows()
            ),
        }
        return await self.pages.show(
            request, "imports/batch.html", view, blocks=BLOCKS, status=status_of(refused)
        )

    async def rows(self, request: Request) -> Response:
        """Answer the rows alone; the page around them does not change while one leafs through."""
        return await self.show(request)

    async def _rows(self, request: Request, batch: Row) -> dict[str, Any]:
        wanted = request.query_params.get("state", "")
        state = wanted if wanted in {one for one, _ in COUNTS} else first_state(batch)
        found = await self.pages.ask(
            request, "imports/rows", id=batch["id"], states=[state], **page_of(request.query_params)
        )
        nodes = (found["importBatches"] or {}).get("nodes") or []
        rows = (nodes[0]["rows"] if nodes else None) or {}
        return {
            "state": state,
            "rows": [{**row, "named": named(row)} for row in rows.get("nodes") or []],
            "page": pager(f"/data/{batch['id']}", {"state": state}, rows.get("pageInfo") or {}),
            "failed": [self.pages.say(request, one) for one in found.errors] if not rows else [],
        }

    async def act(self, request: Request) -> Response:
        act, batch_id = request.path_params["act"], request.path_params["id"]
        sent = await sent_form(self.pages, request)
        given: dict[str, Any] = {
            "id": batch_id,
            "idempotencyKey": key_of(sent),
            "version": number_of(sent, "version"),
        }
        try:
            if act == "map":
                return await self._map(request, sent, given)
            await self._step(request, act, sent, given)
        except Refused as refusal:
            return await self.show(request, refusal.errors, sent if act == "map" else None)
        return back_to(f"/data/{batch_id}")

    async def _step(self, request: Request, act: str, sent: FormData, given: dict[str, Any]) -> None:
        if act == "link":
            linked = {"row": number_of(sent, "row"), "employeeId": str(sent.get("employee", "")) or None}
            await self._ask(request, "link_row", {**given, **linked})
        elif act in ("check", "apply", "undo"):
            document = {"check": "validate", "apply": "apply", "undo": "revert"}[act]
            reason = {"reason": str(sent.get("reason", "")).strip() or None} if act == "undo" else {}
            await self._ask(request, document, {**given, **reason})
        else:
            raise PageTrouble(404, "")

    async def _map(self, request: Request, sent: FormData, given: dict[str, Any]) -> Response:
        """Keep the mapping, then check the file at once: nothing is written by that. Without a needed column, ask."""
        mapped = {
            **given,
            "columns": columns_of(sent),
            "createsPlaces": "createsPlaces" in sent,
            "isComplete": "isComplete" in sent,
        }
        kept = await self._ask(request, "map", mapped)
        if kept["mapImport"].get("missing"):
            return back_to(f"/data/{given['id']}")
        checked = {"id": given["id"], "idempotencyKey": f"{given['idempotencyKey']}.check"}
        await self._ask(request, "validate", checked)
        return back_to(f"/data/{given['id']}")

    async def _ask(self, request: Request, document: str, given: Mapping[str, Any]) -> Any:  # its answer
        answer = await self.pages.ask(request, f"imports/{document}", input=given)
        if answer.errors:
            raise Refused(answer.errors)
        return answer


def as_chosen(batch: Row, sent: FormData) -> Row:
    """Return a batch with its columns as the form chose them, to be shown again."""
    chosen = {each["header"]: each["field"] for each in columns_of(sent)}
    columns = [{**each, "field": chosen.get(each["header"])} for each in batch["columns"] or ()]
    ticks = {name: name in sent for name in ("createsPlaces", "isComplete")}
    return {**batch, **ticks, "columns": columns}


def columns_of(sent: FormData) -> list[dict[str, str | None]]:
    """Return what each column fills, in the order of the file; an empty choice leaves the column out."""
    headers, fields = sent.getlist("header"), sent.getlist("field")
    return [
        {"header": str(header), "field": str(field) or None}
        for header, field in zip(headers, fields, strict=False)
    ]


def step_of(state: str) -> int:
    """Return which of the four steps comes next: a file that was sent is to be mapped; after the last none does."""
    return {"UPLOADED": 1, "MAPPED": 1, "VALIDATED": 2, "APPLIED": 4}.get(state, 2)


def first_state(batch: Row) -> str:
    """Return the first state that any row is in; once applied, what was written comes before what was refused."""
    is_over = batch["state"] in ("APPLIED", "REVERTED")
    order = (*COUNTS[2:4], *COUNTS[:2], COUNTS[4]) if is_over else COUNTS
    return next((state for state, field in order if batch[field]), "UNCHANGED")


def named(row: Row) -> str:
    """Return how the file itself names a row's person: its number and name, where it gives them."""
    given = {one["field"]: one["given"] for one in row["cells"] or () if one["given"]}
    return " ".join(given[name] for name in ("name", "code") if name in given)


def no_rows() -> dict[str, Any]:
    return {"state": "", "rows": [], "page": {"back": "", "next": ""}, "failed": []}
