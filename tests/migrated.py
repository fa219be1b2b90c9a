"""The test database, migrated once for each state of the migrations instead of once in every process.

Migrating takes nine seconds, copying what was migrated a fraction of one. Django still runs `migrate` on the copy,
so a migration that is missing from it is applied as ever.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.db import connection


def fingerprint() -> str:
    """Name the state of all migrations of this site, with the versions that read them."""
    seen = hashlib.sha256(f"{settings.SETTINGS_MODULE} {django.__version__} {wagtail.__version__}".encode())
    for app in apps.get_app_configs():
        module = settings.MIGRATION_MODULES.get(app.label, f"{app.name}.migrations")
        if module is None or find_spec(module) is None:
            continue
        for file in sorted(Path(next(iter(import_module(module).__path__))).glob("*.py")):
            seen.update(f"{app.label} {file.name}".encode())
            seen.update(file.read_bytes())
    return seen.hexdigest()[:16]


@contextmanager
def migrated_once() -> Iterator[None]:
    """While it holds, the test database begins as a copy of one that was migrated before."""
    creation = connection.creation
    create = creation.create_test_db

    def create_from_template(*args: object, **options: object) -> str:
        name = fingerprint()
        with _lock(name):
            copy = _SQLite(name) if connection.vendor == "sqlite" else _PostgreSQL(name)
            return copy.create(create, args, options)

    creation.create_test_db = create_from_template
    try:
        yield
    finally:
        del creation.create_test_db


@contextmanager
def _lock(name: str) -> Iterator[None]:
    """One process migrates, the others wait for it and copy."""
    with (_folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"candour-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class _SQLite:
    """The copy is a file, read into the memory in which the tests work."""

    def __init__(self, name: str) -> None:
        self.file = _folder() / f"{name}.sqlite3"

    def create(self, create, args, options):
        creation = connection.creation
        begin = creation._create_test_db

        def begin_with_the_copy(*inner: object, **more: object) -> str:
            name = begin(*inner, **more)
            connection.settings_dict["NAME"] = name
            connection.ensure_connection()
            with closing(sqlite3.connect(self.file)) as copy:
                copy.backup(connection.connection)
            return name

        if self.file.exists():
            creation._create_test_db = begin_with_the_copy
        try:
            name = create(*args, **options)
        finally:
            creation.__dict__.pop("_create_test_db", None)
        if not self.file.exists():
            self._keep()
        return name

    def _keep(self) -> None:
        unfinished = self.file.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.connection.backup(copy)
        unfinished.rename(self.file)


class _PostgreSQL:
    """The copy is a database beside the tests', which says in its comment which migrations it holds."""

    def __init__(self, name: str) -> None:
        self.fingerprint = name
        self.database = f"candour_template_{settings.SETTINGS_MODULE.rpartition('.')[2]}"

    def create(self, create, args, options):
        creation, test = connection.creation, connection.settings_dict["TEST"]
        with creation._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [self.database],
            )
            kept = cursor.fetchone()
        if kept == (self.fingerprint,):
            test["TEMPLATE"] = self.database
            return create(*args, **options)
        name = create(*args, **options)
        connection.close()
        with creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.database}")
            cursor.execute(f'CREATE DATABASE {self.database} TEMPLATE "{name}"')
            cursor.execute(f"COMMENT ON DATABASE {self.database} IS '{self.fingerprint}'")
        return name
