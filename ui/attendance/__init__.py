"""Attendance: a month of one's own or of somebody's, a team's month, a day's record, the closing of months."""
