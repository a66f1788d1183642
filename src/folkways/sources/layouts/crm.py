"""People, companies and activities as CRMs export them: HubSpot, Salesforce, and tables with the same plain columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from folkways.sources.columns import quoted
from folkways.sources.guess_roles import is_time, words_of
from folkways.sources.layouts.layout import TABLES, Layout
from folkways.sources.layouts.pieces import NOTHING, Types, describe, tables, text
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess
from folkways.sources.rejected import ROW

ACCOUNT = (
    "associated company ids primary", "primary associated company id", "associated company ids",
    "associated company id", "account id", "company id", "associated company", "account", "account name", "company",
)  # fmt: skip
PERSON = (
    "associated contact ids", "associated contact id", "contact id", "who id", "contactid", "customer id",
    "associated contact", "contact",
)  # fmt: skip
ROLE = ("buying role", "contact role", "role", "roles")
CREATED = ("create date", "created date", "created at", "created", "createdate")
EMAIL = ("email", "e mail", "email address")
PHONE = ("phone number", "phone", "mobile phone number", "mobile phone")


def spelled(column: str) -> str:
    """A column's name in words; `IDs` is one of them."""
    return words_of(column.replace("IDs", "Ids"))


def picked(types: Types, names: Sequence[str]) -> str | None:
    """The column with the first of some names that is there, in any spelling."""
    by_words = {spelled(column): column for column in reversed(list(types))}
    return next((by_words[name] for name in names if name in by_words), None)


