"""Training as those who run it see it: what is due, sessions, exams, rules, and outside learning."""
