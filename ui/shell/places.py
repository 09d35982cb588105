"""The places and acts the palette finds, by area: each with the right that opens it; texts are message ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.admin import access as admin
from ui.attendance import sections as attendance
from ui.feedback.sections import SECTIONS as FEEDBACK
from ui.imports.sections import SECTIONS as DATA
from ui.incentives.sections import SECTIONS as INCENTIVES
from ui.leave import sections as leave
from ui.meetings.sections import SECTIONS as MEETINGS
from ui.metrics.sections import REPORTS
from ui.metrics.sections import SECTIONS as METRICS
from ui.offers import may_read, may_write
from ui.org.sections import SECTIONS as ORGANIZATION
from ui.performance.sections import SECTIONS as PERFORMANCE
from ui.performance.sections import Section, has_record
from ui.recruiting.sections import SECTIONS as RECRUITING
from ui.support.sections import SECTIONS as SUPPORT
from ui.training.sections import SECTIONS as TRAINING

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.kernel.context import Context

Opens = Callable[["Context"], bool]


def does(verb: str) -> Opens:
    """Make the test whether a reader may do a verb to others or to the company."""
    return lambda ctx: may_write(ctx, f"Mutation.{verb}", own=False)


def reads(of: str) -> Opens:
    """Make the test whether a reader may read what belongs to the whole company."""
    return lambda ctx: may_read(ctx, of)


def anybody(_ctx: Context) -> bool:
    return True


def may_set_goals(ctx: Context) -> bool:
    """Tell whether a reader may set goals: their own, or for others."""
    return any(may_write(ctx, "Mutation.saveGoal", own=own) for own in (True, False))


@dataclass(frozen=True)
class Act:
    """Something to do from anywhere."""

    place: str
    icon: str
    text: str
    opens: Opens


@dataclass(frozen=True)
class Area:
    """Pages that stand together under one heading."""

    icon: str
    text: str
    sections: tuple[Section, ...]


ACTS: Final = (
    Act("/people/new", "user-plus", "Add a person", does("hireEmployee")),
    Act("/recruiting/new", "user-plus", "New opening", does("saveJobOpening")),
    Act("/data/new", "file-spreadsheet", "Import a file", does("uploadImport")),
    Act("/leave/new", "tree-palm", "Ask for leave", has_record),
    Act("/support/new", "life-buoy", "Ask for support", has_record),
    Act("/feedback/new", "message-square-quote", "Write down feedback", has_record),
    Act("/field/new", "map-pin", "Field report", has_record),
    Act("/goals/new", "target", "Set a goal", may_set_goals),
    Act("/talks/new", "message-square-text", "Plan a talk", does("planTalk")),
    Act("/plans/new", "scale", "New score plan", does("saveScorePlan")),
    Act("/incentives/schemes/new", "award", "New scheme", does("saveIncentiveScheme")),
    Act("/honors/give", "trophy", "Give an honor", does("giveAward")),
    Act("/training/assign", "graduation-cap", "Assign a course", does("enroll")),
    Act("/training/courses/new", "book-open", "New course", does("saveCourse")),
    Act("/training/sessions/new", "calendar-clock", "Plan a session", does("saveTrainingSession")),
    Act("/feedback/scripts/new", "file-text", "New script", does("saveScript")),
    Act("/metrics/dictionary/new", "sigma", "Draft a metric", does("draftMetric")),
    Act("/metrics/reports/new", "file-chart-column", "New report", does("freezeReport")),
    Act("/approvals/deputies", "users-round", "Name a deputy", has_record),
    Act("/me/resign", "log-out", "Hand in a resignation", has_record),
    Act("/?edit=1", "layout-dashboard", "Arrange home", has_record),
    Act("/me/notifications", "bell", "How I am notified", has_record),
    Act("/account", "user-round", "Account", anybody),
    Act("/help/glossary", "book-open", "Glossary", anybody),
    Act("/help", "circle-question-mark", "Keys and help", anybody),
)
AREAS: Final = (
    Area("gauge", "Performance", PERFORMANCE),
    Area("award", "Incentives", INCENTIVES),
    Area("graduation-cap", "Training", TRAINING),
    Area("message-square-quote", "Customer feedback", FEEDBACK),
    Area("user-plus", "Recruiting", RECRUITING),
    Area("network", "Organization", ORGANIZATION),
    Area("database", "Data", DATA),
    Area("book-open", "Metrics", (*METRICS, *REPORTS)),
    Area("life-buoy", "Support", SUPPORT),
    Area("calendar-clock", "Meetings", MEETINGS),
    Area("scroll-text", "Audit", (Section("/audit/access", "Access log", reads("AccessLogEntry.id")),)),
    Area(
        "stamp",
        "Approvals",
        (
            Section("/approvals", "Approvals", has_record),
            Section("/approvals/chains", "Chains", does("setApprovalChain")),
        ),
    ),
)


@dataclass(frozen=True)
class Found:
    """A place a reader may go to; `area` is the message id of what it belongs to, or empty."""

    place: str
    icon: str
    text: str
    area: str = ""


def places(request: Request) -> Iterator[Found]:
    """Yield acts, then the pages of each area, that this reader may open."""
    ctx: Context = request.state.ctx
    yield from (Found(act.place, act.icon, act.text) for act in ACTS if act.opens(ctx))
    for area in AREAS:
        for section in area.sections:
            if section.opens(ctx):
                yield Found(section.place, area.icon, section.text, area.text)
    for place, text in attendance.sections(request):
        yield Found(place, "calendar-check", text, "Attendance")
    for place, text in leave.sections(request):
        yield Found(place, "tree-palm", text, "Leave")
    for own in admin.every(str):
        if admin.is_open(ctx, own):
            yield Found(own.path, own.icon, own.text, "Settings")
