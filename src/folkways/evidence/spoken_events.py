"""Texts as touchpoints: what a known customer wrote or said at a known time is an event of the journey too."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions when imported)

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from folkways.evidence import localtime
from folkways.evidence.schema import EVENTS, conformed
from folkways.model.config import Source, WorkspaceConfig
from folkways.model.duration import microseconds


def spoken_events(voices: pa.Table, source: Source, workspace: WorkspaceConfig, bits: int) -> pa.Table:
    """Make an event of each contact that the texts of a source tell; none unless the source says `event`.

    A contact is what one customer says in one thread (or one transcript) with pauses shorter than the session gap; a
    text without a thread is one by itself. Its event has the id, channel and place of its first text, no value, and the
    basis `measured`: that somebody wrote is seen, whatever they wrote. Texts without a customer or a time are none.
    `order` holds the place of a text in the sources in all but its last `bits`.
    """
    if source.event is None:
        return EVENTS.empty_table()
    known = voices.filter(pc.and_(pc.is_valid(voices["customer_id"]), pc.is_valid(voices["at"])))
    told = known.take(pa.array(_openings(known, microseconds(workspace.session_gap))))
    at, by_day = told["at"].to_numpy(), told["day"].to_numpy()
    local = localtime.local_from_utc(at, workspace.timezone)
    columns = {name: told[name] for name in ("customer_id", "at", "channel")}
    constants = {"touchpoint": source.event, "source": source.name, "basis": "measured"}
    table = pa.table(
        columns
        | {name: pa.array([told_so] * told.num_rows, pa.string()) for name, told_so in constants.items()}
        | {
            "event_id": told["voice_id"],
            "at_precision": pa.array(np.where(by_day, "day", "instant"), pa.string()),
            "source_order": pa.array(told["order"].to_numpy() >> bits),
            "local_day": pa.array(localtime.local_days(local)),
            "local_minute": pa.array(np.where(by_day, -1, localtime.local_minutes(local)).astype(np.int16)),
            "attributes": pa.array(
                [json.dumps({"voice": kind}) for kind in told["kind"].to_pylist()], pa.string()
            ),
        }
    )
    return conformed(table, EVENTS)


def _openings(voices: pa.Table, gap_us: int) -> NDArray[np.int64]:
    """The rows that begin a contact, in the order of the source."""
    who, talk = _codes(voices["customer_id"]), _codes(_talk(voices))
    at, order = voices["at"].to_numpy(), voices["order"].to_numpy()
    rows = np.lexsort((order, at, talk, who))
    if not rows.size:
        return rows
    same = (np.diff(who[rows]) == 0) & (np.diff(talk[rows]) == 0) & (np.diff(at[rows]) < gap_us)
    first = rows[np.append(True, ~same)]
    return first[np.argsort(order[first], kind="stable")]


def _talk(voices: pa.Table) -> pa.ChunkedArray:
    """What a text belongs to: its thread; of a transcript, the document; of a table, itself."""
    of_table = pc.starts_with(voices["locator"], "row=")
    alone = pc.if_else(of_table, voices["voice_id"], voices["document"])
    return pc.coalesce(voices["thread_id"], alone)


def _codes(texts: pa.ChunkedArray) -> NDArray[np.int64]:
    return pc.dictionary_encode(texts.combine_chunks()).indices.to_numpy().astype(np.int64)
