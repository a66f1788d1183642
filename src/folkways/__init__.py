"""Evidence-backed personas and customer journeys."""
