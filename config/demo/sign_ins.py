"""Who may sign in to the demo company; its sign-in page shows these, a real company's never does.

This page is read by the settings, so it imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "moos-und-quelle"  # noqa: S105 — public on purpose, only good where is_demo is set


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One line of the demo's sign-in page."""

    label: object
    email: str
    password: str = DEMO_PASSWORD


def email_of(who: str) -> str:
    """Return the address of a partner or customer of the demo."""
    return f"{who}@example.org"


def staff_email_of(who: str) -> str:
    """Return the address of somebody who works for the demo company."""
    return f"{who}@quellmoos.example"


PARTNER, NEW_PARTNER = email_of("miriam.vogt"), email_of("nele.brandt")
CUSTOMER = email_of("jonas.reiter")
OWNER, CO_OWNER = staff_email_of("inhaberin"), staff_email_of("gesellschafter")
FINANCE, FINANCE_SECOND = staff_email_of("finanzen"), staff_email_of("zweitfreigabe")
WAREHOUSE, SUPPORT = staff_email_of("lager"), staff_email_of("service")
MARKETING, COMPLIANCE = staff_email_of("marketing"), staff_email_of("compliance")

DEMO_SIGN_INS = (
    DemoSignIn(_("Customer"), CUSTOMER),
    DemoSignIn(_("Partner with a large line"), PARTNER),
    DemoSignIn(_("New partner"), NEW_PARTNER),
    DemoSignIn(_("Owner"), OWNER),
    DemoSignIn(_("Support"), SUPPORT),
    DemoSignIn(_("Warehouse"), WAREHOUSE),
    DemoSignIn(_("Marketing"), MARKETING),
    DemoSignIn(_("Compliance"), COMPLIANCE),
    DemoSignIn(_("Finance"), FINANCE),
    DemoSignIn(_("Finance, second person"), FINANCE_SECOND),
)
