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


OWNER = "inhaberin@quellmoos.example"
FINANCE = "finanzen@quellmoos.example"
FINANCE_SECOND = "zweitfreigabe@quellmoos.example"
WAREHOUSE = "lager@quellmoos.example"
SUPPORT = "service@quellmoos.example"
PARTNER = "miriam.vogt@quellmoos.example"
CUSTOMER = "jonas.reiter@quellmoos.example"

DEMO_SIGN_INS = (
    DemoSignIn(_("Partner"), PARTNER),
    DemoSignIn(_("Customer"), CUSTOMER),
    DemoSignIn(_("Owner"), OWNER),
    DemoSignIn(_("Finance"), FINANCE),
    DemoSignIn(_("Finance, second person"), FINANCE_SECOND),
    DemoSignIn(_("Warehouse"), WAREHOUSE),
    DemoSignIn(_("Support"), SUPPORT),
)
