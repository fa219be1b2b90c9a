"""A copy of what the test database holds, to begin each test from.

Loading the demonstration takes seconds, copying what was loaded a fraction of one.
"""

import io
import sqlite3

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


def take():
    """Return a copy of everything in the database, with `restore`, which puts it back."""
    return _SQLite() if connection.vendor == "sqlite" else _PostgreSQL()


class _SQLite:
    def __init__(self):
        connection.ensure_connection()
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.copy)

    def restore(self):
        """Make the database what it was."""
        connection.ensure_connection()
        self.copy.backup(connection.connection)


class _PostgreSQL:
    """Tables are copied as PostgreSQL writes them; whether keys fit together was checked when they were written."""

    def __init__(self):
        self.rows = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                written = io.BytesIO()
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as lines:
                    for line in lines:
                        written.write(line)
                self.rows[table] = written.getvalue()
        models = [*apps.get_models(include_auto_created=True)]
        self.reset = connection.ops.sequence_reset_sql(no_style(), models)

    def restore(self):
        """Make the database what it was."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            # Emptying so many small tables row by row is much faster than TRUNCATE, which makes each file anew.
            cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in self.rows))  # noqa: S608  names from the catalogue
            for table, rows in self.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as lines:
                    lines.write(rows)
            cursor.execute("; ".join(self.reset))
