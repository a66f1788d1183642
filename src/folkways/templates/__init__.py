"""Templates of journeys, as data: one TOML file each."""
