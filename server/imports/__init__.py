"""Loading files into the domains: read, check everything, say what is wrong, apply in one transaction."""

from server.imports.result import Result, RowError
from server.imports.run import KINDS, Options, import_file

__all__ = ["KINDS", "Options", "Result", "RowError", "import_file"]
