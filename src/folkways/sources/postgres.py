"""Reading rows from a PostgreSQL database, in one read-only query."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pyarrow as pa

from folkways.errors import ConfigError, SourceError
from folkways.model.duration import microseconds
from folkways.model.pull import Pull

TYPENAME = b"ADBC:postgresql:typname"
REASONS = (
    ("authentication failed", "name or password are refused"),
    ("no password supplied", "it asks for a password"),
    ("could not translate host name", "its host has no address"),
    ("Connection refused", "nobody answers at its host and port"),
    ("No such file or directory", "there is no server at its socket"),
    ("does not exist", "its database or role does not exist"),
    ("timeout expired", "it does not answer in time"),
    ("timed out", "it does not answer in time"),
    ("certificate", "its certificate is not trusted"),
    ("SSL", "encryption is not agreed on"),
    ("too many", "it has too many connections"),
    ("connection info string", "the address is not one: postgresql://USER:PASSWORD@HOST:PORT/DATABASE"),
    ("invalid URI", "the address is not one: postgresql://USER:PASSWORD@HOST:PORT/DATABASE"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The rows of a query as they come, and their columns."""

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]


@contextmanager
def opened_rows_of(source: str, pull: Pull, dsn: str, since: str | None) -> Generator[Stream]:
    """Open a pull's rows as a stream, sorted by its cursor; texts where Arrow has no type of its own.

    One statement reads them, so they are of one moment; it can write nothing and ends with the time limit. Raises
    SourceError; what the driver says about the address is never told, as a password may stand in it.
    """
    driver = _driver()
    with _connected(driver, source, dsn) as connection, connection.cursor() as cursor:
        try:
            cursor.execute("SET default_transaction_read_only = on")
            cursor.execute(f"SET statement_timeout = {microseconds(pull.time_limit) // 1000}")
            cursor.execute(_statement(pull, since))
            reader = cursor.fetch_record_batch()
            schema = pa.schema([_field(source, field) for field in reader.schema])
        except (driver.Error, pa.ArrowException, OSError) as error:
            raise _told(source, error, dsn) from None
        try:
            yield Stream(schema=schema, batches=_batches(source, reader, schema, dsn))
        except (ValueError, OverflowError) as error:  # a time beyond those that Python tells
            raise _told(source, error, dsn) from None


def _driver() -> Any:
    try:
        import adbc_driver_postgresql.dbapi as driver
    except ImportError as error:
        raise ConfigError(
            "Reading PostgreSQL needs a driver that is not installed.",
            hint="Install it: pip install 'folkways[postgres]'",
        ) from error
    return driver


@contextmanager
def _connected(driver: Any, source: str, dsn: str) -> Generator[Any]:
    try:
        connection = driver.connect(dsn, autocommit=True)
    except driver.Error as error:
        reason = next((told for part, told in REASONS if part in str(error)), "its log may tell why")
        raise SourceError(
            f"Source {source!r}: the database cannot be reached: {reason}.",
            hint="Check the address in the variable that dsn_env names.",
        ) from None
    with connection:
        yield connection


def _statement(pull: Pull, since: str | None) -> str:
    rows = f"({pull.query})" if pull.query else ".".join(map(_quoted, str(pull.table).split(".")))
    if pull.cursor is None:
        return f"SELECT * FROM {rows} AS pulled"
    column = _quoted(pull.cursor)
    where = (
        ""
        if since is None
        else f" WHERE {column} >= '{since.replace(chr(39), chr(39) * 2)}' OR {column} IS NULL"
    )
    return f"SELECT * FROM {rows} AS pulled{where} ORDER BY {column} NULLS FIRST"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _told(source: str, error: Exception, dsn: str) -> SourceError:
    """The database's complaint in one line, without the address should it ever stand there."""
    text = str(error).split("Query was:")[0].split("ERROR:")[-1].split(". SQLSTATE")[0]
    shown = " ".join(text.replace(dsn, "…").split()).removesuffix(".")[:300]
    return SourceError(
        f"Source {source!r}: the database refuses the query: {shown}.",
        hint="Try the query with psql; a time limit is told by time_limit.",
    )


def _batches(
    source: str, reader: pa.RecordBatchReader, schema: pa.Schema, dsn: str
) -> Iterator[pa.RecordBatch]:
    """The rows with types that a file can keep; what breaks on the way is the database's fault, not the file's."""
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            return
        except (pa.ArrowException, OSError) as error:
            raise _told(source, error, dsn) from None
        columns = [_column(batch.column(number), field.type) for number, field in enumerate(schema)]
        yield pa.record_batch(columns, schema=schema)


def _field(source: str, field: pa.Field) -> pa.Field:
    kind: Any = field.type
    if isinstance(kind, pa.BaseExtensionType):
        named = (field.metadata or {}).get(TYPENAME, b"").decode()
        is_text = named == "numeric" or named.startswith("unnamed") or kind.extension_name != "arrow.opaque"
        kind = pa.string() if is_text else None
    if kind is None or pa.types.is_interval(kind):
        raise SourceError(
            f"Source {source!r}: the column {field.name!r} has a type that no file keeps.",
            hint=f"Turn it into text in the query: {field.name}::text AS {field.name}.",
        )
    return pa.field(field.name, kind)


def _column(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if not isinstance(column, pa.ExtensionArray):
        return column
    if column.type.extension_name == "arrow.uuid":
        told = [None if one is None else str(UUID(bytes=one)) for one in column.storage.to_pylist()]
        return pa.array(told, pa.string())
    return column.storage.cast(kind)
