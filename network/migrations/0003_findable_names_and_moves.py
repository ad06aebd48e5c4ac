"""Find sealed names by keyed beginnings; keep wishes to move members; let partners show themselves."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_texts"),
        ("network", "0002_append_only_and_first_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberProfile",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to="network.member",
                    ),
                ),
                ("public_name_sealed", models.BinaryField(null=True)),
                ("greeting_sealed", models.BinaryField(null=True)),
                ("phone_sealed", models.BinaryField(null=True)),
                ("business_email_sealed", models.BinaryField(null=True)),
                ("shares_contact", models.BooleanField(default=False)),
                ("hides_name", models.BooleanField(default=False)),
                ("hidden_reason", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NameKeys",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="core.personkey",
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SponsorChangeRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("reason", models.TextField()),
                ("requested_by", models.TextField()),
                ("requested_by_account", models.BigIntegerField()),
                ("requested_at", models.DateTimeField()),
                ("is_approved", models.BooleanField(null=True)),
                ("decision_reason", models.TextField(null=True)),
                ("decided_by", models.TextField(null=True)),
                ("decided_by_account", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="customercredit",
            name="actor",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="customercredit",
            name="reason",
            field=models.TextField(default="registration"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["status", "-id"], name="member_by_status"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["country", "-id"], name="member_by_country"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["joined_on", "id"], name="member_by_joining"),
        ),
        migrations.AddIndex(
            model_name="membertitle",
            index=models.Index(fields=["rank", "member"], name="titles_by_rank"),
        ),
        migrations.AddIndex(
            model_name="namekeys",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="name_beginnings"),
        ),
        migrations.AddField(
            model_name="sponsorchangerequest",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves_asked",
                to="network.member",
            ),
        ),
        migrations.AddField(
            model_name="sponsorchangerequest",
            name="new_sponsor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.member",
            ),
        ),
        migrations.AddField(
            model_name="sponsorchangerequest",
            name="old_sponsor",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.member",
            ),
        ),
        migrations.AddIndex(
            model_name="sponsorchangerequest",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", True)),
                fields=["id"],
                name="moves_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorchangerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("member",),
                name="one_move_waiting_per_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorchangerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by_account__isnull", True),
                    models.Q(
                        ("decided_by_account", models.F("requested_by_account")), _negated=True
                    ),
                    _connector="OR",
                ),
                name="move_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorchangerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("decided_by_account__isnull", True),
                        ("decision_reason__isnull", True),
                        ("is_approved__isnull", True),
                    ),
                    models.Q(
                        ("decided_at__gte", models.F("requested_at")),
                        ("decided_by__isnull", False),
                        ("decided_by_account__isnull", False),
                        ("decision_reason__isnull", False),
                        ("is_approved__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="move_decided_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorchangerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="move_has_reason"
            ),
        ),
        AppendOnly(
            "network_sponsorchangerequest",
            close_once=(
                "is_approved",
                "decision_reason",
                "decided_by",
                "decided_by_account",
                "decided_at",
            ),
        ),
    ]
