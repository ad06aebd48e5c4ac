"""What the desk keeps."""

from desk.models.mail import Mail, MailState
from desk.models.task import Task, TaskKind

__all__ = ["Mail", "MailState", "Task", "TaskKind"]
