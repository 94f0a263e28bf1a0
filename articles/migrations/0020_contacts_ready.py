"""An edition that is ready to be sent knows who is to be called; and PostgreSQL keeps the texts of search as they are.

To unpack the twenty texts of a page of results took an eighth of PostgreSQL's time for a search; unpacked they take a
tenth more room. What is there stays packed until `rebuild_search`. Editions are made ready anew by `manage.py start`.

In pages that it fills from now on PostgreSQL leaves room beside releases: their counts change with each reply, and a
row that moves into another page is put into nine indexes anew.
"""

from django.db import migrations, models

UNPACKED = "ALTER TABLE articles_searchentry ALTER COLUMN text SET STORAGE EXTERNAL"
PACKED = "ALTER TABLE articles_searchentry ALTER COLUMN text SET STORAGE EXTENDED"
WITH_ROOM = "ALTER TABLE articles_release SET (fillfactor = 80)"
FULL = "ALTER TABLE articles_release RESET (fillfactor)"


def on_postgresql(*statements):
    """Return a migration step that executes some statements there."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_narrow_search")]

    operations = [
        migrations.RemoveField("renderededition", "has_contacts"),
        migrations.AddField("renderededition", "contacts", models.JSONField(default=list)),
        migrations.RunPython(on_postgresql(UNPACKED, WITH_ROOM), on_postgresql(PACKED, FULL)),
    ]
