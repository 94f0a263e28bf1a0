"""An edition that is ready to be sent knows who is to be called; and PostgreSQL keeps the texts of search as they are.

To unpack the twenty texts of a page of results took an eighth of PostgreSQL's time for a search; unpacked they take a
tenth more room. What is there stays packed until `rebuild_search`. Editions are made ready anew by `manage.py start`.
"""

from django.db import migrations, models

SET = "ALTER TABLE articles_searchentry ALTER COLUMN text SET STORAGE"


def store(storage):
    """Return a migration step that has the texts stored so from now on, where there is a choice."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"{SET} {storage}")

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_narrow_search")]

    operations = [
        migrations.RemoveField("renderededition", "has_contacts"),
        migrations.AddField("renderededition", "contacts", models.JSONField(default=list)),
        migrations.RunPython(store("EXTERNAL"), store("EXTENDED")),
    ]
