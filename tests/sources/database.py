"""A PostgreSQL server of the tests' own: in a folder, on a socket in it, gone with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import postgres


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where it is reached, and how a test changes it."""

    dsn: str

    def run(self, *statements: str) -> None:
        import adbc_driver_postgresql.dbapi as driver

        with driver.connect(self.dsn, autocommit=True) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _as_its_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it runs as the user that its package made."""
    if os.geteuid() != 0:
        return {}
    import pwd

    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def running_database() -> Generator[Database]:
    """Start a server with a database `postgres` of the user `shop`, password `s3cret`."""
    programs = postgres.found()
    assert programs is not None
    # A socket's path may have about a hundred characters, which pytest's own folders exceed.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _as_its_user(folder)
    (folder / "password").write_text("s3cret\n")
    (folder / "password").chmod(0o644)

    def run(program: str, *words: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *words]
        subprocess.run(command, **user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    try:
        run(
            "initdb",
            "--no-sync",
            "-A",
            "scram-sha-256",
            "--locale=C.UTF-8",
            "-U",
            "shop",
            f"--pwfile={folder}/password",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Database(dsn=f"postgresql://shop:s3cret@/postgres?host={folder}")
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
