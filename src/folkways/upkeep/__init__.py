"""Keeping what is known true and whole: what is not known yet."""
