"""Arrays as the columns of files: ids, exact decimals, instants, names instead of codes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from folkways.sampleshop.chance import Flags, Floats, Ints

INSTANT = pa.timestamp("us", tz="UTC")


def ids(letter: str, numbers: Ints, count: int) -> pa.Array:
    """A letter and a number of fixed width: `c000001`; a negative number is null."""
    width = max(6, len(str(count)))
    names = pa.array([f"{letter}{number:0{width}d}" for number in range(1, count + 1)], type=pa.string())
    places = pa.array(numbers, mask=numbers < 0)
    return names.take(places)


def decimals(cents: Ints, missing: Flags) -> pa.Array:
    """Hundredths as decimal(12, 2), exactly: 128-bit integers of two little-endian halves."""
    halves = np.column_stack([cents, cents >> 63])
    valid = np.packbits(~missing, bitorder="little")
    buffers = [pa.py_buffer(valid.tobytes()), pa.py_buffer(halves.astype("<i8").tobytes())]
    return pa.Array.from_buffers(pa.decimal128(12, 2), len(cents), buffers)


def instants(utc_us: Ints, missing: Flags | None = None) -> pa.Array:
    """UTC microseconds as timestamps."""
    return pa.array(utc_us, mask=missing).cast(INSTANT)


def named(codes: Ints, names: Sequence[str]) -> pa.Array:
    """Names for codes; a negative code is null."""
    return pa.array(list(names), type=pa.string()).take(pa.array(codes, mask=codes < 0))


def numbers(values: Floats) -> pa.Array:
    """Doubles, NaN as null."""
    return pa.array(values, mask=np.isnan(values))
