"""Industry packs: competencies, profiles, courses, topics, figures and a score plan that come as one, and go as one."""
