"""The sample worlds: one group with a retail chain, an e-commerce service center and a hospital, 24 months deep."""

from server.demo.build import build
from server.demo.world import ACCOUNTS, Showcase

__all__ = ["ACCOUNTS", "Showcase", "build"]
