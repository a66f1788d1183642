"""The layouts there are, in the order in which `folkways init` tries them. Each is a file here, one line below."""

from __future__ import annotations

from folkways.errors import UnknownName
from folkways.sources.layouts.layout import Layout

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in ()}


def layout_named(name: str) -> Layout:
    """Find a layout by its name; raises UnknownName with the nearest."""
    if name not in LAYOUTS:
        raise UnknownName("layout", name, list(LAYOUTS))
    return LAYOUTS[name]
