"""The SQL that repeats an association from rows of `a` and `b`."""

from __future__ import annotations


def v_of(rows: str) -> str:
    """Bias-corrected Cramér's V of the columns `a` and `b` of a relation, of rows that know both."""
    return (
        f"WITH cells AS (SELECT a, b, count(*)::DOUBLE AS n FROM {rows} "
        "WHERE a IS NOT NULL AND b IS NOT NULL GROUP BY a, b), "
        "ra AS (SELECT a, sum(n) AS na FROM cells GROUP BY a), cb AS (SELECT b, sum(n) AS nb FROM cells GROUP BY b), "
        "whole AS (SELECT sum(n) AS t, (SELECT count(*) FROM ra)::DOUBLE AS r, (SELECT count(*) FROM cb)::DOUBLE AS c "
        "FROM cells), phi AS (SELECT sum(n * n / (na * nb)) - 1 AS p FROM cells JOIN ra USING (a) JOIN cb USING (b)) "
        "SELECT least(1.0, sqrt(greatest(0.0, p - (r - 1) * (c - 1) / (t - 1)) / "
        "(least(r - (r - 1) * (r - 1) / (t - 1), c - (c - 1) * (c - 1) / (t - 1)) - 1))) AS value FROM whole, phi"
    )


def eta_of(rows: str) -> str:
    """The correlation ratio √ε² of the number `b` by the groups `a`, of rows that know both."""
    return (
        f"WITH known AS (SELECT a, b FROM {rows} WHERE a IS NOT NULL AND b IS NOT NULL), "
        "parts AS (SELECT count(*)::DOUBLE AS n, var_pop(b) * count(*) AS within FROM known GROUP BY a) "
        "SELECT sqrt(greatest(0.0, 1 - (sum(within) / (sum(n) - count(*))) / "
        "(SELECT var_samp(b) FROM known))) AS value FROM parts"
    )
