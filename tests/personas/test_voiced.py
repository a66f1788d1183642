"""What members say, told in figures that are those of plain counting, and in quotes that are what quotes must be."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.personas.speaking import Said, both, heard, row, rows, two_personas

from folkways.engines.locked import answered
from folkways.model.canonical import canonical_json
from folkways.model.evidence import Figure
from folkways.model.persona import Persona
from folkways.personas.check import faults_of_persona
from folkways.personas.voiced import voiced
from folkways.stats.intervals import share_interval
from folkways.voices.sentences import words

pytestmark = pytest.mark.slow


def members(found: list[Said], place: int) -> list[Said]:
    return [one for one in found if (int(str(one["customer_id"])[1:]) >= 120) == bool(place)]


@pytest.mark.parametrize("place", [0, 1])
def test_figures_are_those_of_plain_counting(place: int) -> None:
    said = both()[place].observations.said
    assert said is not None
    own, others = members(rows(), place), members(rows(), 1 - place)
    assert said.speakers.value == len({one["customer_id"] for one in own}) == 100
    topics = {(one.kind, one.theme): one for one in said.topics}
    for (kind, theme), topic in topics.items():
        named = [one for one in own if theme in (None, one["theme"]) and kind in ("theme", one["act"])]
        there = [one for one in others if theme in (None, one["theme"]) and kind in ("theme", one["act"])]
        assert topic.customers.value == len(named)
        assert topic.here.value == pytest.approx(len(named) / 100)
        assert topic.here.lo == pytest.approx(share_interval(len(named), 100).lo, rel=1e-5)
        assert topic.elsewhere.value == pytest.approx(len(there) / 100)
        assert topic.difference.value == pytest.approx((len(named) - len(there)) / 100)
    assert {("theme", "thm_late"), ("pain", "thm_late"), ("wish", "thm_dark"), ("pain", None)} <= set(topics)


def test_every_query_repeats_its_number_and_every_quote() -> None:
    sayings = heard(rows())
    tables = {"mentions": sayings.mentions, "members": sayings.members, "voices": sayings.spoken}
    for persona in both():
        records = {one.id: one for one in persona.evidence}
        for figure in figures(persona):
            query = records[figure.evidence].query
            assert query is not None
            assert answered(query, tables)["value"][0].as_py() == pytest.approx(figure.value, rel=6e-6)
        for quote in persona.quotes:
            (record,) = [records[one] for one in quote.evidence]
            assert answered(str(record.query), tables)["value"][0].as_py() == quote.text == record.quote


def figures(persona: Persona) -> list[Figure]:
    said = persona.observations.said
    assert said is not None
    found = [said.speakers, said.share, *said.moods.values()]
    for one in said.topics:
        found += [
            one.customers,
            one.here,
            one.elsewhere,
            one.difference,
            *([one.sentiment] if one.sentiment else []),
        ]
    for quote in persona.quotes:
        found += [quote.mentioned, quote.alike]
    return [one for one in found if not one.suppressed]


def test_quotes_are_verbatim_one_a_customer_and_as_long_as_can_be_read() -> None:
    said = {str(one["voice_id"]): one for one in rows()}
    for persona in both():
        assert persona.quotes
        for quote in persona.quotes:
            source = said[quote.voice]
            assert str(source["text"])[quote.start : quote.end] == quote.text
            assert (quote.document, quote.locator) == (source["document"], source["locator"])
            assert 6 <= len(words(quote.text)) <= 40
            assert quote.on == "2017-07-14"
        who = [said[quote.voice]["customer_id"] for quote in persona.quotes]
        assert len(set(who)) == len(who)
        assert len({quote.theme for quote in persona.quotes}) == len(persona.quotes)


def test_how_many_feel_alike_is_counted_among_those_who_mention_the_theme() -> None:
    for place, persona in enumerate(both()):
        own = members(rows(), place)
        for quote in persona.quotes:
            mood = {"unhappy": ["pain"], "happy": ["praise"], "neutral": ["remark", "wish"]}[quote.mood]
            acts = Counter(one["act"] for one in own if one["theme"] == quote.theme)
            assert quote.mentioned.value == acts.total()
            assert quote.alike.suppressed or quote.alike.value == sum(acts[one] for one in mood)


def test_nobody_is_quoted_who_is_not_surely_a_member() -> None:
    unsure = voiced(two_personas(), heard(rows(), posterior=0.79), 10)
    assert all(not one.quotes for one in unsure)
    assert all(one.observations.said and one.observations.said.topics for one in unsure)


def test_a_sentence_that_names_somebody_is_not_quoted() -> None:
    named = [one | {"text": str(one["text"]).replace("parcel", "anna@example.org")} for one in rows()]
    quotes = [quote for one in voiced(two_personas(), heard(named), 10) for quote in one.quotes]
    assert quotes
    assert not any("@" in quote.text for quote in quotes)


def test_what_too_few_say_is_neither_told_nor_quoted() -> None:
    few = [one for one in rows() if one["theme"] == "thm_late" or int(str(one["customer_id"])[1:]) % 40 == 1]
    told = voiced(two_personas(), heard(few), 10)
    for one in told:
        assert one.observations.said
        assert {topic.theme for topic in one.observations.said.topics} <= {None, "thm_late"}
        assert {quote.theme for quote in one.quotes} <= {"thm_late"}
        assert all(
            figure.value is None or figure.unit != "customers" or figure.value >= 10
            for figure in figures(one)
        )


def test_where_few_others_speak_nothing_tells_how_many_members_do() -> None:
    own = members(rows(), 0)
    first = voiced(two_personas(), heard([*own, *members(rows(), 1)[:4]]), 10)[0]
    assert first.quotes
    assert first.observations.said
    assert first.observations.said.speakers.suppressed
    told = [one for quote in first.quotes for one in (quote.mentioned, quote.alike)]
    assert len(own) not in {one.n for one in told} | {record.n for record in first.evidence}


def test_a_persona_of_whom_nobody_speaks_stays_as_it_was() -> None:
    silent = voiced(two_personas(), heard(members(rows(), 0)), 10)[1]
    assert silent == two_personas()[1]


def test_notes_by_staff_are_not_what_customers_say() -> None:
    noted = [
        one | {"basis": "observed"} if int(str(one["customer_id"])[1:]) >= 120 else one for one in rows()
    ]
    assert voiced(two_personas(), heard(noted), 10)[1] == two_personas()[1]


def test_the_same_words_give_the_same_bytes_and_voicing_twice_changes_nothing() -> None:
    again = voiced(both(), heard(rows()), 10)
    assert [canonical_json(one) for one in again] == [canonical_json(one) for one in both()]


def test_pains_and_wishes_are_told_with_their_evidence() -> None:
    for persona in both():
        assert "who said anything complain" in persona.pains[0].text
        assert "who said anything wish" in persona.wishes[0].text
        known = {one.id for one in persona.evidence}
        assert all(set(claim.evidence) <= known for claim in [*persona.pains, *persona.wishes])


def test_happy_and_unhappy_quotes_stand_in_the_members_own_proportion() -> None:
    unhappy = [row(customer, "thm_late", "pain", customer) for customer in range(100)]
    happy = [row(customer, "thm_dark", "praise", customer) for customer in range(100, 240)]
    first = voiced(two_personas(), heard([*unhappy, *happy]), 10)[0]
    assert {quote.mood for quote in first.quotes} == {"unhappy", "happy"}
    said = first.observations.said
    assert said is not None
    assert said.moods["unhappy"].value == pytest.approx(100 / 120, rel=1e-5)


def test_a_told_document_has_no_fault_and_a_changed_one_is_named() -> None:
    document = json.loads(canonical_json(both()[0]))
    assert faults_of_persona(document) == []
    document["quotes"][0]["text"] += " And more."
    (fault,) = faults_of_persona(document)
    assert (fault.place, fault.words) == ("/quotes/0", "quote 1")
    assert "not verbatim" in fault.problem
    document = json.loads(canonical_json(both()[0]))
    document["evidence"] = document["evidence"][1:]
    assert any("There is no evidence" in one.problem for one in faults_of_persona(document))
    document = json.loads(canonical_json(both()[0]))
    document["observations"]["said"]["topics"][0]["customers"]["value"] = 3
    assert any("fewer than 10 people" in one.problem for one in faults_of_persona(document))
    document["quotes"][0].pop("locator")
    assert [one.place for one in faults_of_persona(document)] == ["/quotes/0/locator"]