def first_of_list(types: Types, names: Sequence[str]) -> str:
    """The text of such a column; of several ids with `;` between, the first."""
    column = picked(types, names)
    return f"nullif(trim(split_part({text(types, column)}, ';', 1)), '')" if column else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of export: the columns by which it is known (in words), which is its id, and what its rows tell."""

    name: str
    title: str
    needs: frozenset[str]
    key: tuple[str, ...]
    tells: tuple[str, ...]
    without: frozenset[str] = field(default_factory=frozenset)
    what: str = NOTHING


FORMS = (
    Form(
        name="hubspot-contacts",
        title="contacts of HubSpot",
        needs=frozenset({"record id", "first name", "last name"}),
        key=("record id",),
        tells=("customers", "memberships"),
    ),
    Form(
        name="hubspot-companies",
        title="companies of HubSpot",
        needs=frozenset({"record id", "company name"}),
        key=("record id",),
        tells=("accounts",),
        without=frozenset({"first name", "deal name"}),
    ),
    Form(
        name="hubspot-tickets",
        title="tickets of HubSpot",
        needs=frozenset({"ticket name", "create date"}),
        key=("ticket id", "record id"),
        tells=("events", "voices"),
        what="'Ticket opened'",
    ),
    Form(
        name="hubspot-activities",
        title="activities of HubSpot",
        needs=frozenset({"activity type", "activity date"}),
        key=("record id", "activity id"),
        tells=("events",),
        what="activity type",
    ),
    Form(
        name="salesforce-contacts",
        title="contacts of Salesforce",
        needs=frozenset({"id", "account id", "last name", "email"}),
        key=("id",),
        tells=("customers", "memberships"),
    ),
    Form(
        name="salesforce-leads",
        title="leads of Salesforce",
        needs=frozenset({"id", "is converted", "last name"}),
        key=("converted contact id", "id"),
        tells=("customers",),
    ),
    Form(
        name="salesforce-accounts",
        title="accounts of Salesforce",
        needs=frozenset({"id", "name", "parent id", "industry"}),
        key=("id",),
        tells=("accounts",),
    ),
    Form(
        name="salesforce-roles",
        title="contact roles of Salesforce",
        needs=frozenset({"contact id", "role", "account id"}),
        key=("contact id",),
        tells=("memberships",),
    ),
    Form(
        name="salesforce-cases",
        title="cases of Salesforce",
        needs=frozenset({"id", "case number", "contact id", "subject"}),
        key=("id",),
        tells=("events", "voices"),
        what="'Case opened'",
    ),
    Form(
        name="salesforce-tasks",
        title="tasks of Salesforce",
        needs=frozenset({"id", "who id", "activity date"}),
        key=("id",),
        tells=("events",),
        what="task subtype",
    ),
    Form(
        name="crm-accounts",
        title="a table of companies",
        needs=frozenset({"account"}),
        key=("account id", "account", "company id"),
        tells=("accounts",),
        without=frozenset(
            {"opportunity id", "deal id", "deal stage", "stage", "email", "customer id", "contact id"}
        ),
    ),
    Form(
        name="crm-contacts",
        title="a table of contacts with their companies",
        needs=frozenset({"contact id", "account id", "email"}),
        key=("contact id",),
        tells=("customers", "memberships"),
        without=frozenset({"case number", "who id"}),
    ),
)


def _shape(form: Form, relation: str, types: Types) -> str:
    """All columns as they are, and beside them those that play a part, each with `crm_` before its name."""
    roles = _roles(form, types)
    named = ", ".join(f"{expression} AS crm_{role}" for role, expression in roles.items())
    person, account = roles["customer_id"], roles["account_id"]
    conditions = {
        "customers": "true",
        "accounts": "true",
        "memberships": f"{person} IS NOT NULL AND {account} IS NOT NULL",
        "events": "true",
        "voices": f"{roles['body']} IS NOT NULL",
    }
    told = tables(**{table: conditions[table] for table in form.tells}, aside="true")
    kept = ", ".join(quoted(name) for name in types if name != ROW)
    return f"SELECT {ROW}, {told} AS {TABLES}, {kept}, {named} FROM {relation}"


def _roles(form: Form, types: Types) -> dict[str, str]:
    key = picked(types, form.key)
    own = text(types, *(name for each in form.key if (name := picked(types, (each,)))))
    of_people = "customers" in form.tells or form.name == "salesforce-roles"
    account = own if form.tells == ("accounts",) else first_of_list(types, ACCOUNT)
    person = own if of_people else f"coalesce({first_of_list(types, PERSON)}, {account})"
    what = picked(types, (form.what, "type", "subject")) if not form.what.startswith("'") else None
    return {
        "customer_id": person,
        "account_id": account,
        "case_id": text(types, key) if key else NOTHING,
        "role": first_of_list(types, ROLE),
        "email": first_of_list(types, EMAIL),
        "phone": first_of_list(types, PHONE),
        "at": _text(types, ("activity date", *CREATED)),
        "touchpoint": (text(types, what) if what else form.what) if form.what != NOTHING else NOTHING,
        "channel": f"lower({_text(types, ('origin', 'source', 'type', 'activity type'))})",
        "subject": _text(types, ("subject", "ticket name", "activity subject")),
        "body": _text(types, ("description", "ticket description", "comments", "body")),
    }


def _text(types: Types, names: Sequence[str]) -> str:
    column = picked(types, names)
    return text(types, column) if column else NOTHING


def _recognised(form: Form, profile: FileProfile) -> bool:
    words = {words_of(name) for name in profile.names}
    if not (words >= form.needs) or words & form.without:
        return False
    return form.name != "crm-accounts" or _tells_companies(profile)


def _tells_companies(profile: FileProfile) -> bool:
    """A row for each company, with at least one thing that companies have."""
    column = next(
        (each for each in profile.columns if words_of(each.name) in ("account", "account id")), None
    )
    firm = {
        "sector",
        "industry",
        "employees",
        "number of employees",
        "revenue",
        "annual revenue",
        "subsidiary of",
    }
    words = {words_of(each.name) for each in profile.columns}
    return bool(column and column.distinct == column.filled > 0 and words & firm)


def _guesses(form: Form, profile: FileProfile) -> list[SourceGuess]:
    makers = {
        "customers": _customers,
        "accounts": _accounts,
        "memberships": _memberships,
        "events": _events,
        "voices": _voices,
    }
    types = {column.name: column.type for column in profile.columns}
    found = [makers[table](form, profile, types) for table in form.tells]
    stem = profile.path.stem
    for guess in found:
        guess.layout = form.name
        guess.name = stem if len(found) == 1 else f"{stem} {guess.table}"
    return [guess for guess in found if guess.table != "memberships" or picked(types, ACCOUNT)]


def _customers(form: Form, profile: FileProfile, types: Types) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="customers", columns={"customer_id": "crm_customer_id"})
    _tell_since(guess, types)
    for kind, names in (("email", EMAIL), ("phone", PHONE)):
        if picked(types, names):
            guess.identifiers[kind] = f"crm_{kind}"
    describe(guess, _others(profile, types, (form.key, ACCOUNT, EMAIL, PHONE, CREATED)))
    return guess


def _accounts(form: Form, profile: FileProfile, types: Types) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="accounts", columns={"account_id": "crm_account_id"})
    _tell_since(guess, types)
    names, parents = (
        ("company name", "name", "account name", "account"),
        ("parent id", "parent company id", "subsidiary of"),
    )
    for role, wanted in (("name", names), ("parent_id", parents)):
        if column := picked(types, wanted):
            guess.columns[role] = column
    describe(guess, _others(profile, types, (form.key, names, parents, CREATED)))
    return guess


def _memberships(_form: Form, profile: FileProfile, _types: Types) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="memberships")
    guess.columns = {"customer_id": "crm_customer_id", "account_id": "crm_account_id", "role": "crm_role"}
    return guess


def _events(_form: Form, profile: FileProfile, types: Types) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="events")
    guess.columns = {"customer_id": "crm_customer_id", "at": "crm_at", "touchpoint": "crm_touchpoint"}
    guess.columns |= {"channel": "crm_channel", "account_id": "crm_account_id", "case_id": "crm_case_id"}
    guess.columns["event_id"] = "crm_case_id"
    _tell_clock(guess, types, ("activity date", *CREATED))
    guess.doubts = ["Where no contact is named, the company is the customer."]
    return guess


def _voices(_form: Form, profile: FileProfile, types: Types) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="voices", constants={"kind": "ticket"})
    guess.columns = {
        "text": "crm_body",
        "customer_id": "crm_customer_id",
        "at": "crm_at",
        "title": "crm_subject",
    }
    guess.columns |= {"thread_id": "crm_case_id", "channel": "crm_channel"}
    _tell_clock(guess, types, CREATED)
    return guess


def _others(profile: FileProfile, types: Types, taken: Sequence[Sequence[str]]) -> list[ColumnProfile]:
    used = {picked(types, names) for names in taken}
    ids = [column for column in profile.columns if spelled(column.name).endswith((" id", " ids"))]
    return [
        column
        for column in profile.columns
        if column.name not in used and column not in ids and not is_time(column)
    ]


def _tell_since(guess: SourceGuess, types: Types) -> None:
    column = picked(types, CREATED)
    if column:
        guess.columns["first_at"] = column
        _tell_clock(guess, types, CREATED)


def _tell_clock(guess: SourceGuess, types: Types, names: Sequence[str]) -> None:
    column = guess.profile.column(picked(types, names) or "")
    if column:
        guess.time_format = column.formats[0] if column.formats else None
        guess.wall_clock = column.wall_times > 0 or "%H" in (guess.time_format or "")


def _layout(form: Form) -> Layout:
    return Layout(
        name=form.name,
        title=form.title,
        shape=lambda relation, types: _shape(form, relation, types),
        recognised=lambda profile: _recognised(form, profile),
        guesses=lambda profile: _guesses(form, profile),
    )


LAYOUTS = tuple(_layout(form) for form in FORMS)
