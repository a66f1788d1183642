"""The evidence store: canonical tables, quarantine, quality, snapshots."""
