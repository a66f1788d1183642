"""The nouns of Folkways: frozen pydantic models, no I/O, no engine, no numpy."""
