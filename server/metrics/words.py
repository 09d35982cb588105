"""The words of the metric dictionary: closed sets that tables, GraphQL and pages share."""

from __future__ import annotations

from enum import StrEnum


class Grain(StrEnum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"
    FISCAL_MONTH = "FISCAL_MONTH"
    FISCAL_QUARTER = "FISCAL_QUARTER"
    FISCAL_YEAR = "FISCAL_YEAR"
    CUSTOM = "CUSTOM"


class OrgView(StrEnum):
    """AS_WAS: the departments in force when it happened. AS_IS: those at the end of the last period asked for."""

    AS_WAS = "AS_WAS"
    AS_IS = "AS_IS"


class VersionRule(StrEnum):
    """Which version of a definition answers a period: the one then in force, or the newest for all."""

    AS_OF_PERIOD = "AS_OF_PERIOD"
    LATEST = "LATEST"


class Compare(StrEnum):
    PRIOR_PERIOD = "PRIOR_PERIOD"
    PRIOR_YEAR = "PRIOR_YEAR"
    TARGET = "TARGET"
    BASELINE = "BASELINE"
    ORG_TOTAL = "ORG_TOTAL"
    PARENT_UNIT = "PARENT_UNIT"


class CellStatus(StrEnum):
    """OK, or why a cell has no value. An undefined figure is null with one of these, never 0."""

    OK = "OK"
    NO_DATA = "NO_DATA"
    EMPTY_DENOMINATOR = "EMPTY_DENOMINATOR"
    INCOMPLETE_INPUT = "INCOMPLETE_INPUT"
    IMMATURE = "IMMATURE"
    MISSING_RATE = "MISSING_RATE"
    SUPPRESSED_SMALL_GROUP = "SUPPRESSED_SMALL_GROUP"
    SUPPRESSED_COMPLEMENTARY = "SUPPRESSED_COMPLEMENTARY"
    SUPPRESSED_DOMINANCE = "SUPPRESSED_DOMINANCE"
    SUPPRESSED_DIFFERENCING = "SUPPRESSED_DIFFERENCING"
    NOT_PERMITTED = "NOT_PERMITTED"


class MetricStatus(StrEnum):
    """A version's way: two sides sign between review and agreement; a published one never changes."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    AGREED = "AGREED"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class Direction(StrEnum):
    UP = "UP"
    DOWN = "DOWN"
    NEUTRAL = "NEUTRAL"


class Side(StrEnum):
    HR = "HR"
    BUSINESS = "BUSINESS"


class Decision(StrEnum):
    AGREE = "AGREE"
    REJECT = "REJECT"


class TargetState(StrEnum):
    MET = "MET"
    NEAR = "NEAR"
    MISSED = "MISSED"
    UNKNOWN = "UNKNOWN"


class ConflictKind(StrEnum):
    SAME_NAME_OTHER_FORMULA = "SAME_NAME_OTHER_FORMULA"
    SAME_FORMULA_OTHER_NAME = "SAME_FORMULA_OTHER_NAME"
    NEAR_DUPLICATE = "NEAR_DUPLICATE"
    VALUE_DIVERGENCE = "VALUE_DIVERGENCE"
    ORPHAN_UPSTREAM = "ORPHAN_UPSTREAM"


class Sensitivity(StrEnum):
    """How closely a figure is guarded; the least number of people in a cell is in `SMALLEST_GROUP`."""

    OPEN = "open"
    INTERNAL = "internal"
    PEOPLE = "people"
    SENSITIVE = "sensitive"
    PERSONAL = "personal"


SMALLEST_GROUP = {
    Sensitivity.OPEN: 0,
    Sensitivity.INTERNAL: 0,
    Sensitivity.PEOPLE: 5,
    Sensitivity.SENSITIVE: 10,
    Sensitivity.PERSONAL: 1,
}
