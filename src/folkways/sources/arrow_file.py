"""Arrow files, which Feather 2 is, and Arrow streams: typed columns, a piece for each batch of rows."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from folkways.errors import SourceError
from folkways.model.config import Source
from folkways.sources.csv_text import check_names
from folkways.sources.file_bytes import whole_bytes
from folkways.sources.input_file import InputFile
from folkways.sources.parsed import Parsed
from folkways.sources.rejected import ROW


def parsed_arrow(file: InputFile, _source: Source) -> Iterator[Parsed]:
    """Read all batches of a file or stream; what is dictionary-encoded becomes plain.

    Raises SourceError when it is neither, is damaged, or has two columns of one name.
    """
    done = 0
    try:
        for batch in _batches(whole_bytes(file)):
            batch.validate(full=True)
            check_names(file.name, batch.schema.names)
            table = _plain(pa.Table.from_batches([batch]))
            rows = pa.array(range(done + 1, done + 1 + batch.num_rows), pa.int64())
            done += batch.num_rows
            yield Parsed(table=table.append_column(ROW, rows))
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"The file {file.name!r} is no whole Arrow file: {str(error).splitlines()[0]}.",
            hint="Export it again. Of Feather files version 2 is read.",
        ) from error


def _batches(content: bytes) -> Iterator[pa.RecordBatch]:
    if content.startswith(b"ARROW1"):
        file = pa.ipc.open_file(pa.BufferReader(content))
        for number in range(file.num_record_batches):
            yield file.get_batch(number)
    else:
        yield from pa.ipc.open_stream(pa.BufferReader(content))


def _plain(table: pa.Table) -> pa.Table:
    for number, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            plain = table.column(number).cast(field.type.value_type)
            table = table.set_column(number, field.name, plain)
    return table
