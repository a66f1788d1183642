"""Guessing what people said: interviews and notes by their content, reviews, tickets, chats, posts by columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from folkways.sources.file_patterns import TEXT_ENDINGS
from folkways.sources.guess_roles import CHANNEL, CUSTOMER, TIME, is_time, named, words_of
from folkways.sources.profile import ColumnProfile, FileProfile, SourceGuess

TEXT = (
    "review text", "review", "review body", "body", "comment", "comments", "message", "message text", "text", "content",
    "description", "post", "post text", "tweet", "observation", "observed", "what happened", "what i saw", "note",
    "notes", "statement", "quote", "utterance", "said", "feedback", "remark", "transcript", "question text", "caption",
)  # fmt: skip
RATING = ("rating", "stars", "star rating", "score", "overall rating", "overall", "note 1 5")
TITLE = ("title", "subject", "headline", "summary", "review title", "topic title")
OBSERVER = (
    "observer",
    "observed by",
    "staff",
    "staff member",
    "employee",
    "noted by",
    "reported by",
    "colleague",
    "who",
)
AUTHOR = (
    "speaker",
    "sender",
    "from",
    "author",
    "participant",
    "username",
    "user name",
    "posted by",
    "name",
    "handle",
    "role",
)
TOUCHPOINT = ("touchpoint", "where", "place", "stage", "step", "location", "page")
THREAD = (
    "thread id", "conversation id", "chat id", "ticket id", "ticket", "case id", "issue id", "session id", "topic id",
    "thread", "conversation", "group", "group id",
)  # fmt: skip
IDS = (
    "review id",
    "comment id",
    "message id",
    "post id",
    "tweet id",
    "note id",
    "observation id",
    "voice id",
)
HEADS = {
    "customer_id": ("customer_id", "customer", "user_id", "participant_id", "participant"),
    "touchpoint": ("touchpoint",),
    "at": ("date",),
    "language": ("language",),
    "channel": ("channel",),
}
"""What a text says of itself at its head, by the role it plays."""
TALK = ("interview", "transcript", "usability", "session", "call", "conversation")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """What marks a kind of voice: words in the file's name, or names of columns of which so many are there."""

    kind: str
    names: tuple[str, ...]
    columns: tuple[str, ...] = ()
    least: int = 2


