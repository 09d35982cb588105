"""What changes imports, sources, conflicts and merges: one function an act, one transaction each."""

from server.imports.answering import settle_source_drops
from server.imports.batches import map_import, upload_import
from server.imports.linking import link_import_row
from server.imports.merging import mark_different, merge_employees, unmerge_employees
from server.imports.reopening import reopen_conflict
from server.imports.settling import settle_conflict, settle_conflicts
from server.imports.sources import rank_import_sources, save_import_source
from server.imports.steps import apply_import, revert_import, validate_import

__all__ = [
    "apply_import",
    "link_import_row",
    "map_import",
    "mark_different",
    "merge_employees",
    "rank_import_sources",
    "reopen_conflict",
    "revert_import",
    "save_import_source",
    "settle_conflict",
    "settle_conflicts",
    "settle_source_drops",
    "unmerge_employees",
    "upload_import",
    "validate_import",
]
