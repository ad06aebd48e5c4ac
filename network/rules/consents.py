"""What a customer may allow the partner who advises it; both are off until it says so."""

from __future__ import annotations

ADVISOR_SEES_ORDERS, ADVISOR_SEES_CONTACT = "advisor-sees-orders", "advisor-sees-contact"
