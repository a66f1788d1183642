"""E-mail platforms that tell who did what: Mailchimp's activity of a campaign, Klaviyo's events."""

from __future__ import annotations

from folkways.sources.guess_roles import is_time, words_of
from folkways.sources.layouts.crm import picked
from folkways.sources.layouts.layout import Layout
from folkways.sources.layouts.pieces import NOTHING, Types, text
from folkways.sources.profile import FileProfile, SourceGuess
from folkways.sources.rejected import ROW

EMAIL = ("email address", "email", "recipient", "profile email", "person email")
ACTION = ("action", "activity", "event", "event name", "metric", "metric name", "event type")
WHEN = ("timestamp", "time", "date", "datetime", "event time", "event timestamp")
CAMPAIGN = ("campaign title", "campaign name", "campaign", "message name", "subject")
DEEDS = ("send", "sent", "open", "click", "unsub", "bounce", "receiv", "deliver", "subscribe", "spam")


def _shape(relation: str, types: Types) -> str:
    action = f"lower({_text(types, ACTION)})"
    cases = {
        "unsub": "Unsubscribes",
        "click": "Clicks a mail",
        "open": "Opens a mail",
        "bounce": "Mail bounces",
        "spam": "Marks a mail as spam",
        "receiv": "Mail arrives",
        "deliver": "Mail arrives",
        "sen": "Mail arrives",
        "subscribe": "Subscribes",
    }
    told = " ".join(f"WHEN contains({action}, '{mark}') THEN '{name}'" for mark, name in cases.items())
    return (
        f"SELECT {ROW}, {_text(types, EMAIL)} AS address, {_text(types, WHEN)} AS moment, "
        f"CASE {told} ELSE {_text(types, ACTION)} END AS touchpoint, {_text(types, CAMPAIGN)} AS campaign, "
        f"{_text(types, ('url', 'link', 'clicked link address'))} AS link FROM {relation}"
    )


def _text(types: Types, names: tuple[str, ...]) -> str:
    column = picked(types, names)
    return text(types, column) if column else NOTHING


def _recognised(profile: FileProfile) -> bool:
    types = {column.name: column.type for column in profile.columns}
    action = profile.column(picked(types, ACTION) or "")
    when = profile.column(picked(types, WHEN) or "")
    if not (picked(types, EMAIL) and action and when and is_time(when)):
        return False
    known = [level for level in action.levels if any(deed in level.lower() for deed in DEEDS)]
    return bool(known) and len(known) >= 0.5 * len(action.levels)


def _guesses(profile: FileProfile) -> list[SourceGuess]:
    types = {column.name: column.type for column in profile.columns}
    guess = SourceGuess(profile=profile, table="events", layout="mail-activity", name=profile.path.stem)
    guess.columns = {"at": "moment", "touchpoint": "touchpoint"}
    guess.constants = {"channel": "email"}
    guess.identifiers = {"email": "address"}
    guess.attributes = ["campaign", "link"]
    when = profile.column(picked(types, WHEN) or "")
    if when:
        guess.time_format = when.formats[0] if when.formats else None
        guess.wall_clock = when.wall_times > 0 or "%H" in (guess.time_format or "")
    guess.doubts = ['What arrives or bounces is no visit: say [touchpoints."Mail arrives"] visit = false.']
    used = {picked(types, names) for names in (EMAIL, ACTION, WHEN, CAMPAIGN)}
    guess.unknown = {name: "not asked for" for name in types if name not in used and words_of(name) != "url"}
    return [guess]


MAIL = Layout(
    name="mail-activity",
    title="who did what with a mailing",
    shape=_shape,
    recognised=_recognised,
    guesses=_guesses,
)
LAYOUTS = (MAIL,)
