"""What a command prints in place of an empty table: what is missing, and what to do about it."""

from __future__ import annotations

SEARCHES = (
    "No source tells what customers search. Give the column with the words they typed the role search_term "
    '(columns = { …, search_term = "COLUMN" } of a source of events), then build again.'
)
SEARCHED_BY_FEW = (
    "Customers search, but no term was searched by {least:,} people or more; fewer are not shown (min_cell)."
)
SAID_EARLY = (
    "Nothing that {least:,} people or more said before their first purchase (fewer are not shown). This needs voices "
    "with the roles customer_id and at, and events with a value."
)
TRENDS = (
    "Nothing to compare: no search terms, voices or aggregates are known of the time before the last {last}."
)
FINDINGS = "No finding fits. Without --about and --kind everything that was found is listed."
ANSWERS = (
    'No source holds answers to closed questions of a survey. Add one with table = "answers" to folkways.toml '
    "(`folkways init FILE` proposes it), then build again."
)
AGGREGATES = (
    "No source holds numbers that name no customers. Add exports of ads, mailings or pages with "
    'table = "aggregates" to folkways.toml, then build again.'
)
KANO = (
    "No questions are said to be Kano pairs. Name them in folkways.toml ([[survey.kano]]), then build again."
)
MAXDIFF = "No questions are said to be MaxDiff tasks. Name them in folkways.toml ([[survey.maxdiff]]) and build again."
RAKING = "No answers were weighted to a population. Say its shares in folkways.toml ([[survey.raking]]), then build."
IDENTITIES = (
    "No source names identifiers, so no ids were joined. Name columns such as e-mail or phone "
    '(identifiers = { email = "COLUMN" }) in folkways.toml, then build again.'
)
GAPS = "Nothing is known to be missing."
CARE = "Nothing to tell in this part."
