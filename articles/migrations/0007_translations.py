"""A translation knows what it renders; a release has one translation in each language."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_begun_as"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
            ],
            options={
                "verbose_name": "confirmation",
                "verbose_name_plural": "confirmations",
                "ordering": ["edition", "pk"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="renders",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renderings",
                to="articles.edition",
                verbose_name="translated from",
            ),
        ),
        migrations.AlterField(
            model_name="editorialevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("created", "created"),
                    ("submitted", "submitted for review"),
                    ("returned", "returned"),
                    ("approved", "published"),
                    ("scheduled", "scheduled"),
                    ("forced", "published without second eyes"),
                    ("countersigned", "countersigned"),
                    ("overridden", "set a check aside"),
                    ("reverted", "went back to an earlier text"),
                    ("remarked", "remarked"),
                    ("rescheduled", "rescheduled"),
                    ("unscheduled", "unscheduled"),
                    ("discarded", "discarded"),
                    ("withdrawn", "withdrawn"),
                    ("restored", "restored"),
                    ("removed", "removed"),
                    ("put back", "put back"),
                    ("readdressed", "given another address"),
                    ("pinned", "made the lead story"),
                    ("unpinned", "no longer the lead story"),
                    ("replies opened", "opened for replies"),
                    ("replies closed", "closed for replies"),
                    ("translated", "began to translate it"),
                    ("confirmed", "confirmed that the original’s change doesn’t affect it"),
                    ("detached", "made it an original of its own"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="translation key"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                fields=("translation_key", "language"), name="one_translation_a_language"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="articles.edition",
                verbose_name="translation",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="original",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.edition",
                verbose_name="original",
            ),
        ),
    ]
