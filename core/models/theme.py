"""How the company's pages look, and its logo."""

from __future__ import annotations

from django.db import models

from core.models.company import CompanySettings


class ThemeSettings(models.Model):
    """Colours, type, corners and the words of the frame."""

    company = models.OneToOneField(
        CompanySettings, on_delete=models.PROTECT, primary_key=True, related_name="theme"
    )
    short_name = models.TextField(blank=True)
    brand_light = models.CharField(max_length=7)
    brand_dark = models.CharField(max_length=7)
    accent_light = models.CharField(max_length=7)
    accent_dark = models.CharField(max_length=7)
    ground = models.CharField(max_length=16)
    heading_font = models.CharField(max_length=16)
    body_font = models.CharField(max_length=16)
    corners = models.CharField(max_length=16)
    words = models.JSONField(default=dict)
    logo = models.BinaryField(null=True)
    logo_width = models.PositiveIntegerField(default=0)
    logo_height = models.PositiveIntegerField(default=0)
    logo_digest = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return self.short_name or "theme"
