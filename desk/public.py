"""What other rooms may call of the desk: functions and frozen types, nothing else."""

from desk.facts import TaskCard
from desk.selectors.tasks import tasks_of
from desk.services.complete_task import TaskNotFound, complete_task
from desk.services.open_welcome_task import open_welcome_task

__all__ = ["TaskCard", "TaskNotFound", "complete_task", "open_welcome_task", "tasks_of"]
