"""What the desk keeps."""

from desk.models.mail import Mail, MailState
from desk.models.mail_job import MailJob
from desk.models.task import Task, TaskKind

__all__ = ["Mail", "MailJob", "MailState", "Task", "TaskKind"]
