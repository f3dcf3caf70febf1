"""Recipes that make the model files in src/crosslight/models."""
