"""On PostgreSQL no two approved editions of a release are in force at one moment; SQLite's writers stand in line."""

from django.db import migrations

# int8range(id, id, '[]') makes a range of the one key, so that GiST needs no extension.
ADD = """
ALTER TABLE articles_edition ADD CONSTRAINT approved_editions_do_not_overlap
EXCLUDE USING gist (int8range(release_id, release_id, '[]') WITH &&, tstzrange(live_from, live_until) WITH &&)
WHERE (stage = 'approved')
"""
DROP = "ALTER TABLE articles_edition DROP CONSTRAINT approved_editions_do_not_overlap"


def on_postgresql(statement):
    """Return a migration step that runs the statement on PostgreSQL alone."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(ADD), on_postgresql(DROP))]
