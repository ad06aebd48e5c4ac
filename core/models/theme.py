"""How the company's pages look: one row, and its logo beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ThemeSettings(models.Model):
    """Colours, type, corners and the words of the frame."""

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

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_theme")]

    def __str__(self) -> str:
        return self.short_name or "theme"
