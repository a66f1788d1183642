"""Traits that several files tell of the same customers: each is taken once."""

from __future__ import annotations

from collections.abc import Sequence

from folkways.sources.guess_roles import FEW
from folkways.sources.profile import ColumnProfile, SourceGuess, TraitGuess


def leave_out_repeated(guesses: Sequence[SourceGuess]) -> None:
    """Leave out each trait that an earlier source of the same customers tells with the same name and values.

    With other values it stays, but defines no groups: it would count twice; nor does one of another name whose many
    values are those of an earlier one. Customers are the same when some of their ids are; the values when the
    commonest are, and they are as many.
    """
    for number, guess in enumerate(guesses):
        earlier = [one for one in guesses[:number] if one.traits and _same_customers(one, guess)]
        for name in [*guess.traits]:
            first = next((one for one in earlier if name in one.traits), None)
            if first is not None:
                _tell_repeated(guess, first, name)
            else:
                guess.traits[name].repeated = any(_retold(guess, one, name) for one in earlier)


def _tell_repeated(guess: SourceGuess, first: SourceGuess, name: str) -> None:
    trait, before = guess.traits[name], first.traits[name]
    if trait.kind == before.kind and _same_values(_column(guess, trait), _column(first, before)):
        del guess.traits[name]
        guess.unknown[trait.column] = f"seems the same as {before.column} of {first.profile.path.name}"
    else:
        trait.repeated = True


def _retold(guess: SourceGuess, earlier: SourceGuess, name: str) -> bool:
    column = _column(guess, guess.traits[name])
    return (
        column is not None
        and column.distinct > FEW
        and any(_same_values(column, _column(earlier, one)) for one in earlier.traits.values())
    )


def _column(guess: SourceGuess, trait: TraitGuess) -> ColumnProfile | None:
    return guess.profile.column(trait.column)


def _same_customers(one: SourceGuess, other: SourceGuess) -> bool:
    return bool(_ids(one) & _ids(other))


def _ids(guess: SourceGuess) -> set[str]:
    told = guess.columns.get("customer_id")
    column = guess.profile.column(told) if isinstance(told, str) else None
    return set(column.levels) if column else set()


def _same_values(one: ColumnProfile | None, other: ColumnProfile | None) -> bool:
    return (
        one is not None and other is not None and (one.distinct, one.levels) == (other.distinct, other.levels)
    )
