"""How the company's pages look."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_company_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThemeSettings",
            fields=[
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="theme",
                        serialize=False,
                        to="core.companysettings",
                    ),
                ),
                ("short_name", models.TextField(blank=True)),
                ("brand_light", models.CharField(max_length=7)),
                ("brand_dark", models.CharField(max_length=7)),
                ("accent_light", models.CharField(max_length=7)),
                ("accent_dark", models.CharField(max_length=7)),
                ("ground", models.CharField(max_length=16)),
                ("heading_font", models.CharField(max_length=16)),
                ("body_font", models.CharField(max_length=16)),
                ("corners", models.CharField(max_length=16)),
                ("words", models.JSONField(default=dict)),
                ("logo", models.BinaryField(null=True)),
                ("logo_width", models.PositiveIntegerField(default=0)),
                ("logo_height", models.PositiveIntegerField(default=0)),
                ("logo_digest", models.CharField(blank=True, max_length=16)),
            ],
        ),
    ]
