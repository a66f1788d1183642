"""The machines: the engine port, and its adapters (the only place that names one)."""
