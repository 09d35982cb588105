"""Figures that leave the engine: frozen reports, their drift, and files that can be checked."""
