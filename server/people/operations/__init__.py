"""What changes people and the organization: one function an act, one transaction each."""

from server.people.operations.hire import complete_probation, hire_employee, rehire_employee
from server.people.operations.leave import give_notice, record_leave, withdraw_notice
from server.people.operations.move import change_pay, promote_employee, transfer_employee
from server.people.operations.organization import (
    create_department,
    create_location,
    create_position,
    update_department,
)
from server.people.operations.reveal import reveal_id_number
from server.people.operations.update import update_employee

__all__ = [
    "change_pay",
    "complete_probation",
    "create_department",
    "create_location",
    "create_position",
    "give_notice",
    "hire_employee",
    "promote_employee",
    "record_leave",
    "rehire_employee",
    "reveal_id_number",
    "transfer_employee",
    "update_department",
    "update_employee",
    "withdraw_notice",
]
