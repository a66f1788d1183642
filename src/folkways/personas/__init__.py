"""From features and groups to persona documents: told in words, each word backed by evidence."""
