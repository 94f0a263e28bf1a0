"""What is made of each approved edition once, so that a page needn't make it; `manage.py start` makes the rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_search_words")]

    operations = [
        migrations.CreateModel(
            name="RenderedEdition",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rendered",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("rules", models.CharField(max_length=40)),
                ("headline", models.TextField(blank=True)),
                ("lead", models.TextField(blank=True)),
                ("dateline", models.TextField(blank=True)),
                ("description", models.TextField(blank=True)),
                ("minutes", models.PositiveSmallIntegerField(default=1)),
                ("categories", models.JSONField(default=list)),
                ("has_contacts", models.BooleanField(default=True)),
                ("related", models.JSONField(default=list)),
                ("shapes", models.JSONField(default=list)),
                ("photograph", models.TextField(blank=True)),
                ("gallery", models.TextField(blank=True)),
                ("code", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
