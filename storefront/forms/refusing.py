"""A form that shows the refusal of a use case beside the field it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import Denied, NotFound, Refusal

Result = TypeVar("Result")


class RefusingForm(forms.Form):
    """A form whose valid data go to one use case.

    `about` says which field a refusal's code is about, where the refusal does not name the field
    itself; any other refusal stands above the form.
    """

    about: ClassVar[dict[str, str]] = {}
    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.retry_after = 0
        for name, field in self.fields.items():
            field.error_messages["required"] = _("Please fill this in.")
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.HiddenInput):
                continue
            widget.attrs.setdefault("class", "input")
            widget.attrs.setdefault("id", f"id_{name}")

    @property
    def answer_status(self) -> int:
        """Return the status of the page that shows this form."""
        if self.retry_after:
            return 429
        return 422 if self.errors else 200

    def submit(self, use_case: Callable[[], Result]) -> Result | None:
        """Carry out a use case with what was sent, if that is right; None leaves the page open."""
        return self.carry_out(use_case) if self.is_bound and self.is_valid() else None

    def carry_out(self, use_case: Callable[[], Result]) -> Result | None:
        """Return what the use case returns, or None with the refusal as an error of this form.

        What is missing or forbidden is not the form's business and passes on.
        """
        try:
            return use_case()
        except (NotFound, Denied):
            raise
        except Refusal as refusal:
            if refusal.status == 429:
                self.retry_after = int(str(refusal.facts["retry_after"]))
            field = self.about.get(refusal.code, refusal.facts.get("field"))
            self.add_error(str(field) if field in self.fields else None, refusal.message)
            return None
