"""What changes people and the organization: one function an act, one transaction each."""

from server.people.operations.approving import end_deputy, set_approval_chain, set_deputy
from server.people.operations.bulk import move_employees, undo_move
from server.people.operations.closing import (
    close_department,
    close_location,
    close_position,
    reopen_department,
    reopen_location,
    reopen_position,
    update_location,
    update_position,
)
from server.people.operations.contract import change_contract
from server.people.operations.correct import correct_fact, retract_fact
from server.people.operations.custom_fields import (
    change_custom_field,
    define_custom_field,
    set_custom_fields,
)
from server.people.operations.documents import add_document, open_document, remove_document
from server.people.operations.hire import complete_probation, hire_employee, rehire_employee
from server.people.operations.leave import give_notice, record_leave, withdraw_notice
from server.people.operations.legal import assign_legal_entity, create_legal_entity, update_legal_entity
from server.people.operations.move import change_pay, promote_employee, transfer_employee
from server.people.operations.notes import add_note, add_notes
from server.people.operations.organization import (
    create_department,
    create_location,
    create_position,
    update_department,
)
from server.people.operations.proposals import propose_grant, propose_link
from server.people.operations.resign import hand_in_resignation
from server.people.operations.reveal import reveal_id_number
from server.people.operations.staffing import set_staffing_norm
from server.people.operations.undo import undo_change
from server.people.operations.update import update_employee

__all__ = [
    "add_document",
    "add_note",
    "add_notes",
    "assign_legal_entity",
    "change_contract",
    "change_custom_field",
    "change_pay",
    "close_department",
    "close_location",
    "close_position",
    "complete_probation",
    "correct_fact",
    "create_department",
    "create_legal_entity",
    "create_location",
    "create_position",
    "define_custom_field",
    "end_deputy",
    "give_notice",
    "hand_in_resignation",
    "hire_employee",
    "move_employees",
    "open_document",
    "promote_employee",
    "propose_grant",
    "propose_link",
    "record_leave",
    "rehire_employee",
    "remove_document",
    "reopen_department",
    "reopen_location",
    "reopen_position",
    "retract_fact",
    "reveal_id_number",
    "set_approval_chain",
    "set_custom_fields",
    "set_deputy",
    "set_staffing_norm",
    "transfer_employee",
    "undo_change",
    "undo_move",
    "update_department",
    "update_employee",
    "update_legal_entity",
    "update_location",
    "update_position",
    "withdraw_notice",
]
