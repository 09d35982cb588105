"""The home page: widgets made of whatever the reader's policy answers, arranged by their reader and kept so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from starlette.routing import Route

from ui.forms import typed
from ui.home.balance import MOST_TODOS, balanced
from ui.home.widgets import KNOWN, WIDGETS, Arranged, Pace, arrange, changed, gather, ordered
from ui.offers import may_write, sees_totals
from ui.page import Pages, PageTrouble, back_to
from ui.said import Undo, tell
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

EDITING: Final = "/?edit=1"
GREETINGS = (
    (5, "Good evening, %(name)s"),
    (12, "Good morning, %(name)s"),
    (18, "Good afternoon, %(name)s"),
    (24, "Good evening, %(name)s"),
)


def routes(pages: Pages) -> list[Route]:
    home = Home(pages)
    return [
        Route("/", guarded(pages, home.show)),
        Route("/widgets/{name}", guarded(pages, home.widget)),
        Route("/arrange", guarded(pages, home.arrange), methods=["POST"]),
        Route("/arrange/undo", guarded(pages, home.undo), methods=["POST"]),
    ]


class Home:
    """The whole page, one widget of it, and the forms that arrange it."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.pace = Pace()

    async def show(self, request: Request) -> Response:
        ctx, pages = request.state.ctx, self.pages
        say = catalogue(pages.language(request)).ugettext
        viewer = await pages.viewer(request)
        kept, version, is_usual = await self._kept(request)
        editing = "edit" in request.query_params and version is not None
        late = [] if editing else [name for name in kept.shown if self.pace.is_late(name)]
        asked = KNOWN if editing else [name for name in kept.shown if name not in late]
        view = {**_nothing(), **await gather(pages, request, viewer, asked, self.pace)}
        hour = ctx.now.astimezone(ZoneInfo(pages.doors.settings.zone)).hour
        speaking = {one.name for one in WIDGETS if one.name in kept.shown and one.has_something(view)} | {
            *late
        }
        if is_usual:
            kept = balanced(kept, [name for name in kept.shown if name in speaking], view, late)
        shown: dict[str, Any] = {
            "seen_order": " ".join(kept.kept["widgets"]),
            "most_todos": MOST_TODOS,
            "greeting": _greeting(say, hour, viewer.get("displayName", "")),
            "totals": sees_totals(ctx),
            "columns": [
                [KNOWN[name] for name in names if name in speaking] for names in (kept.first, kept.second)
            ],
            "top": [KNOWN[name] for name in kept.top if name in speaking],
            "away": [KNOWN[name] for name in kept.hidden],
            "editing": editing,
            "late": late,
            "may_arrange": version is not None,
            "waiting_count": _waiting(view),
        }
        return await pages.show(request, "home/home.html", {**view, **shown})

    async def widget(self, request: Request) -> Response:
        """Show one widget by itself, for a page that asks for it anew."""
        name = request.path_params["name"]
        if name not in KNOWN:
            raise PageTrouble(404, "")
        viewer = await self.pages.viewer(request)
        view = {**_nothing(), **await gather(self.pages, request, viewer, [name], self.pace)}
        one = KNOWN[name]
        shown = {
            "widget": one,
            "most_todos": MOST_TODOS,
            "has_something": one.has_something(view),
            "editing": False,
        }
        return await self.pages.show(request, "home/widget.html", {**view, **shown})

    async def arrange(self, request: Request) -> Response:
        """Move a widget, put it away or back, take over a dragged order, or lay home out as it was made."""
        sent = await self._form(request)
        values = typed(sent, ("op", "order", "seen"))
        now, version, is_usual = await self._kept(request)
        if is_usual and values["seen"]:
            now = arrange(values["seen"].split(), [])
        op, _, name = values["op"].partition(":")
        if op == "usual":
            await self._save(request, {"widgets": [], "hidden": []}, version)
            undo = Undo("/arrange/undo", {"widgets": "", "hidden": ""} if is_usual else _spelled(now))
            return tell(back_to(EDITING), "home-usual", undo=undo)
        after = ordered(now, values["order"].split()) if op == "order" else changed(now, op, name)
        await self._save(request, after.kept, version)
        return back_to(f"{EDITING}#widget-{name}" if name else EDITING)

    async def undo(self, request: Request) -> Response:
        """Put home back as it was."""
        values = typed(await self._form(request), ("widgets", "hidden"))
        _, version, _ = await self._kept(request)
        await self._save(request, {name: text.split() for name, text in values.items()}, version)
        return tell(back_to(EDITING), "undone")

    async def _kept(self, request: Request) -> tuple[Arranged, int | None, bool]:
        """Return the order kept, its version (None for one who keeps no home), and whether it is as it was made."""
        own = may_write(request.state.ctx, "Mutation.saveHomeLayout", own=True)
        layout = (await self.pages.ask(request, "home/layout"))["homeLayout"] if own else None
        if layout is None:
            return arrange([], []), None, True
        is_usual = not layout["widgets"] and not layout["hidden"]
        return arrange(layout["widgets"], layout["hidden"]), layout["version"], is_usual

    async def _save(self, request: Request, kept: Mapping[str, Any], version: int | None) -> None:
        given = {**kept, "version": version or None, "idempotencyKey": uuid4().hex}
        answer = await self.pages.ask(request, "home/arrange", input=given)
        if answer.errors:
            raise PageTrouble(409, " ".join(self.pages.say(request, one) for one in answer.errors))

    async def _form(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form


def _spelled(now: Arranged) -> dict[str, str]:
    return {name: " ".join(names) for name, names in now.kept.items()}


def _nothing() -> dict[str, Any]:
    """Return what templates may ask for where a part was not asked."""
    return {
        "people_now": [], "todos": None, "recent": [], "changes": None, "me": None, "seen": [], "tiles": [],
        "board": None, "bars": [], "bars_of": "", "rivals": None, "rivals_of": None, "steps": [],
        "openings": None, "looks": None, "approvals": None, "off": None, "keys": [], "notices": None, "card": None,
    }  # fmt: skip


def _waiting(view: Mapping[str, Any]) -> int | None:
    """Return how much waits for the reader; None where nothing ever does."""
    todos, approvals, learning = view.get("todos"), view.get("approvals"), view.get("learning") or ()
    if todos is None and approvals is None and not learning:
        return None
    return len(todos or ()) + len(learning) + ((approvals or {}).get("totalCount") or 0)


def _greeting(say: Any, hour: int, name: str) -> str:
    return str(say(next(text for until, text in GREETINGS if hour < until))) % {"name": name}
