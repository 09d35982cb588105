"""One certificate as it is printed: in both languages, whatever the reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.page import Pages, PageTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

PRINTED: Final[Mapping[str, tuple[str, str]]] = {
    "what": ("培训合格证书", "Certificate of training"),
    "issued": ("颁发日期", "Issued on"),
    "until": ("有效期至", "Valid until"),
    "always": ("长期有效", "no end"),
    "hours": ("学时", "Hours"),
    "code": ("验证码", "Verification code"),
}


class Certificate:
    """GET /training/certificates/{certificate}, for its holder and for whoever looks after training."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def shown(self, request: Request) -> Response:
        answer = await self.pages.ask(request, "training/certificate", id=request.path_params["certificate"])
        row = next(iter((answer["certificates"] or {}).get("nodes") or ()), None)
        if row is None or row["course"] is None or row["employee"] is None:
            raise PageTrouble(404, "")
        is_over = bool(row["validTo"]) and row["validTo"] < request.state.ctx.today.isoformat()
        company = self.pages.doors.settings.company
        view = {"row": row, "is_over": is_over, "printed": PRINTED, "company": company}
        return await self.pages.show(request, "training/certificate.html", view)
