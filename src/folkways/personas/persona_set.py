"""The set of personas: how their number was chosen, what rivals did, who is not covered, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from folkways.measures.ledger import Counted, Ledger
from folkways.model.evidence import Claim, Figure
from folkways.model.persona import CandidateK, Persona, PersonaSet, Rival
from folkways.personas.coverage import Gap
from folkways.personas.foresight import Foresight, gains, verdict
from folkways.personas.wording import joined
from folkways.segments.choosing import Candidate
from folkways.segments.discovery import NoGroups, Segments
from folkways.segments.referee import Contender
from folkways.segments.settings import MORE_THAN_TIERS, STRONG_EACH

ENGINES = {
    "latent-classes": "latent classes",
    "k-means": "k-means on one-hot codes",
    "famd-k-means": "factor analysis of mixed data, then k-means",
}


def persona_set(
    found: Segments,
    personas: Sequence[Persona],
    gaps: Sequence[Gap],
    ledger: Ledger,
    *,
    customers: int,
    unsure: int,
    foresight: Foresight | None,
    volume: Sequence[str],
    as_of: str,
    run: str,
) -> PersonaSet:
    """Say how the personas came about."""
    tried = gains(ledger, foresight) if foresight else None
    told = verdict(foresight, tried) if foresight and tried else None
    tiers = _more_than_tiers(found, ledger, volume)
    return PersonaSet(
        personas=[one.id for one in personas],
        engine=ENGINES[found.model.engine],
        candidates=[_candidate(one, found.choice.k, _halves(found, one)) for one in found.candidates],
        rivals=[_rival(one, found, ledger) for one in found.contenders],
        robustness=([tiers.claim] if tiers else []) + ([told] if told else []),
        customers=customers,
        assigned=customers - unsure,
        not_sure=unsure,
        not_covered=[gap.claim for gap in gaps],
        cited={gap.key: gap.figure for gap in [*gaps, *([tiers] if tiers else [])]}
        | (tried.figures if tried else {}),
        evidence=ledger.cited(),
        as_of=as_of,
        run=run,
    )


def refused(
    found: NoGroups, ledger: Ledger, *, customers: int, gaps: Sequence[Gap], as_of: str, run: str
) -> PersonaSet:
    """No personas: the reasons, with figures."""
    return PersonaSet(
        personas=[],
        refusal=" ".join(_sentence(reason) for reason in found.reasons),
        engine=ENGINES["latent-classes"],
        candidates=[_candidate(one, None, None) for one in found.candidates],
        customers=customers,
        assigned=0,
        not_sure=customers,
        not_covered=[gap.claim for gap in gaps],
        cited={gap.key: gap.figure for gap in gaps},
        evidence=ledger.cited(),
        as_of=as_of,
        run=run,
    )


def _sentence(reason: str) -> str:
    return reason if reason.endswith(".") else f"{reason}."


def _candidate(one: Candidate, chosen: int | None, halves: float | None) -> CandidateK:
    return CandidateK(
        k=one.k,
        bic=one.model.bic,
        smallest_share=one.smallest_share,
        jaccard_min=one.weakest,
        jaccard_mean=one.mean_jaccard,
        split_half=halves,
        fewest_contrasts=one.fewest_clear,
        chosen=one.k == chosen,
        advice=one.advice,
    )


def _halves(found: Segments, one: Candidate) -> float | None:
    default = next((rival for rival in found.contenders if rival.engine == "latent-classes"), None)
    return default.split_half if default is not None and one.k == found.choice.k else None


def _rival(one: Contender, found: Segments, ledger: Ledger) -> Rival:
    won = one.engine == found.model.engine
    return Rival(
        method=ENGINES[one.engine],
        k=one.k,
        jaccard_min=one.weakest,
        split_half=one.split_half,
        prediction_gain=_gain(one, ledger),
        note="chosen" if won else "not clearly better on every figure",
    )


def _gain(one: Contender, ledger: Ledger) -> Figure | None:
    if one.gain is None:
        return None
    told = Counted(
        title=f"{ENGINES[one.engine].capitalize()}: share of the error saved on outcomes kept aside",
        query=None,
        unit="customers",
        denominator="customers with a known outcome",
        method=(
            "outcomes of each customer foretold by the mean of the group, learnt from the four other fifths of "
            "customers; squared error in standard deviations; interval by 1,000 resamples"
        ),
        kind="model",
    )
    return ledger.estimate(told, one.gain, "share")


def _more_than_tiers(found: Segments, ledger: Ledger, volume: Sequence[str]) -> Gap | None:
    """Do personas differ when how much, how often and how lately are taken out?"""
    beyond, k = found.choice.beyond_volume, found.choice.k
    if beyond is None or found.model.engine != "latent-classes":
        return None
    told = Counted(
        title="Groups that differ when volume is taken out",
        query=None,
        unit="groups",
        denominator="groups",
        method=(
            f"groups with |effect| of .5 or more on at least {STRONG_EACH} features, each first taken net of "
            f"{joined(list(volume))} by regression"
        ),
        kind="model",
    )
    figure = ledger.figure(told, float(beyond), "groups", n=k)
    enough = beyond >= min(MORE_THAN_TIERS, k)
    words = (
        f"When spend, frequency and recency are taken out, {beyond} of {k} groups still differ strongly on "
        f"five features or more: they are {'more' if enough else 'hardly more'} than tiers of volume."
    )
    claim = Claim(text=words, basis="measured", evidence=[figure.evidence])
    return Gap(key="beyond_volume", claim=claim, figure=figure)
