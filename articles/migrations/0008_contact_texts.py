"""People to call are named in each language."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_translations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Russian"), ("kk", "Kazakh")],
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("role", models.CharField(blank=True, max_length=160, verbose_name="role")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="articles.contact",
                        verbose_name="contact",
                    ),
                ),
            ],
            options={
                "verbose_name": "name in another language",
                "verbose_name_plural": "names in other languages",
                "constraints": [
                    models.UniqueConstraint(fields=("contact", "language"), name="one_text_a_contact_and_language")
                ],
            },
        ),
    ]
