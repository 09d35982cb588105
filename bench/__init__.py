"""Benchmarks: one question a file, ratios within one run."""
