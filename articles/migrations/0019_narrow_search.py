"""On PostgreSQL the table of search has little in each row, and is asked by a function that always goes by the index.

Text and words of an entry stand beside the table, so that all its rows are in a twentieth of the pages: for each word
that is looked up as many pages are read as there are finds in different ones. To PostgreSQL such a table looks as if to
read all of it were cheaper than to go by the index, but to read the words of an entry is dear; hence the function.

What is there stays as it is and is found as it was; `rebuild_search` writes all of it anew, beside a running site.
"""

from django.db import migrations

# In bytes: a row is shortened until it has no more, or nothing is left to be taken out of it.
NARROW = "ALTER TABLE articles_searchentry SET (toast_tuple_target = 128)"
WIDE = "ALTER TABLE articles_searchentry RESET (toast_tuple_target)"
FUNCTION = """
    CREATE FUNCTION articles_search(sought tsquery) RETURNS text LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
    BEGIN
        RETURN (SELECT string_agg(edition_id::text, ',') FROM articles_searchentry WHERE words @@ sought);
    END
    $$
"""
NO_FUNCTION = "DROP FUNCTION articles_search(tsquery)"


def on_postgresql(*statements):
    """Return a migration step that executes some statements there."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_views_in_batches")]

    operations = [migrations.RunPython(on_postgresql(NARROW, FUNCTION), on_postgresql(NO_FUNCTION, WIDE))]
