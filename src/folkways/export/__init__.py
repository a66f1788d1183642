"""Faces made of documents: the home page and the one-file report."""
