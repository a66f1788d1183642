"""Journeys: stages, recorded journeys, leaks, the map; checking a journey document."""
