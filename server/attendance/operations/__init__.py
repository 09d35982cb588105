"""The operations of attendance: each changes in one transaction, tells its figures, and leaves an audit entry."""

from server.attendance.operations.absences import request_absence, return_absence, withdraw_absence
from server.attendance.operations.balances import adjust_absence_balance
from server.attendance.operations.days import (
    adjust_attendance,
    record_attendance_day,
    remove_attendance_day,
)
from server.attendance.operations.kinds import set_absence_type, set_calendar_day
from server.attendance.operations.months import lock_attendance_month, unlock_attendance_month

__all__ = [
    "adjust_absence_balance",
    "adjust_attendance",
    "lock_attendance_month",
    "record_attendance_day",
    "remove_attendance_day",
    "request_absence",
    "return_absence",
    "set_absence_type",
    "set_calendar_day",
    "unlock_attendance_month",
    "withdraw_absence",
]
