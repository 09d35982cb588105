"""What a form did, told on the page that follows and taken back there: a cookie that lives for one page."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COOKIE: Final = "said"
SECONDS: Final = 30
SENTENCES: Final[Mapping[str, str]] = {
    "added": "Person added",
    "contract": "Contract recorded",
    "document-kept": "Document kept",
    "document-gone": "Document removed",
    "note-kept": "Note kept",
    "notes-kept": "Note kept about %(num)s people",
    "fields-kept": "Fields saved",
    "field-defined": "Field added",
    "field-changed": "Field changed",
    "corrected": "Corrected; the earlier version stays in the history",
    "retracted": "Taken back; it stays in the history",
    "saved": "Changes saved",
    "complete-probation": "Probation completed",
    "transfer": "Transfer recorded",
    "promote": "Promotion recorded",
    "pay": "Pay change recorded",
    "notice": "Notice recorded",
    "withdraw-notice": "Notice withdrawn",
    "leave": "Leaving recorded",
    "rehire": "Rehired",
    "password": "Password set; sign in with it",
    "own-password": "Password changed; other browsers are signed out",
    "opening-saved": "Opening saved",
    "opening-closed": "Opening closed",
    "opening-reopened": "Open to candidates again",
    "candidate-added": "Candidate entered",
    "candidate-changed": "Candidate changed",
    "candidate-moved": "Step recorded",
    "candidate-hired": "Hired; the record of the employee is there",
    "test-kept": "Test recorded",
    "referred": "Referred; the hiring manager hears of it",
    "topics-added": "The usual topics are there",
    "product-named": "Named; what was said so is of that product now",
    "products-in": "The list is in",
    "measure-taken": "The measure has an owner now",
    "measure-closed": "Measure closed",
    "need-kept": "Written down",
    "person-erased": "The person's data is erased",
    "customers-in": "The list is in",
    "drafted": "Draft saved",
    "handed-in": "Handed in for signing",
    "signed": "Signed",
    "sent-back": "Sent back to its author",
    "published": "Published",
    "retired": "Retired",
    "target-set": "Target set",
    "target-removed": "Target removed",
    "default-set": "Default of the family set",
    "core-signed": "The twelve core metrics are signed for your side",
    "frozen": "Report frozen",
    "report-deleted": "Report thrown away",
    "kept": "Kept on the board",
    "account-added": "Account added; invite its owner now",
    "account-disabled": "Account disabled",
    "account-enabled": "Account enabled",
    "account-unlocked": "Unlocked",
    "account-unlinked": "Unlinked",
    "role-revoked": "Role revoked",
    "session-ended": "Signed out there",
    "account-signed-out": "Signed out everywhere",
    "sessions-ended": "Signed out everywhere else",
    "token-revoked": "Token revoked",
    "grant-proposed": "Proposed; a second person decides",
    "grant-approved": "Approved",
    "grant-refused": "Refused",
    "grant-withdrawn": "Proposal withdrawn",
    "job-retried": "The job runs again",
    "job-cancelled": "Job called off",
    "delivery-resent": "Sent again",
    "webhook-made": "Receiver added",
    "webhook-on": "Switched on",
    "webhook-off": "Switched off",
    "digest-set": "Digest saved",
    "notifications-saved": "Your choices are saved",
    "robot-set": "Robot set up; send it a test",
    "robot-removed": "Robot removed",
    "calendar-revoked": "The calendar's address no longer works",
    "closed": "Closed",
    "reopened": "Open again",
    "master-added": "Added to the list",
    "chain-whole": "The chain is whole: %(num)s entries checked",
    "board-deleted": "Board thrown away",
    "undone": "Taken back",
    "done-many": "Done to %(num)s",
    "done-some": "Done to %(num)s; the others refused and stay as they were",
    "plan-kept": "Draft saved",
    "plan-proposed": "Handed in; somebody else decides",
    "plan-retired": "Plan retired",
    "plan-discarded": "Draft thrown away",
    "plan-revised": "A new revision to work on; the published one holds until it is published",
    "stage-set": "Stage set",
    "stage-removed": "Stage taken out",
    "family-set": "Family saved",
    "day-recorded": "Day recorded",
    "day-removed": "Day taken away",
    "day-adjusted": "Adjustment recorded; it counts in the next open month",
    "month-locked": "Month locked",
    "month-unlocked": "Month open again",
    "leave-asked": "Request handed in",
    "leave-withdrawn": "Request taken back",
    "leave-returned": "Days given back",
    "kind-set": "Kind of leave saved",
    "calendar-set": "Calendar saved",
    "balance-set": "Balance adjusted",
    "approved": "Approved",
    "refused": "Refused",
    "returned": "Returned for changes",
    "too-late": "Too late to take back",
    "taken-back": "Request taken back",
    "resigned": "Resignation handed in",
    "deputy-named": "Deputy named",
    "deputy-ended": "Deputy's time ended",
    "chain-set": "Chain saved",
    "norm-set": "Norm set",
    "settled": "Conflict settled",
    "settled-many": "%(num)s conflicts settled",
    "drops-settled": "%(num)s answered",
    "merged": "Records merged",
    "told-apart": "Kept as two people",
    "view-kept": "View kept",
    "view-deleted": "View thrown away",
    "view-opens": "The list opens this way from now on",
    "moved": "%(num)s moved",
    "scores-saved": "%(num)s scores saved",
    "review-kept": "Draft kept",
    "review-sent": "Handed in",
    "reviews-sent": "%(num)s handed in",
    "card-returned": "Returned to the person",
    "calibrated": "Changed, with its reason",
    "cycle-moved": "Done; everybody sees where the cycle stands",
    "card-acknowledged": "Acknowledged",
    "card-correcting": "A new version is with the manager; the closed one stays",
    "card-disputed": "Your objection is with HR",
    "scheme-kept": "Draft of the scheme saved",
    "scheme-proposed": "Handed to a second person",
    "scheme-revised": "A new revision is drafted; the one in force goes on",
    "scheme-ended": "Scheme ended",
    "scheme-discarded": "Draft thrown away",
    "commission-proposed": "Handed to a second person",
    "commission-stopped": "Commission stopped; its rest lapsed",
    "run-proposed": "Run proposed; look at its checks",
    "run-checked": "Checked; the checks say whether a second person was asked",
    "run-released": "Released for payment",
    "run-paid": "Paid; everybody sees their line",
    "run-revoked": "Run revoked",
    "run-reversed": "Reversal proposed as a run of its own",
    "honor-given": "Honor given",
    "honor-revoked": "Honor revoked",
    "honor-saved": "Honor saved",
    "kudos-given": "Thanks are on the wall",
    "kudos-reported": "HR will look at it",
    "kudos-settled": "Settled",
    "contest-saved": "Planned",
    "contest-invited": "Invited",
    "contest-answered": "Answered",
    "contest-marked": "List taken",
    "contest-cancelled": "Called off; everybody invited hears of it",
    "goal-set": "Goal saved",
    "goal-checked": "Checked in",
    "goal-cancelled": "Goal given up",
    "calibration-opened": "Session opened; its members are told",
    "calibration-kept": "It stays as it is",
    "calibration-closed": "Session ended; its table is cleared",
    "talk-planned": "Talk planned; the other is told",
    "talk-changed": "Talk moved; the other is told",
    "talk-noted": "Note kept",
    "talk-held": "Talk recorded as held",
    "talk-cancelled": "Talk called off",
    "talk-added": "Added to the talk",
    "talk-ticked": "Ticked",
    "improvement-saved": "Plan saved",
    "improvement-started": "Plan started; the person is told",
    "improvement-seen": "Confirmed",
    "improvement-ticked": "Step ticked",
    "improvement-closed": "Outcome recorded",
    "home-usual": "Home is laid out as it was made",
    "notices-read": "Marked as read",
    "checks-drawn": "Contacts drawn by lot",
    "check-rated": "Rating handed in",
    "check-decided": "Decided",
    "disputed": "Objection handed in",
    "answer-excluded": "The answer no longer counts",
    "answer-upheld": "The answer counts",
    "answer-counts": "The answer counts again",
    "sheet-used": "Sheet in use",
    "report-sent": "Sent; it counts once confirmed",
    "report-confirmed": "Confirmed; it counts now",
    "answered": "Handed in; your name is not kept",
    "declined": "Declined",
    "round-opened": "Round open; those asked are told",
    "round-closed": "Round closed",
    "support-taken": "It is yours now",
    "support-assigned": "Handed on",
    "support-moved": "Moved to the other department",
    "support-replied": "Sent to the other side",
    "support-solved": "Solved; who asked confirms it",
    "support-confirmed": "You confirmed that it is solved",
    "support-reopened": "Open again",
    "support-asked": "Sent; it has an owner already",
    "support-topic-saved": "Topic saved",
    "suggested": "Sent; you see the answer here",
    "suggested-unnamed": "Sent without your name; it shows once enough people have sent one",
    "suggestion-answered": "The suggestion is answered",
    "pulse-answered": "Counted; your name is not kept",
    "pulse-kept": "Question saved",
    "agenda-collected": "What is open stands on the agenda",
    "point-added": "Point added",
    "point-removed": "Point taken off",
    "meeting-invited": "Invited",
    "action-added": "Action added; its owner is told",
    "action-ticked": "Done",
    "series-saved": "Series saved; the next meetings are planned",
    "minutes-kept": "Minutes kept as a draft",
    "meeting-held": "Held; the minutes are kept",
    "retro-begun": "Begun; the team can write",
    "retro-saved": "Retrospective saved",
    "case-added": "Case added",
    "case-shared": "In the library now",
    "feedback-claim": "Claimed; it is yours now",
    "feedback-release": "Given back to the team",
    "feedback-assign": "Given on; they are told",
    "feedback-route": "Sent to the team; they are told",
    "feedback-answer": "Answer kept",
    "feedback-pause": "The clock is on hold",
    "feedback-resume": "The clock runs again",
    "feedback-resolve": "Resolved",
    "feedback-reopen": "Open again",
    "feedback-claimed-many": "%(num)s claimed",
    "feedback-resolved-many": "%(num)s resolved",
    "feedback-routed-again": "%(num)s found their team",
    "team-saved": "Team saved",
    "rule-saved": "Rule saved",
    "rule-removed": "Rule removed",
    "course-saved": "Course saved",
    "course-assigned": "Assigned to %(num)s",
    "hours-waived": "Waived; the reason stays readable",
    "course-waived": "Waived; the reason stays readable",
    "course-withdrawn": "Course taken back",
    "course-confirmed": "Confirmed as learned",
    "exam-rated": "Result entered",
    "coaching-kept": "Coaching noted",
    "seat-taken": "On the list",
    "seat-given-back": "Seat given back",
    "attended": "You are on the list of those who were there",
    "session-saved": "Session saved",
    "session-canceled": "Called off; all are told",
    "session-closed": "Session closed",
    "training-rule-saved": "Rule saved; it assigns from the next day on",
    "training-rule-ended": "Rule ended; what it assigned stays",
    "outside-told": "Sent to your manager",
    "course-flagged": "Marked for review",
    "course-reviewed": "Review noted",
    "course-rated": "Thank you; your rating counts without your name",
    "lesson-saved": "Lesson saved",
    "lesson-removed": "Lesson removed",
    "file-kept": "File added",
    "file-removed": "File removed",
    "quiz-saved": "Questions saved",
    "exam-handed-in": "Exam handed in",
    "case-saved": "Case saved",
    "link-saved": "Link saved",
    "link-renewed": "New address given; the old one opens nothing",
    "link-on": "Link on",
    "link-off": "Link off; it opens nothing now",
    "nickname-kept": "Name remembered",
    "nickname-gone": "Name forgotten",
    "feedback-noted": "Written down and sent on",
    "feedback-counts": "It counts now and was sent on",
    "feedback-aside": "Set aside; it does not count",
}


@dataclass(frozen=True)
class Undo:
    """A form that takes back what was done: where it is sent, its fields, and how long it is offered.

    The place ends in `/undo`, so that nothing but taking back can be offered this way.
    """

    place: str
    fields: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 10

    def __post_init__(self) -> None:
        if not (self.place.startswith("/") and self.place.endswith("/undo")) or self.place.startswith("//"):
            raise ValueError(f"undo is sent to a path of ours that ends in /undo, not to {self.place!r}")


@dataclass(frozen=True)
class Said:
    """What a toast shows: a message id, the number that stands in it, and the way back."""

    text: str
    num: int = 0
    undo: Undo | None = None


def tell(response: Response, key: str, *, undo: Undo | None = None, num: int = 0) -> Response:
    """Have the next page say it, with `num` in its place, and offer to take it back."""
    response.set_cookie(COOKIE, written(key, undo, num), max_age=SECONDS, samesite="lax", httponly=True)
    return response


def told(request: Request) -> Said | None:
    """Return what is to be said, if anything; what can't be read or isn't ours says nothing."""
    key, _, more = request.cookies.get(COOKIE, "").partition(".")
    if (text := SENTENCES.get(key)) is None:
        return None
    try:
        num, undo = read(more) if more else (0, None)
    except (ValueError, TypeError, KeyError):
        return Said(text)
    return Said(text, num, undo)


def written(key: str, undo: Undo | None, num: int) -> str:
    if undo is None and not num:
        return key
    more = {"n": num} | ({"p": undo.place, "f": undo.fields, "s": undo.seconds} if undo else {})
    return f"{key}.{urlsafe_b64encode(orjson.dumps(more)).decode().rstrip('=')}"


def read(more: str) -> tuple[int, Undo | None]:
    found = orjson.loads(urlsafe_b64decode(more + "=" * (-len(more) % 4)))
    undo = None
    if "p" in found:
        fields = {str(name): str(value) for name, value in found["f"].items()}
        undo = Undo(str(found["p"]), fields, int(found["s"]))
    return int(found["n"]), undo
