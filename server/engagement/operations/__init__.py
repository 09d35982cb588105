"""What changes in engagement: support, suggestions, the question of the week, meetings, retrospectives."""
