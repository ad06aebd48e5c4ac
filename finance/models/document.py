"""Invoices, Gutschriften, corrections: issued once, numbered without gaps, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What a document is."""

    INVOICE = "invoice", _("invoice")
    CORRECTION = "correction", _("invoice correction")
    CREDIT_NOTE = "credit_note", _("Gutschrift")
    CREDIT_NOTE_CORRECTION = "credit_note_correction", _("correction of a Gutschrift")


class Letterhead(models.Model):
    """The company's face on papers at one time: its facts, colours and logo. Append-only.

    Papers keep pointing at the one they were issued with, so they can be drawn again as they were.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    facts = models.JSONField()
    logo = models.BinaryField(null=True)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        return self.sha256[:8]


class Document(models.Model):
    """One paper. `content_sealed` holds every word on it; columns are what is searched and summed.

    Triggers refuse any change, lines that do not add up, and a sequence that skips a number.
    """

    kind = models.CharField(_("kind"), max_length=24, choices=DocumentKind.choices)
    series = models.CharField(_("series"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("sequence"))
    number = models.CharField(_("number"), max_length=32, unique=True)
    key = models.CharField(max_length=100, unique=True)
    request_digest = models.CharField(max_length=64)
    subject = models.CharField(_("subject"), max_length=64)
    order_number = models.CharField(_("order"), max_length=40)
    account_id = models.BigIntegerField(null=True)
    person_id = models.UUIDField()
    language = models.CharField(max_length=5)
    currency = models.CharField(_("currency"), max_length=3)
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField(_("issued at"))
    supplied_on = models.DateField(_("supplied on"))
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    line_count = models.PositiveIntegerField()
    template = models.CharField(max_length=40)
    letterhead = models.ForeignKey(Letterhead, on_delete=models.PROTECT, related_name="+")
    content_sealed = models.BinaryField()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["subject", "id"], name="finance_document_subject"),
            models.Index(fields=["order_number"], name="finance_document_order"),
            models.Index(fields=["account_id", "-id"], name="finance_document_account"),
            models.Index(fields=["issued_on", "id"], name="finance_document_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "sequence"], name="finance_document_sequence_once"
            ),
            models.CheckConstraint(
                condition=Q(gross_minor=F("net_minor") + F("tax_minor")),
                name="finance_document_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(gross_minor__gt=0, net_minor__gte=0, tax_minor__gte=0),
                name="finance_document_positive",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["invoice", "credit_note"], corrects__isnull=True)
                | Q(kind__in=["correction", "credit_note_correction"], corrects__isnull=False),
                name="finance_document_correction_names_original",
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=1), name="finance_document_sequence_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DocumentLine(models.Model):
    """One line of a document, with its share of the document's net."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    name = models.TextField(_("name"))
    sku = models.CharField(_("SKU"), max_length=80)
    quantity = models.IntegerField(_("quantity"))
    unit_gross_minor = models.BigIntegerField(null=True)
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    tax_rate_bp = models.IntegerField()

    class Meta:
        verbose_name = _("document line")
        verbose_name_plural = _("document lines")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="finance_document_line_position_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, gross_minor__gte=F("net_minor"), net_minor__gte=0),
                name="finance_document_line_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"


class DocumentRender(models.Model):
    """The hash of a document's PDF when it was first drawn, and what drew it. Append-only."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="render")
    sha256 = models.CharField(max_length=64)
    typesetter = models.CharField(max_length=40)
    rendered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("first rendering")
        verbose_name_plural = _("first renderings")

    def __str__(self) -> str:
        return self.sha256[:8]
