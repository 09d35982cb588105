"""Tell whether the models need a migration that migrations/ does not have."""

from __future__ import annotations

import asyncio
import sys

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector

from server.kernel.settings import Settings
from server.store.config import tortoise_config


async def missing_operations() -> list[str]:
    """Describe each operation that `tortoise makemigrations` would write now."""
    config = tortoise_config(Settings())
    context = await Tortoise.init(config=config, init_connections=False)
    assert context.apps is not None  # noqa: S101 - init has just made them
    writers = await MigrationAutodetector(context.apps, config["apps"]).changes()
    return [f"{operation.describe()}" for writer in writers for operation in writer.operations]


def main() -> int:
    found = asyncio.run(missing_operations())
    if found:
        print("the models have changed and migrations/ has not:", *found, sep="\n  ", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
