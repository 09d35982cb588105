"""Files that prove learning: added on the phone, opened by who judges, taken away while nothing is decided."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from ui.forms import Form, typed
from ui.page import Pages, PageTrouble, back_to
from ui.quality.acting import act, sent
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

PICTURES = ("image/png", "image/jpeg", "image/webp")
BACK = {
    "outside": "/training/outside",
    "learn": "/learn/{enrollment}#evidence",
    "rate": "/training/enrollments/{enrollment}#evidence",
}
"""Where one came from: a list of these, so that no address is taken from a form."""


class Evidence:
    """POST /training/evidence; GET and POST /training/evidence/{file}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def add(self, request: Request) -> Response:
        """Keep the file that was chosen with the outside learning or the enrollment that is named."""
        async with request.form() as form:
            self.pages.doors.check_csrf(request, form)
            values = typed(form, ("outside", "enrollment", "back"))
            file, key = await self.pages.doors.upload(form), str(form.get("key", ""))
        if file is None:
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(422, say("Choose a file."))
        of = {"outsideLearningId": values["outside"]} if values["outside"] else {}
        of |= {"enrollmentId": values["enrollment"]} if values["enrollment"] else {}
        problem = await act(self.pages, request, "training/add_evidence", {"file": file, **of}, {}, key)
        return self.done(problem, values, "file-kept")

    async def one(self, request: Request) -> Response:
        """Open a file, which is logged: a picture is shown, anything else is sent to be kept."""
        if request.method == "POST":
            return await self.remove(request)
        given = {"id": request.path_params["file"]}
        found = (await self.pages.ask(request, "training/open_evidence", input=given))["openLearningEvidence"]
        if found is None:
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        way = "inline" if found["mediaType"] in PICTURES else "attachment"
        headers = {
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(found['fileName'])}",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(b64decode(found["base64"]), headers=headers, media_type=found["mediaType"])

    async def remove(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("enrollment", "back"))
        given = {"id": request.path_params["file"]}
        problem = await act(
            self.pages, request, "training/remove_evidence", given, {}, str(form.get("key", ""))
        )
        return self.done(problem, values, "file-removed")

    def done(self, problem: Form | None, values: dict[str, str], said: str) -> Response:
        """Go back to where one came from, or say what was wrong with the file."""
        if problem is not None:
            raise PageTrouble(422, " ".join(problem.errors.values()) or problem.title)
        place = BACK.get(values["back"], BACK["outside"])
        return tell(back_to(place.format(enrollment=quote(values["enrollment"], safe=""))), said)
