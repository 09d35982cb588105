"""Structured logs: one JSON object a line on stderr, without personal data."""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog

LEVELS = logging.getLevelNamesMapping()


def configure(level: str) -> None:
    """Set the log up, once a process."""
    number = LEVELS.get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(_dump),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def hush() -> None:
    """Silence Strawberry's own log: it writes each error with the values in it; ours has written what may be."""
    logging.getLogger("strawberry.execution").setLevel(logging.CRITICAL + 1)


def _dump(event: Any, **_: Any) -> str:  # structlog's own call
    return orjson.dumps(event, default=str).decode()