SIGNS = (
    _Sign(kind="staff-observation", names=("observation", "staff note", "shop floor"), columns=OBSERVER[:6], least=1),
    _Sign(kind="focus-group", names=("focus group", "focusgroup"), columns=("moderator",), least=1),
    _Sign(kind="ticket", names=("ticket", "support case", "helpdesk"),
          columns=("ticket id", "priority", "status", "subject", "assignee", "resolution", "queue")),
    _Sign(kind="chat", names=("chat", "whatsapp", "livechat", "message"),
          columns=("chat id", "conversation id", "sender", "message", "recipient", "agent")),
    _Sign(kind="forum", names=("forum", "community", "thread"),
          columns=("thread id", "thread", "topic", "topic id", "reply to", "posted by", "forum", "post", "upvotes")),
    _Sign(kind="social", names=("social", "tweet", "instagram", "facebook", "mention"),
          columns=("likes", "shares", "retweets", "hashtags", "followers", "platform", "network", "handle", "tweet")),
    _Sign(kind="review", names=("review", "rating"), columns=("stars", "rating", "star rating", "review")),
    _Sign(kind="interview", names=TALK, columns=("interviewer", "participant", "utterance", "speaker")),
    _Sign(kind="comment", names=("comment", "feedback", "remark")),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Mapped:
    profile: FileProfile
    columns: dict[str, str | list[str]] = field(default_factory=dict)

    def take(self, role: str, names: Sequence[str]) -> ColumnProfile | None:
        """Give a role the first column with one of the names that no role has yet."""
        taken = [name for name in self.columns.values() if isinstance(name, str)]
        found = named(self.profile, names, taken)
        if found and found.filled:
            self.columns[role] = found.name
            return found
        return None


def guessed_voices(profile: FileProfile) -> SourceGuess | None:
    """Take a file for what people said (or wrote about them), if it looks like that."""
    if profile.path.suffix.lower() in TEXT_ENDINGS and {"text", "locator"} <= _names(profile).keys():
        return _text_file(profile)
    text = _text_column(profile)
    kind = _kind(profile) if text else None
    return _table(profile, text, kind) if text and kind else None


def joined(guesses: list[SourceGuess]) -> list[SourceGuess]:
    """Let texts of one folder that are alike be one source: forty interviews are one source of forty files."""
    kept: list[SourceGuess] = []
    for guess in guesses:
        alike = next((one for one in kept if _alike(one, guess)), None)
        if alike:
            alike.further.append(guess.profile.path)
            alike.columns = {role: name for role, name in alike.columns.items() if role in guess.columns}
        else:
            kept.append(guess)
    return kept


def _alike(one: SourceGuess, other: SourceGuess) -> bool:
    paths = one.profile.path, other.profile.path
    texts = all(path.suffix.lower() in TEXT_ENDINGS for path in paths)
    same = paths[0].parent == paths[1].parent and paths[0].suffix == paths[1].suffix
    shape = (one.table, one.constants, one.time_format, one.profile.settings)
    return (
        texts and same and shape == (other.table, other.constants, other.time_format, other.profile.settings)
    )


def _used(guess: SourceGuess) -> set[str]:
    return {name for name in guess.columns.values() if isinstance(name, str)}


def _names(profile: FileProfile) -> Mapping[str, ColumnProfile]:
    return {column.name: column for column in profile.columns}


def _text_file(profile: FileProfile) -> SourceGuess:
    """Speakers, a chat's times or time codes make a conversation, unless the file says that it is a report."""
    columns = _names(profile)
    speaker, at = columns.get("speaker"), columns.get("at")
    timed = any(level.startswith("t=") for level in columns["locator"].levels)
    told = words_of(profile.path.stem)
    talk = bool(speaker and speaker.filled) or timed or any(word in told for word in TALK)
    if not talk and not any(word in told for word in ("focus", "chat")):
        return _document(profile, columns)
    guess = SourceGuess(profile=profile, table="voices", columns={"text": "text", "locator": "locator"})
    if speaker and speaker.filled:
        guess.columns["speaker"] = "speaker"
    kind = "interview"
    if at and at.filled:
        kind = "chat"
        guess.columns |= {"at": "at"} if is_time(at) else {}
    elif "focus" in told or (speaker and speaker.distinct > 3):
        kind = "focus-group"
    guess.constants["kind"] = kind
    _from_head(guess, columns)
    return guess


def _document(profile: FileProfile, columns: Mapping[str, ColumnProfile]) -> SourceGuess:
    guess = SourceGuess(profile=profile, table="documents", columns={"text": "text", "title": "title"})
    told = words_of(profile.path.stem)
    kind = next((kind for kind in ("competitor", "trend", "market") if kind in told), "note")
    guess.columns |= {role: role for role in ("author", "url") if role in columns and columns[role].filled}
    if "kind" in columns:
        guess.columns["kind"] = "kind"
    else:
        guess.constants["kind"] = kind
    guess.columns["locator"] = "locator"
    _from_head(guess, columns)
    return guess


def _from_head(guess: SourceGuess, columns: Mapping[str, ColumnProfile]) -> None:
    """Map what the text says of itself: who took part, when, about what."""
    told = HEADS
    roles = {"at"} if guess.table == "documents" else set(told)
    for role, names in told.items():
        found = next((columns[name] for name in names if name in columns and columns[name].filled), None)
        if found and role in roles and role not in guess.columns and (role != "at" or is_time(found)):
            guess.columns[role] = found.name
    mapped = {*_used(guess), "title", "at", "speaker"}
    guess.unknown = {name: "said at the head of the text" for name in columns if name not in mapped}


def _text_column(profile: FileProfile) -> ColumnProfile | None:
    """The first column with a text's name whose values are words, many of them different."""
    for name in TEXT:
        found = named(profile, (name,))
        if (
            found
            and found.filled
            and not found.mostly(found.numbers)
            and not is_time(found)
            and _wordy(found)
        ):
            return found
    return None


def _wordy(column: ColumnProfile) -> bool:
    spaces = sum(" " in level.strip() for level in column.levels)
    return spaces >= 0.5 * len(column.levels) and column.distinct >= min(10, 0.5 * column.filled)


def _rates(column: ColumnProfile) -> bool:
    words = set(words_of(column.name).split())
    return column.mostly(column.numbers) and bool(words & {"rating", "stars", "score", "satisfaction"})


def _kind(profile: FileProfile) -> str | None:
    told = words_of(profile.path.stem)
    there = {words_of(column.name) for column in profile.columns}
    if sum(_rates(column) for column in profile.columns) > 1:
        return None  # several things are rated: a survey
    if {"nps", "csat", "ces"} & {word for name in there for word in name.split()}:
        return None
    named_so = next((sign.kind for sign in SIGNS if any(name in told for name in sign.names)), None)
    marked = next(
        (sign.kind for sign in SIGNS if sign.columns and len(there & set(sign.columns)) >= sign.least), None
    )
    return named_so or marked


def _table(profile: FileProfile, text: ColumnProfile, kind: str) -> SourceGuess:
    mapped = _Mapped(profile=profile, columns={"text": text.name})
    mapped.take("customer_id", CUSTOMER[:-2])
    mapped.take("voice_id", IDS)
    rating = mapped.take("rating", RATING)
    times = FileProfile(
        path=profile.path,
        rows=profile.rows,
        encoding=None,
        columns=tuple(column for column in profile.columns if is_time(column)),
    )
    when = named(times, TIME) or next(iter(times.columns), None)
    mapped.take("title", TITLE)
    mapped.take("thread_id", THREAD)
    mapped.take("speaker", OBSERVER if kind == "staff-observation" else AUTHOR)
    mapped.take("touchpoint", TOUCHPOINT)
    mapped.take("channel", CHANNEL)
    mapped.take("language", ("language", "lang"))
    guess = SourceGuess(profile=profile, table="voices", columns=mapped.columns, constants={"kind": kind})
    if when and when.name not in mapped.columns.values():
        guess.columns["at"] = when.name
    if rating:
        _tell_scale(guess, rating)
    used = _used(guess)
    guess.unknown = {c.name: "no part of a voice" for c in profile.columns if c.name not in used}
    return guess


def _tell_scale(guess: SourceGuess, rating: ColumnProfile) -> None:
    """Guess the scale by its ends; without numbers there is none."""
    if not rating.mostly(rating.numbers):
        del guess.columns["rating"]
        return
    levels = [level.replace(",", ".", 1) for level in rating.levels]
    numbers = [float(level) for level in levels if level.replace(".", "", 1).isdigit()]
    top = max(numbers, default=5.0)
    guess.settings["rating_max"] = 5.0 if top <= 5 else 10.0 if top <= 10 else 100.0
    if min(numbers, default=1.0) < 1 or top > 5:
        guess.settings["rating_min"] = 0.0
        guess.doubts.append("The scale of the rating is guessed: 1 to 10 begins at rating_min = 1.0.")
