"""What the desk keeps."""

from desk.models.task import Task, TaskKind

__all__ = ["Task", "TaskKind"]
