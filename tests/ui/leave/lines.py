"""What the server says in the tests of the leave pages."""

from __future__ import annotations

from typing import Any

ANNUAL = {"id": "t1", "code": "ANNUAL", "name": "年休假", "nameEn": "Annual leave", "unit": "HALF_DAY",
          "accrual": "BY_SERVICE", "place": 10}  # fmt: skip
BALANCE = {"id": "b1", "grantedDays": "10.00", "takenDays": "2.00", "heldDays": "1.50", "remainingDays": "8.00",
           "expiredDays": "0.00", "type": ANNUAL}  # fmt: skip
KINDS = {
    "absenceTypes": {"nodes": [{**ANNUAL, "needsReason": False, "countsRestDays": False}]},
    "absenceBalances": {"nodes": [BALANCE]},
}


def refused(field: str, code: str = "INVALID_INPUT") -> dict[str, Any]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", field]}
    return {"errors": [{"message": "No.", "extensions": extensions}]}
