"""The company whose database this is: one row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CompanySettings(models.Model):
    """What papers, prices and bank files need to know of the company."""

    name = models.TextField()
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2)
    time_zone = models.TextField(default="Europe/Berlin")
    language = models.CharField(max_length=5, default="de")
    street = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    town = models.TextField(blank=True)
    account_holder = models.TextField(blank=True)
    iban = models.TextField(blank=True)
    bic = models.TextField(blank=True)
    tax_number = models.TextField(blank=True)
    vat_id = models.TextField(blank=True)
    register_entry = models.TextField(blank=True)
    managing_directors = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    website = models.TextField(blank=True)
    agreement_version = models.TextField(blank=True)
    review_applications = models.BooleanField(default=False)
    house_sponsor_code = models.TextField(blank=True)
    refund_limit_minor = models.BigIntegerField(db_default=10_000, default=10_000)
    minimum_payout_minor = models.BigIntegerField(db_default=0, default=0)
    force_payout_after_days = models.PositiveSmallIntegerField(db_default=90, default=90)
    bank_cool_down_hours = models.PositiveSmallIntegerField(db_default=72, default=72)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_company")]

    def __str__(self) -> str:
        return self.name
