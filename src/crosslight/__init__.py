"""Crosslight reads many reports of one event and lays them side by side, statement by statement."""
