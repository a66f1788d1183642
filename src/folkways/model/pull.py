"""Where a source's rows are pulled from, when they do not lie in files: a database, an address, what others send."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from folkways.model.noun import Noun

PullKind = Literal["postgres", "rest", "events"]

OF_KIND: dict[PullKind, frozenset[str]] = {
    "postgres": frozenset({"cursor", "overlap", "dsn_env", "table", "query", "time_limit"}),
    "rest": frozenset(
        {
            "cursor",
            "overlap",
            "url",
            "hosts",
            "params",
            "records",
            "paging",
            "cursor_param",
            "token_env",
            "token_header",
            "token_prefix",
            "allow_private",
            "most_pages",
            "most_bytes",
            "time_limit",
        }
    ),
    "events": frozenset(),
}


class Paging(Noun):
    """How an answer's next page is asked for.

    `page` and `offset` count in `param`; `token` sends back in `param` what the body holds at `next`; `address` goes
    to the address that the body holds at `next`, `link` to that of the header `Link` with `rel="next"`. With `size`
    the number of records is asked for in `size_param`, and a shorter page is the last.
    """

    by: Literal["page", "offset", "token", "address", "link"]
    param: str | None = None
    first: int = 1
    size: int | None = Field(default=None, ge=1)
    size_param: str | None = None
    next: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Paging:
        if self.by in ("page", "offset", "token") and not self.param:
            raise ValueError(f'paging by "{self.by}" needs param, the name of the parameter')
        if self.by in ("token", "address") and not self.next:
            raise ValueError(f'paging by "{self.by}" needs next, the place in the body')
        return self


class Pull(Noun):
    """What `folkways refresh` does for a source; each kind has its own keys.

    Secrets are never told here: `dsn_env` and `token_env` name the environment variable that holds them (or, with
    `_FILE` after the name, the file).
    """

    kind: PullKind
    cursor: str | None = None
    overlap: str | None = None
    time_limit: str = "30min"
    dsn_env: str | None = None
    table: str | None = None
    query: str | None = None
    url: str | None = None
    hosts: list[str] = []
    params: dict[str, str] = {}
    records: str = ""
    paging: Paging | None = None
    cursor_param: str | None = None
    token_env: str | None = None
    token_header: str = "Authorization"
    token_prefix: str = "Bearer "
    allow_private: bool = False
    most_pages: int = Field(default=10_000, ge=1)
    most_bytes: int = Field(default=50_000_000, ge=1)

    @model_validator(mode="after")
    def _whole(self) -> Pull:
        fields = Pull.model_fields
        told = {name for name in fields if getattr(self, name) != fields[name].get_default()}
        foreign = sorted(told - OF_KIND[self.kind] - {"kind"})
        if foreign:
            known = ", ".join(sorted(OF_KIND[self.kind])) or "none"
            raise ValueError(f'{foreign[0]} is not a key of a pull of kind "{self.kind}" (known: {known})')
        if self.overlap is not None and self.cursor is None:
            raise ValueError("overlap needs a cursor")
        if self.kind == "postgres" and (self.dsn_env is None or (self.table is None) == (self.query is None)):
            raise ValueError("a pull from PostgreSQL needs dsn_env, and either table or query")
        if self.kind == "rest" and (self.url is None or (self.cursor is None) != (self.cursor_param is None)):
            raise ValueError("a pull by REST needs url; cursor and cursor_param go together")
        return self
