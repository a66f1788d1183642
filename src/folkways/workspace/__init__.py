"""Where the layers meet: a workspace is a folder with a current snapshot, seen through its faces."""

from __future__ import annotations

from folkways.workspace.opened import Workspace, open_workspace

open = open_workspace  # noqa: A001  `fw.open(dir)` is how people say it

__all__ = ["Workspace", "open"]
