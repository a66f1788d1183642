"""What people say in turn: lines of a text as turns with speaker, time and place, whatever form they are written in.

A turn's text stands in the file as it is; its place is the line (or paragraph) where its words begin, or the time code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_CODE = r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:[.,]\d{1,3})?"
_WHEN = rf"[\[(]?(?P<time>{_CODE})[\])]?"
_NAME = r"(?P<name>[^\W_][^:\n\[\](){}<>.!?;|]{0,39}?)"
_SAID = re.compile(
    rf"^(?:{_WHEN}\s*[-–]?\s*)?(?P<bold>\*\*|__)?{_NAME}\s*(?:[\[(](?P<after>{_CODE})[\])])?\s*"
    rf"(?:(?(bold)(?:\*\*|__))(?:\s*[\[(](?P<behind>{_CODE})[\])]\s*)?:|:(?(bold)(?:\*\*|__)))\s*(?P<words>.*)$",
    re.DOTALL,
)
_LEADING = re.compile(rf"^[\[(](?P<time>{_CODE})[\])]\s*")
_ALONE = re.compile(rf"^{_WHEN}\s*(?P<words>.*)$")
_CHAT = re.compile(
    r"^[\u200e\u200f]?\[?(?P<at>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)\]?"
    r"(?: -)? (?P<name>[^:\n]{1,60}): (?P<words>.*)$"
)
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>.+?)\s*#*$")
_KEY = re.compile(
    r"^(?:[-*]\s+)?(?:\*\*)?(?P<key>[A-Za-z][A-Za-z _-]{1,30}?)(?:\*\*)?\s*:\s*(?:\*\*)?\s*(?P<value>\S.*?)\s*$"
)
HEAD_KEYS = (
    "participant", "participant_id", "respondent", "customer", "customer_id", "user_id", "account_id", "interviewer",
    "moderator", "date", "time", "location", "language", "title", "topic", "author", "source", "url", "kind", "type",
    "channel", "touchpoint", "method", "duration", "segment", "subject", "competitor",
)  # fmt: skip
"""What a document may say of itself before it begins."""
MOST_SPEAKERS = 40


@dataclass(slots=True, kw_only=True)
class Turn:
    """What one speaker says until somebody else does; `line` counts from 1."""

    line: int
    lines: list[str]
    speaker: str | None = None
    time_ms: int | None = None
    at: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A text cut into its head (what it says of itself), its title and its body: numbered lines."""

    head: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    body: list[tuple[int, str]] = field(default_factory=list)


def script_of(lines: Sequence[str]) -> Script:
    """Take front matter (between `---`, or lines `Participant: P7` at the top) and the first heading off a text."""
    numbered = list(enumerate((line.rstrip("\r\n") for line in lines), start=1))
    head, rest = _front_matter(numbered)
    if not head:
        head, rest = _head_lines(rest)
    title = head.get("title")
    for place, (_, line) in enumerate(rest):
        found = _HEADING.match(line)
        if found:
            title = title or found["title"]
            return Script(head=head, title=title, body=rest if place else rest[1:])
        if line.strip():
            break
    return Script(head=head, title=title, body=rest)


def turns_of(script: Script, *, each_line: bool = False) -> list[Turn]:
    """Cut a text into turns: by the lines of a chat, by speakers, by time codes, else by paragraphs.

    With `each_line` a line is a paragraph, as in a word processor's file.
    """
    chat = list(_chat_turns(script.body))
    if chat:
        return chat
    speakers = _speakers(script.body)
    if speakers:
        return _filled(_spoken_turns(script.body, speakers))
    timed = [_ALONE.match(line) for _, line in script.body if line.strip()]
    if sum(found is not None for found in timed) >= max(2, 0.3 * len(timed)):
        return _filled(_timed_turns(script.body))
    return _filled(_paragraphs(script.body, each_line=each_line))


def milliseconds(code: str) -> int:
    """Read `1:02:03.5`, `02:03` or `00:00:01,250`."""
    *larger, seconds = code.replace(",", ".").split(":")
    whole, _, part = seconds.partition(".")
    minutes = sum(int(unit) * 60**place for place, unit in enumerate(reversed(larger)))
    return (minutes * 60 + int(whole)) * 1000 + int(part.ljust(3, "0")[:3] or 0)


