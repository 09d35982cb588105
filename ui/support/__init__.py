"""Support requests, suggestions and the question of the week."""
