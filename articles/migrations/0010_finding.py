import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_renders_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("text", models.TextField()),
                ("rules", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="oldaddress",
            name="is_foreign",
            field=models.BooleanField(default=False, editable=False, verbose_name="of another system"),
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
                    ("readdressed", "changed its address"),
                    ("address added", "added an old address"),
                    ("address dropped", "dropped an old address"),
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
        migrations.CreateModel(
            name="SearchedWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Russian"), ("kk", "Kazakh")],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="words")),
                ("times", models.PositiveIntegerField(default=0, verbose_name="times")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="found")),
            ],
            options={
                "verbose_name": "searched words",
                "verbose_name_plural": "searched words",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "language", "words"), name="one_count_a_day_language_and_words"
                    )
                ],
            },
        ),
    ]
