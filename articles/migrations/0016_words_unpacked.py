"""On PostgreSQL the words of an entry are no longer packed.

For a phrase the index alone doesn't answer: PostgreSQL reads the words of each entry that has all of them, and to
unpack them took longest. On 20,000 releases one of two common words takes 50 ms for 87; the words take a third more
room.

What is there stays as it is and is found as it was; what is written anew stands so, and `rebuild_search` writes all of
it anew, beside a running site. To write it here would hold up the update for half a minute.
"""

from django.db import migrations

SET = "ALTER TABLE articles_searchentry ALTER COLUMN words SET STORAGE"


def store(storage):
    """Return a migration step that has the words stored so from now on, where there is a choice."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"{SET} {storage}")

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_views_as_one_number")]

    operations = [migrations.RunPython(store("EXTERNAL"), store("EXTENDED"))]
