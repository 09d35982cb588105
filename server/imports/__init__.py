"""Loading files into the domains: read, check everything, say what is wrong, apply in one transaction."""

from server.imports.result import Result, RowError
from server.imports.run import Options, import_file, kind_names

__all__ = ["Options", "Result", "RowError", "import_file", "kind_names"]
