"""The files of a shop: events, CRM, survey, each as the outside world would deliver it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from folkways.sampleshop.chance import Ints, stream
from folkways.sampleshop.columns import decimals, ids, instants, named, numbers
from folkways.sampleshop.crm import crm
from folkways.sampleshop.localtime import iso
from folkways.sampleshop.personas import STATEMENTS
from folkways.sampleshop.shop import InventedShop
from folkways.sampleshop.touchpoints import CHANNELS, STORES, TOUCHPOINTS


def write_events(shop: InventedShop, to: Path) -> int:
    """Write `events.parquet` in a random order, some events twice; return the rows written."""
    rng = stream(shop.settings.seed, "delivery")
    events = len(shop.happened.customer)
    table = _events(shop, rng.permutation(events))
    twice = rng.choice(events, size=round(shop.settings.duplicates * events), replace=False)
    order = rng.permutation(np.concatenate([np.arange(events), twice]))
    pq.write_table(table.take(pa.array(order)), to, compression="zstd", row_group_size=1 << 18)
    return len(order)


def write_customers(shop: InventedShop, to: Path) -> None:
    """Write `customers.csv`, ordered by id."""
    columns = crm(shop.settings, shop.clock, shop.customers, shop.first_us())
    everyone = customer_ids(shop, np.arange(shop.settings.customers)).to_pylist()
    _write_rows(to, ["customer_id", *columns], zip(everyone, *columns.values(), strict=True))


def write_answers(shop: InventedShop, to: Path) -> int:
    """Write `answers.csv`, ordered by time; return the responses written."""
    told = shop.answered
    order = np.argsort(told.local_us, kind="stable")
    count = len(order)
    heads = (
        ids("a", np.arange(count), count).to_pylist(),
        customer_ids(shop, told.customer[order]).to_pylist(),
        told.wave[order].tolist(),
        [iso(us) for us in shop.clock.utc(told.local_us[order]).tolist()],
    )
    scores = np.where(told.scores[order] < 0, "", told.scores[order].astype(str)).tolist()
    header = ["answer_id", "customer_id", "wave", "at", "nps", "csat", *STATEMENTS]
    _write_rows(to, header, ([*head, *row] for *head, row in zip(*heads, scores, strict=True)))
    return count


def customer_ids(shop: InventedShop, customers: Ints) -> pa.Array:
    """The public ids of customers."""
    return ids("c", customers, shop.settings.customers)


def _events(shop: InventedShop, numbering: Ints) -> pa.Table:
    happened = shop.happened
    events = len(numbering)
    orders = shop.order_numbers()
    order = np.where(happened.order >= 0, orders[happened.order], -1)
    return pa.table(
        {
            "event_id": ids("e", numbering, events),
            "customer_id": customer_ids(shop, happened.customer),
            "at": instants(shop.clock.utc(happened.local_us)),
            "touchpoint": named(happened.touchpoint, TOUCHPOINTS),
            "channel": named(happened.channel, CHANNELS),
            "value": decimals(happened.cents, happened.cents == 0),
            "case_id": ids("o", order, len(orders)),
            "delivery_fee": numbers(happened.fee),
            "wait_minutes": pa.array(happened.wait, mask=happened.wait < 0).cast(pa.int32()),
            "store": named(happened.store, STORES),
        }
    )


def _write_rows(to: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
