"""The company's own facts, and its local day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, memo, policy
from core.errors import Refused
from core.models import CompanySettings, ThemeSettings
from core.policy import Actor


class NoCompanyYet(Refused):
    """The database is empty: nobody has said whose it is."""

    code = "core.no_company_yet"


@dataclass(frozen=True, slots=True)
class Company:
    """Whose database this is. `iban` is the company's own account, from which payouts are made.

    What stands at the foot of every paper: `register_entry` is like "Amtsgericht Freiburg, HRB 1".
    Refunds above `refund_limit_minor` are transferred by somebody else than who accepted them.
    Payouts below `minimum_payout_minor` wait, at most `force_payout_after_days`; changed bank data
    are used after `bank_cool_down_hours`.
    """

    name: str
    currency: str
    country: str
    time_zone: str = "Europe/Berlin"
    language: str = "de"
    street: str = ""
    postcode: str = ""
    town: str = ""
    account_holder: str = ""
    iban: str = ""
    bic: str = ""
    tax_number: str = ""
    vat_id: str = ""
    register_entry: str = ""
    managing_directors: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    agreement_version: str = ""
    review_applications: bool = False
    house_sponsor_code: str = ""
    refund_limit_minor: int = 10_000
    minimum_payout_minor: int = 0
    force_payout_after_days: int = 90
    bank_cool_down_hours: int = 72
    is_demo: bool = False

    def day_of(self, at: datetime) -> date:
        """Return the company's calendar day of an instant."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


_NAMES = tuple(one.name for one in fields(Company))
_THEME = tuple(
    f"theme__{one.name}"
    for one in ThemeSettings._meta.concrete_fields
    if one.name not in ("company", "logo")
)
_MEMO = "company"


def company() -> Company:
    """Return the company.

    Raises: NoCompanyYet — set it up first.
    """
    found = company_or_none()
    if found is None:
        raise NoCompanyYet(_("No company is set up yet. Run “dev.py up” or save its settings."))
    return found


def company_or_none() -> Company | None:
    """Return the company, or None in an empty database."""
    row = settings_row()
    return Company(**{name: row[name] for name in _NAMES}) if row else None


def settings_row() -> dict[str, Any] | None:
    """Return the company's settings with its theme's, read once a request."""
    return memo.remembered(_MEMO, _read)


def forget_settings() -> None:
    """Read the settings anew: they were just changed."""
    memo.forget(_MEMO)


def _read() -> dict[str, Any] | None:
    row: dict[str, Any] | None = CompanySettings.objects.values(*_NAMES, *_THEME).first()
    return row


@transaction.atomic
def save_company(*, actor: Actor, settings: Company, at: datetime) -> Company:
    """Set the company's facts; the change is audited by the names of what changed."""
    policy.require(actor, "core.edit_company")
    wanted = {name: getattr(settings, name) for name in _NAMES}
    before = company_or_none()
    CompanySettings.objects.update_or_create(id=1, defaults=wanted)
    forget_settings()
    changed = [name for name in _NAMES if before is None or getattr(before, name) != wanted[name]]
    audit.record(
        actor=actor, action="core.edit_company", subject="company", at=at, facts={"keys": changed}
    )
    return settings


def local_date(at: datetime) -> date:
    """Return the company's calendar day of an instant."""
    return company().day_of(at)
