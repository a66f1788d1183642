"""Measures: value, interval and denominator for the business's usual questions, each with the query that repeats it."""
