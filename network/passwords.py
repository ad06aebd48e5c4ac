"""The rules a new password has to keep."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from network.rules.identity import is_common_german, personal_words

TOO_SIMILAR = 0.7


class WeakPassword(Invalid):
    """The password breaks one of the rules; the message names each."""

    code = "network.weak_password"


def check_password_rules(password: str, *, email: str = "", name: str = "") -> None:
    """Insist on length, on no common password, and on more than one's own name or address.

    Raises: WeakPassword.
    """
    try:
        validate_password(password)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from None
    if is_common_german(password):
        raise WeakPassword(_("This password is one of the first that anybody tries."))
    written = password.casefold()
    for word in personal_words(email, name):
        if SequenceMatcher(a=written, b=word).quick_ratio() >= TOO_SIMILAR and (
            SequenceMatcher(a=written, b=word).ratio() >= TOO_SIMILAR
        ):
            raise WeakPassword(
                _("The password is too close to your name or e-mail address. Choose another.")
            )
