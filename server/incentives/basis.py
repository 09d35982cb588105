"""What money beside pay is given for."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    SALES = "SALES"
    CSAT = "CSAT"
    SERVICE_QUALITY = "SERVICE_QUALITY"
    RETENTION = "RETENTION"
    OTHER = "OTHER"
