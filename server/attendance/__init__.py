"""Days worked and days off: daily attendance, the work calendar, absences and their balances, closed months."""
