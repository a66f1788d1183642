"""From the tables of a build to everything that is heard in them: document, mentions, frozen themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from folkways.model.config import Config
from folkways.model.evidence import Window
from folkways.model.progress import Counting, uncounted
from folkways.model.voice import Grouping, Voices
from folkways.voices.gathering import spoken
from folkways.voices.linking import touchwords
from folkways.voices.listening import Ears, Listened, listened
from folkways.voices.origin import local_day
from folkways.voices.quoting import Clean
from folkways.voices.telling import Teller, told
from folkways.voices.themes import themes_of, themes_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    document: Voices
    mentions: pa.Table
    themes: pa.Table


@dataclass(frozen=True, slots=True)
class Spoken:
    """What there is to hear: the tables of voices and answers; which persona each customer is, and its name."""

    voices: pa.Table | None = None
    answers: pa.Table | None = None
    members: pa.Table | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def gathered(self) -> pa.Table:
        return spoken(self.voices, self.answers)

    def personas(self) -> dict[str, str]:
        """The name of each customer's persona, for customers who have one."""
        rows = self.members.to_pylist() if self.members is not None else []
        return {
            row["customer_id"]: self.names[row["persona"]] for row in rows if row["persona"] in self.names
        }


def hear(
    said: Spoken,
    config: Config,
    *,
    as_of: str,
    run: str,
    is_clean: Clean,
    frozen: pa.Table | None = None,
    cache: Path | None = None,
    progress: Counting = uncounted,
    window: Window | None = None,
) -> Heard | None:
    """Hear everything that was said; None where nothing was. `frozen` is the table of themes of an earlier build."""
    table = said.gathered()
    if not table.num_rows:
        return None
    heard = listened(table, _ears(config, cache), themes_of(frozen) if frozen is not None else None, progress)
    days = [local_day(at, config.workspace.timezone) for at in table["at"].to_pylist()]
    groups = _groups(table, said.personas(), days)
    teller = Teller(
        heard=heard,
        groups=groups,
        days=days,
        persona_ids={name: id_ for id_, name in said.names.items()},
        min_cell=config.workspace.min_cell,
        quotes=config.voices.quotes,
        is_clean=is_clean,
    )
    return Heard(
        document=told(teller, list(config.voices.themes), as_of=as_of, run=run, window=window),
        mentions=_placed(heard, groups),
        themes=themes_table(heard.themes),
    )


def _ears(config: Config, cache: Path | None) -> Ears:
    return Ears(
        competitors=config.voices.competitors,
        taught=config.voices.themes,
        touchpoints=touchwords(config.touchpoints),
        cache=cache,
        seed=config.workspace.seed,
    )


def _groups(
    table: pa.Table, personas: Mapping[str, str], days: Sequence[str | None]
) -> dict[Grouping, list[str | None]]:
    """Each text's month (in local time), kind, source, channel, touchpoint and persona, where it is known."""
    return {
        "month": [day[:7] if day else None for day in days],
        "kind": table["kind"].to_pylist(),
        "source": table["source"].to_pylist(),
        "channel": table["channel"].to_pylist(),
        "touchpoint": table["touchpoint"].to_pylist(),
        "persona": [personas.get(one) if one else None for one in table["customer_id"].to_pylist()],
    }


def _placed(heard: Listened, groups: Mapping[Grouping, Sequence[str | None]]) -> pa.Table:
    """The mentions, each with the groups of its text: `month`, `kind`, `source`, `channel`, `voice_touchpoint`."""
    table, owner = heard.mentions(), pa.array(heard.owner)
    for by, labels in groups.items():
        if by != "persona":
            name = "voice_touchpoint" if by == "touchpoint" else by
            table = table.append_column(name, pa.array(labels, pa.string()).take(owner))
    return table
