"""What pages with a form share: carry the form out, say so, or show what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.utils.translation import gettext as _

from storefront.forms.refusing import RefusingForm
from storefront.visits import VisitRequest


def saved(request: VisitRequest, form: RefusingForm, save: Callable[[], object]) -> bool:
    """Carry out what a valid form asks for; tell whether it was done."""
    if request.method != "POST" or not form.is_valid():
        return False

    def deed() -> bool:
        save()
        return True

    if not form.carry_out(deed):
        return False
    messages.success(request, _("Saved."))
    return True


def status_of(*forms: RefusingForm) -> int:
    """Return the status of a page with these forms."""
    return 422 if any(form.errors for form in forms) else 200
