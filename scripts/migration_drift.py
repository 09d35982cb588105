"""Tell whether the models need a migration that migrations/ does not have."""

from __future__ import annotations

import asyncio
import sys

from server.store.migrate import drift


def main() -> int:
    found = asyncio.run(drift())
    if found:
        print("the models have changed and migrations/ has not:", *found, sep="\n  ", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
