"""Sign out somewhere else."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import NotFound
from core.policy import Actor
from network.models import AccountSession
from network.selectors.sessions import mark_of


class SessionNotFound(NotFound):
    """The session has ended already."""

    code = "network.session_not_found"


@transaction.atomic
def end_session(*, actor: Actor, account_id: int, mark: str) -> None:
    """Sign out in one place.

    Raises: NotAllowed; SessionNotFound.
    """
    policy.require(actor, "network.edit_account", account_id=account_id)
    of_account = AccountSession.objects.filter(account_id=account_id)
    ended = [key for key in of_account.values_list("pk", flat=True) if mark_of(key) == mark]
    if not ended:
        raise SessionNotFound(_("You are not signed in there any more."))
    of_account.filter(pk__in=ended).delete()


@transaction.atomic
def end_other_sessions(*, actor: Actor, account_id: int, this_key: str | None) -> int:
    """Sign out everywhere but here; return in how many places.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.edit_account", account_id=account_id)
    others = AccountSession.objects.filter(account_id=account_id)
    ended, _by_table = others.exclude(pk=this_key or "").delete()
    return ended
