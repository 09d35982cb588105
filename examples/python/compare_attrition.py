"""Why is attrition 15 % here and 10 % there? Two definitions on one month: `python compare_attrition.py 2026-09`."""

from __future__ import annotations

import sys

from connect import connect
from zhiren_client import PeriodInput

KEYS = ["attrition_rate_opening", "attrition_rate_average"]


def main(month: str) -> None:
    with connect() as client:
        compared = client.compare_attrition(keys=KEYS, period=PeriodInput(named=[month]))
    if compared is None:
        raise SystemExit("You may not see these figures.")
    for variant in compared.variants:
        if cell := variant.cell:
            print(f"{variant.definition.key}: {cell.display} = {cell.numerator} / {cell.denominator}")
    print(compared.sentence)


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise SystemExit(__doc__)
    main(sys.argv[1])
