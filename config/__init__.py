"""The room that joins all others."""

# Loaded with the settings, before any room is ready: whatever a room wakes, it asks our application
# for, and not one of Celery's own that knows no broker.
from config.celery import app

__all__ = ["app"]
