"""The company's texts, whose wordings are never edited."""

from __future__ import annotations

from django.db import migrations, models

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="TextVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("language", models.CharField(max_length=5)),
                ("version", models.CharField(max_length=64)),
                ("valid_from", models.DateField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("published_by", models.TextField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "country", "language", "version"), name="text_version_once"
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "country", "language", "valid_from"),
                        name="text_one_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True)
                        & models.Q(("body", ""), _negated=True)
                        & models.Q(("version", ""), _negated=True),
                        name="text_is_not_empty",
                    ),
                ],
            },
        ),
        AppendOnly("core_textversion"),
    ]