def time_code(time_ms: int) -> str:
    """Write milliseconds as `00:01:02.000`."""
    seconds, rest = divmod(time_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _front_matter(lines: list[tuple[int, str]]) -> tuple[dict[str, str], list[tuple[int, str]]]:
    if not lines or lines[0][1].strip() != "---":
        return {}, lines
    marks = (place for place, (_, line) in enumerate(lines[1:60], start=1) if line.strip() in ("---", "..."))
    end = next(marks, None)
    if end is None:
        return {}, lines
    found = [_KEY.match(line) for _, line in lines[1:end]]
    return {_key(each["key"]): each["value"].strip("\"'") for each in found if each}, lines[end + 1 :]


def _head_lines(lines: list[tuple[int, str]]) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Take lines such as `Participant: P7` at the top, two at least; a title may stand before them."""
    start = 0
    while start < len(lines) and (not lines[start][1].strip() or _HEADING.match(lines[start][1])):
        start += 1
    bare = start + 1 < len(lines) and ":" not in lines[start][1] and _KEY.match(lines[start + 1][1])
    start += bool(bare)
    head: dict[str, str] = {}
    end = start
    while end < len(lines):
        found = _KEY.match(lines[end][1])
        if not found or _key(found["key"]) not in HEAD_KEYS or _key(found["key"]) in head:
            break
        head[_key(found["key"])] = found["value"]
        end += 1
    is_head = len(head) > 1 and (end == len(lines) or not lines[end][1].strip())
    if not is_head:
        return {}, lines
    if bare:
        return {"title": lines[start - 1][1].strip(), **head}, lines[end:]
    return head, [*lines[:start], *lines[end:]]


def _key(text: str) -> str:
    return re.sub(r"[ -]+", "_", text.strip().lower())


def _speakers(body: list[tuple[int, str]]) -> set[str]:
    """Names before a colon are speakers when they come again, and most of the text is said by them."""
    found = [each for _, line in body if (each := _SAID.match(line.strip()))]
    counts = Counter(each["name"] for each in found if len(each["name"].split()) <= 4)
    again = {name for name, count in counts.items() if count > 1}
    if not again or len(counts) > MOST_SPEAKERS:
        return set()
    return again | {name for name in counts if name[0].isupper() or name[0].isdigit()}


def _spoken_turns(body: list[tuple[int, str]], speakers: set[str]) -> Iterator[Turn]:
    turn: Turn | None = None
    for number, line in body:
        found = _SAID.match(line.strip())
        if found and found["name"] in speakers:
            if turn:
                yield turn
            inside = _LEADING.match(found["words"])
            code = found["time"] or found["after"] or found["behind"] or (inside["time"] if inside else None)
            words = found["words"][inside.end() :] if inside else found["words"]
            turn = Turn(line=number, lines=[words], speaker=found["name"].strip(), time_ms=_ms(code))
        elif _HEADING.match(line):
            continue
        elif turn is None:
            turn = Turn(line=number, lines=[line]) if line.strip() else None
        else:
            turn.lines.append(line)
    if turn:
        yield turn


def _timed_turns(body: list[tuple[int, str]]) -> Iterator[Turn]:
    turn: Turn | None = None
    for number, line in body:
        found = _ALONE.match(line.strip())
        if found:
            if turn:
                yield turn
            turn = Turn(line=number, lines=[found["words"]], time_ms=_ms(found["time"]))
        elif turn is None:
            turn = Turn(line=number, lines=[line]) if line.strip() else None
        else:
            turn.lines.append(line)
    if turn:
        yield turn


def _chat_turns(body: list[tuple[int, str]]) -> Iterator[Turn]:
    told = [line for _, line in body if line.strip()]
    if sum(_CHAT.match(line) is not None for line in told) < max(2, 0.4 * len(told)):
        return
    turn: Turn | None = None
    for number, line in body:
        found = _CHAT.match(line)
        if found:
            if turn:
                yield turn
            turn = Turn(
                line=number,
                lines=[found["words"]],
                speaker=found["name"].strip(),
                at=found["at"].replace(", ", " "),
            )
        elif turn is None:
            turn = Turn(line=number, lines=[line]) if line.strip() else None
        else:
            turn.lines.append(line)
    if turn:
        yield turn


def _paragraphs(body: list[tuple[int, str]], *, each_line: bool) -> Iterator[Turn]:
    turn: Turn | None = None
    for number, line in body:
        if not line.strip() or _HEADING.match(line):
            if turn:
                yield turn
            turn = None
        elif turn is None or each_line:
            if turn:
                yield turn
            turn = Turn(line=number, lines=[line])
        else:
            turn.lines.append(line)
    if turn:
        yield turn


def _filled(turns: Iterator[Turn]) -> list[Turn]:
    """Leave out turns without words; a turn begins on the line of its first word."""
    kept: list[Turn] = []
    for turn in turns:
        while turn.lines and not turn.lines[0].strip():
            turn.lines.pop(0)
            turn.line += 1
        if turn.lines:
            kept.append(turn)
    return kept


def _ms(code: str | None) -> int | None:
    return None if code is None else milliseconds(code)
