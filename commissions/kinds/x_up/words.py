"""Why somebody does not earn by an X-up rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.kinds.kind import Words

from .sales import GIVES_SALE, OWES_SALES
from .walk import GIVEN_AWAY, OWES_RECRUITS

WORDS = Words(
    reasons={
        GIVEN_AWAY: _("passes this recruit up"),
        OWES_RECRUITS: _("has not passed up its own yet"),
        GIVES_SALE: _("passes this sale up"),
        OWES_SALES: _("has not passed up its own yet"),
    }
)
