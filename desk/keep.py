"""The e-mail backend of a developer's machine: nothing leaves, the kept rows are the mailbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Take messages and send them nowhere; mails of the desk are not even put together."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many messages there were."""
        return len(email_messages)
