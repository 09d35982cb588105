"""The files of a lesson: added, taken out with a way back, and sent to be kept."""

from __future__ import annotations

from base64 import b64decode
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from ui.forms import Form, typed
from ui.learning.writing import Writing, began_lesson
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

AGE = 300
"""So many seconds a phone may use the file it has, which never changes."""


class Files:
    """POST /training/courses/{course}/lessons/{lesson}/files and its undo, GET /learn/files/{file}."""

    def __init__(self, pages: Pages, writing: Writing) -> None:
        self.pages, self.writing = pages, writing

    async def change(self, request: Request) -> Response:
        """Add the file that was chosen, or take out the one that is named."""
        lesson = f"/training/courses/{request.path_params['course']}/lessons/{request.path_params['lesson']}"
        row, known = await self.writing.find(request)
        async with request.form() as sent:
            self.pages.doors.check_csrf(request, sent)
            values, key = typed(sent, ("id",)), str(sent.get("key", ""))
            file = await self.pages.doors.upload(sent)
        if values["id"]:
            if await act(self.pages, request, "learning/detach", values, values):
                return tell(back_to(f"{lesson}#files"), "too-late")
            return tell(back_to(f"{lesson}#files"), "file-removed", undo=Undo(f"{lesson}/files/undo", values))
        if file is None:
            say = catalogue(self.pages.language(request)).ugettext
            form = Form(
                say("Not saved yet"), {}, {"file": say("Choose a file.")}, HTTPStatus.UNPROCESSABLE_ENTITY
            )
            return await self._again(request, row, known, form)
        given = {"lessonId": known["id"], "file": file}
        problem = await act(self.pages, request, "learning/attach", given, {"file": ""}, key)
        if problem is None:
            return tell(back_to(f"{lesson}#files"), "file-kept")
        return await self._again(request, row, known, problem)

    async def _again(self, request: Request, row: object, known: dict[str, object], form: Form) -> Response:
        return await self.writing.lesson_page(request, row, known, Form("", began_lesson(known)), files=form)

    async def put_back(self, request: Request) -> Response:
        await self.writing.find(request)
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, ("id",))
        problem = await act(self.pages, request, "learning/detach", {**values, "isRemoved": False}, values)
        return tell(
            back_to(request.url.path.removesuffix("/files/undo")), "too-late" if problem else "undone"
        )

    async def one(self, request: Request) -> Response:
        """Send the file, to be kept and not to be shown: a browser runs nothing of it."""
        found = (await self.pages.ask(request, "learning/file", id=request.path_params["file"]))["lessonFile"]
        if found is None:
            raise PageTrouble(404, "")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found['fileName'])}",
            "Cache-Control": f"private, max-age={AGE}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(b64decode(found["base64"]), headers=headers, media_type=found["mediaType"])
