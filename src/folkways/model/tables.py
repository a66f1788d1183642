"""The canonical tables by name, and the roles that a source's columns can play in each.

`docs/reference/workspace-layout.md` tells the tables themselves; `docs/reference/folkways-toml.md` tells the roles.
"""

from __future__ import annotations

from typing import Literal

TableName = Literal[
    "events",
    "customers",
    "answers",
    "voices",
    "accounts",
    "memberships",
    "deals",
    "aggregates",
    "documents",
    "identities",
]
RoleKind = Literal["id", "word", "number", "money", "time"]

ROLE_KINDS: dict[TableName, dict[str, RoleKind]] = {
    "events": {
        "customer_id": "id",
        "at": "time",
        "touchpoint": "word",
        "channel": "word",
        "value": "money",
        "event_id": "id",
        "case_id": "id",
        "account_id": "id",
        "search_term": "word",
        "user_agent": "word",
        "bot": "word",
    },
    "customers": {"customer_id": "id", "first_at": "time"},
    "answers": {
        "customer_id": "id",
        "respondent_id": "id",
        "answer_id": "id",
        "survey": "word",
        "wave": "word",
        "question": "word",
        "kind": "word",
        "score": "number",
        "text": "word",
        "weight": "number",
        "at": "time",
        "touchpoint": "word",
    },
    "voices": {
        "text": "word",
        "customer_id": "id",
        "voice_id": "id",
        "kind": "word",
        "title": "word",
        "language": "word",
        "speaker": "word",
        "rating": "number",
        "at": "time",
        "touchpoint": "word",
        "channel": "word",
        "thread_id": "id",
        "document": "word",
        "locator": "word",
    },
    "accounts": {"account_id": "id", "name": "word", "parent_id": "id", "first_at": "time"},
    "memberships": {"customer_id": "id", "account_id": "id", "role": "word", "at": "time"},
    "deals": {
        "deal_id": "id",
        "stage": "word",
        "at": "time",
        "account_id": "id",
        "customer_id": "id",
        "name": "word",
        "value": "money",
        "outcome": "word",
        "owner": "word",
    },
    "aggregates": {
        "at": "time",
        "metric": "word",
        "value": "number",
        "channel": "word",
        "campaign": "word",
        "item": "word",
        "currency": "word",
    },
    "documents": {
        "text": "word",
        "document_id": "id",
        "kind": "word",
        "title": "word",
        "author": "word",
        "at": "time",
        "url": "word",
        "locator": "word",
    },
    "identities": {"kind": "word", "value": "id", "customer_id": "id", "at": "time"},
}
ROLES: dict[TableName, tuple[str, ...]] = {table: tuple(kinds) for table, kinds in ROLE_KINDS.items()}
NEEDED: dict[TableName, tuple[str, ...]] = {
    "events": ("customer_id", "at"),
    "customers": ("customer_id",),
    "answers": ("question", "kind"),
    "voices": ("text", "kind"),
    "accounts": ("account_id",),
    "memberships": ("customer_id", "account_id"),
    "deals": ("deal_id", "stage"),
    "aggregates": ("at", "metric", "value"),
    "documents": ("text",),
    "identities": ("kind", "value", "customer_id"),
}
TALKS = ("interview", "focus-group")
"""The kinds of voices in which somebody asks."""
INTERVIEWER = "Interviewer"
"""What the evidence calls whoever asks in a talk."""
VOICE_KINDS = (
    "interview",
    "review",
    "ticket",
    "chat",
    "social",
    "forum",
    "focus-group",
    "staff-observation",
    "comment",
)
