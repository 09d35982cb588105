"""The matrix of the requirements, written out: what each role may do with each class, and which classes there are."""

from __future__ import annotations

# How a cell reads: the views of acts in one relation. Nothing written is refused.
READ = {"read": "plain", "export": "plain", "aggregate": "plain"}
WRITE = {**READ, "write": "plain"}
ENTER = {"write": "plain"}
TAKE = {"export": "plain"}


def masked(kind):
    return {"read": kind, "export": kind}


def totals(n):
    return {"aggregate": f"k={n}"}


OWN_RELATION = {
    "hr_manager": "org",
    "hr_specialist": "team",
    "payroll_specialist": "org",
    "performance_specialist": "org",
    "department_manager": "team",
    "general_manager": "group",
    "employee": "self",
    "auditor": "org",
    "administrator": "org",
}

# Each role in its own relation: class -> cell.
MATRIX = {
    "hr_manager": {
        "key": READ, "code": WRITE, "name": WRITE, "roster": WRITE, "exit_reason": WRITE,
        "phone": READ, "email": READ, "identity": {**masked("idcard"), "reveal": "plain"},
        "pay": READ, "attendance": READ, "payable_hours": READ, "absence": READ, "schedule": READ,
        "attendance_keep": ENTER, "attendance_close": ENTER, "attendance_reopen": ENTER, "absence_ask": ENTER,
        "absence_grant": ENTER,
        "performance": WRITE, "performance_result": WRITE, "assessment": WRITE, "self_assessment": WRITE,
        "training": WRITE, "coaching": WRITE, "honor": READ, "attainment": READ,
        "feedback": READ, "feedback_handling": READ, "support": READ, "survey_design": WRITE,
        "recruiting": WRITE, "referral": WRITE, "measures": WRITE, "measure_decision": WRITE,
        "risk_case": READ, "risk_score": READ, "risk_reason": READ, "risk_contest": READ, "org": WRITE,
        "workforce_cost": READ, "protected": READ, "incident": READ, "grievance": READ, "conversation": READ,
        "operations": READ, "finance": READ, "planning": WRITE, "data_quality": READ,
        "metric_draft": WRITE, "metric_sign_hr": WRITE, "metric_publish": WRITE, "metric_target": WRITE,
        "metric_export": TAKE, "report": WRITE,
        "grant_proposal": READ, "grant_decision": ENTER, "setting": READ, "company_setting": WRITE,
        "system_setting": READ,
        "lifecycle": ENTER, "notice": ENTER, "record_update": ENTER, "org_change": ENTER,
    },
    "hr_specialist": {
        "key": READ, "code": WRITE, "name": WRITE, "roster": WRITE, "exit_reason": WRITE,
        "phone": masked("phone"), "email": masked("email"), "identity": masked("idcard"),
        "attendance": READ, "payable_hours": READ, "absence": READ, "schedule": READ,
        "attendance_keep": ENTER, "absence_ask": ENTER, "absence_grant": ENTER,
        "performance": READ, "performance_result": READ, "assessment": READ, "self_assessment": READ,
        "training": WRITE, "coaching": WRITE, "honor": READ,
        "feedback": READ, "feedback_handling": READ, "support": READ,
        "survey": totals(5), "survey_answer": totals(5),
        "recruiting": WRITE, "referral": WRITE, "measures": READ, "measure_decision": READ,
        "risk_case": READ, "risk_score": READ, "risk_reason": READ, "risk_contest": READ, "org": READ,
        "incident": READ, "grievance": READ, "conversation": READ, "operations": READ, "planning": READ,
        "metric_export": TAKE, "report": READ,
        "lifecycle": ENTER, "notice": ENTER, "record_update": ENTER,
    },
    "payroll_specialist": {
        "key": READ, "code": READ, "name": READ, "phone": masked("phone"), "email": masked("email"),
        "identity": masked("idcard"), "pay": WRITE, "payable_hours": READ, "org": READ, "pay_change": ENTER,
        "workforce_cost": WRITE, "metric_export": TAKE, "attendance_reopen": ENTER,
    },
    "performance_specialist": {
        "key": READ, "code": READ, "name": READ, "roster": READ,
        "performance": WRITE, "performance_result": WRITE, "assessment": WRITE, "self_assessment": WRITE,
        "training": READ, "coaching": READ, "attainment": READ, "feedback": READ, "feedback_handling": READ,
        "measures": READ, "measure_decision": READ, "org": READ,
        "conversation": READ, "operations": READ, "finance": READ, "metric_draft": WRITE, "metric_export": TAKE,
        "report": WRITE,
    },
    "department_manager": {
        "key": READ, "code": READ, "name": READ, "roster": READ,
        "phone": masked("phone"), "email": masked("email"),
        "attendance": READ, "payable_hours": READ, "absence": READ, "schedule": WRITE,
        "performance": READ, "performance_result": READ, "assessment": WRITE, "self_assessment": READ,
        "training": READ, "coaching": WRITE, "honor": READ, "attainment": READ,
        "feedback": READ, "feedback_handling": WRITE, "support": WRITE,
        "survey": totals(10), "survey_answer": totals(10), "recruiting": WRITE, "referral": WRITE,
        "measures": WRITE, "measure_decision": WRITE, "risk_case": WRITE, "risk_score": masked("band"),
        "org": READ, "incident": READ, "grievance": totals(10), "conversation": READ, "operations": READ,
        "finance": READ, "planning": READ, "metric_sign_business": WRITE, "metric_export": TAKE, "report": READ,
    },
    "general_manager": {
        name: totals(5)
        for name in (
            "key", "roster", "pay", "attendance", "payable_hours", "absence", "schedule", "performance",
            "performance_result",
            "assessment", "self_assessment", "training", "coaching", "honor", "attainment", "feedback",
            "feedback_handling", "support", "survey", "survey_answer", "recruiting", "referral", "measures",
            "measure_decision", "risk_case", "risk_score", "risk_reason", "risk_contest",
            "workforce_cost", "exit_reason", "incident", "grievance", "conversation", "operations",
        )
    }
    | {"protected": totals(10), "metric_export": TAKE},
    "employee": {
        "key": READ, "code": READ, "name": READ, "roster": READ, "exit_reason": READ,
        "phone": WRITE, "email": WRITE, "identity": READ, "pay": READ, "attendance": READ,
        "payable_hours": READ, "absence": READ, "absence_ask": ENTER,
        "schedule": READ, "performance": READ, "performance_result": READ, "assessment": READ,
        "self_assessment": WRITE, "training": READ, "coaching": READ, "honor": READ, "attainment": READ,
        "feedback": READ, "feedback_handling": WRITE, "support": WRITE, "survey_answer": ENTER,
        "survey_design": READ, "referral": WRITE, "measures": WRITE, "measure_decision": WRITE,
        "risk_reason": READ, "risk_contest": WRITE, "org": READ, "access_log": READ, "record_update": ENTER,
        "workforce_cost": READ, "protected": READ, "incident": READ, "grievance": READ, "conversation": READ,
        "account": READ, "session": WRITE, "api_token": WRITE,
        "operations": READ, "metric_export": TAKE,
    },
    "auditor": {
        "key": READ, "name": masked("name"), "org": READ, "audit": READ, "access_log": READ, "policy": READ,
        "account": READ, "session": READ, "api_token": READ, "grant_proposal": READ, "setting": READ,
        "company_setting": READ, "system_setting": READ, "system": READ, "audit_check": ENTER,
    },
    "administrator": {
        "policy": WRITE, "account": WRITE, "session": WRITE, "api_token": WRITE, "grant_proposal": WRITE,
        "grant_decision": ENTER, "setting": READ, "company_setting": READ, "system_setting": WRITE, "system": WRITE,
        "audit_check": ENTER,
    },
}  # fmt: skip

RECORD = (
    "document", "document_certificate", "document_contract", "document_identity", "document_other", "note", "note_hr",
    "note_manager",
)  # fmt: skip
MATRIX["hr_manager"] |= (
    dict.fromkeys((*RECORD, "approval_chain", "custom_field", "deputy", "shared_view", "staffing", "protected"), WRITE)
    | dict.fromkeys(("approval", "career", "conflict", "import", "merge", "view_as"), READ)
    | dict.fromkeys(
        ("conflict_settle", "correction", "custom_keep", "document_keep", "document_open", "document_remove",
         "import_keep", "import_source", "merge_keep", "note_keep"), ENTER
    )
)  # fmt: skip
MATRIX["hr_specialist"] |= (
    dict.fromkeys(("document_certificate", "document_contract", "document_other"), WRITE)
    | dict.fromkeys(("note", "note_hr", "note_manager"), WRITE)
    | {"shared_view": WRITE}
    | dict.fromkeys(("approval", "career", "conflict", "staffing", "view_as"), READ)
    | dict.fromkeys(
        ("conflict_settle", "correction", "custom_keep", "document_keep", "document_remove", "note_keep"),
        ENTER,
    )
)
MATRIX["payroll_specialist"] |= {"conflict": READ, "import": READ} | dict.fromkeys(
    ("conflict_settle", "correction", "custom_keep", "import_keep"), ENTER
)
MATRIX["performance_specialist"] |= {"career": READ, "import": READ, "import_keep": ENTER}
MATRIX["department_manager"] |= {
    "career": READ, "document_certificate": READ, "note_manager": WRITE, "note_keep": ENTER, "staffing": READ,
}  # fmt: skip
MATRIX["employee"] |= (
    {"deputy": WRITE, "desk": WRITE, "inbox": WRITE}
    | dict.fromkeys(("document_certificate", "document_other"), WRITE)
    | dict.fromkeys(
        ("approval", "career", "conflict", "document", "document_contract", "document_identity"), READ
    )
    | dict.fromkeys(
        ("approval_decision", "conflict_settle", "custom_keep", "document_keep", "resignation"), ENTER
    )
)
MATRIX["auditor"] |= {"import": READ}
for _role in ("hr_manager", "hr_specialist"):
    MATRIX[_role] |= {
        "course": WRITE,
        "course_draft": READ,
        "library_case": WRITE,
        "learning": WRITE,
        "quiz": READ,
        "quiz_key": READ,
    }
MATRIX["department_manager"] |= {"library_case": WRITE, "learning": READ}
MATRIX["performance_specialist"] |= {"learning": READ}
MATRIX["general_manager"] |= {"learning": totals(5)}
MATRIX["employee"] |= {"learning": WRITE, "quiz": READ}
MATRIX["hr_manager"] |= {"score_plan": WRITE, "training_effect": READ}
MATRIX["performance_specialist"] |= {"score_plan": WRITE, "training_effect": READ}
MATRIX["hr_manager"] |= {"scheme": WRITE, "commission_keep": ENTER} | dict.fromkeys(
    ("scheme_terms", "scheme_amount", "deal", "commission", "commission_amount"), READ
)
MATRIX["payroll_specialist"] |= {
    "scheme_amount": WRITE, "commission_amount": WRITE, "deal": READ, "commission": READ,
}  # fmt: skip
MATRIX["performance_specialist"] |= {"scheme": READ}
MATRIX["department_manager"] |= {"commission": READ}
MATRIX["general_manager"] |= dict.fromkeys(("scheme_amount", "commission_amount"), totals(5))
MATRIX["employee"] |= dict.fromkeys(("scheme_amount", "commission", "commission_amount"), READ)
MATRIX["hr_manager"] |= dict.fromkeys(("goal", "shared_goal", "improvement_plan"), WRITE)
MATRIX["hr_manager"] |= dict.fromkeys(("goal_keep", "improvement_keep", "improvement_step"), ENTER)
MATRIX["performance_specialist"] |= dict.fromkeys(("goal", "shared_goal", "improvement_plan"), WRITE)
MATRIX["performance_specialist"] |= dict.fromkeys(
    ("goal_keep", "improvement_keep", "improvement_step"), ENTER
)
MATRIX["hr_specialist"] |= {"goal": READ, "improvement_plan": READ}
MATRIX["department_manager"] |= {
    "goal": WRITE,
    "shared_goal": WRITE,
    "improvement_plan": READ,
} | dict.fromkeys(("goal_keep", "improvement_keep", "improvement_step"), ENTER)
MATRIX["general_manager"] |= dict.fromkeys(("goal", "improvement_plan"), totals(5))
MATRIX["employee"] |= {"goal": WRITE, "talk": WRITE, "improvement_plan": READ} | dict.fromkeys(
    ("goal_keep", "improvement_seen", "improvement_step"), ENTER
)
MATRIX["employee"] |= {"self_draft": READ}
for _role in ("hr_manager", "performance_specialist"):
    MATRIX[_role] |= {
        "review_cycle": WRITE,
        "assessment_draft": WRITE,
        "dispute": WRITE,
        "calibration": WRITE,
    }
MATRIX["employee"] |= {"calibration": READ}
MATRIX["department_manager"] |= {"assessment_draft": WRITE, "dispute": READ}
MATRIX["hr_specialist"] |= {"dispute": READ}
MATRIX["general_manager"] |= {"dispute": totals(5)}
MATRIX["employee"] |= {"dispute": WRITE}
for _role, _cell in (
    ("hr_manager", WRITE), ("performance_specialist", WRITE), ("hr_specialist", READ), ("department_manager", READ),
    ("employee", READ), ("general_manager", totals(5)),
):  # fmt: skip
    MATRIX[_role] |= {"quality_check": _cell, "peer_result": _cell}
MATRIX["hr_manager"] |= {"field_report": READ} | dict.fromkeys(
    (
        "peer_run",
        "peer_nominate",
        "quality_design",
        "quality_rate",
        "quality_decide",
        "field_confirm",
        "answer_decide",
    ),
    ENTER,
)
MATRIX["performance_specialist"] |= {"field_report": READ} | dict.fromkeys(
    ("peer_run", "peer_nominate", "quality_design", "quality_rate", "quality_decide", "answer_decide"), ENTER
)
MATRIX["hr_specialist"] |= {"field_report": READ}
MATRIX["department_manager"] |= {"field_report": READ} | dict.fromkeys(
    ("peer_nominate", "quality_rate", "field_confirm"), ENTER
)
MATRIX["employee"] |= {"field_report": WRITE, "peer_invite": READ} | dict.fromkeys(
    ("peer_answer", "peer_nominate", "quality_dispute"), ENTER
)
MATRIX["hr_manager"] |= {
    "pay_basis": READ,
    "payout": READ,
    "payout_run": WRITE,
    "kudos_judge": WRITE,
} | dict.fromkeys(("honor_keep", "award_give", "contest_keep"), ENTER)
MATRIX["hr_specialist"] |= {"contest_keep": ENTER}
MATRIX["payroll_specialist"] |= {"payout": READ, "payout_run": WRITE}
MATRIX["performance_specialist"] |= {"award_give": ENTER}
MATRIX["department_manager"] |= {"payout": READ, "award_give": ENTER, "contest_keep": ENTER}
MATRIX["employee"] |= {
    "deal": READ,
    "payout": READ,
    "pay_basis": READ,
    "contest_join": ENTER,
    "kudos_give": ENTER,
}
MATRIX["employee"] |= {"delivery": WRITE}
MATRIX["administrator"] |= {"delivery_log": WRITE, "webhook": WRITE, "shared_view": READ}
"""The record of a person in full: papers, notes, own fields, what was asked and approved, what came in files."""

DICTIONARY = (
    "metric_definition", "metric_draft", "metric_sign_hr", "metric_sign_business", "metric_publish", "metric_target",
)  # fmt: skip
READ_BY_ALL = (
    *DICTIONARY, "process", "approval_chain", "custom_field", "shared_view", "kudos", "contest", "score_plan",
    "review_cycle", "course", "library_case",
)  # fmt: skip
PUBLIC = dict.fromkeys(READ_BY_ALL, READ) | {
    "metric_board": WRITE, "document_open": ENTER, "shared_goal": READ,
}  # fmt: skip
"""What everybody inside reads beside the organization."""

GROUPS = {
    "personal",
    "contact",
    "timesheet",
    "incentive",
    "risk",
}  # they hold classes, and no field themselves
MATRIX["hr_manager"] |= {"recruiting_pay": WRITE}
MATRIX["payroll_specialist"] |= {"recruiting_pay": WRITE}
MATRIX["general_manager"] |= {"recruiting_pay": totals(5)}
MATRIX["employee"] |= {"recruiting_pay": READ, "vacancy": READ}
MATRIX["hr_manager"] |= {"suggestion": WRITE, "meeting": WRITE, "retrospective": WRITE, "pulse_result": READ}
MATRIX["hr_specialist"] |= dict.fromkeys(("suggestion", "retrospective", "pulse_result"), READ)
MATRIX["department_manager"] |= {"suggestion": WRITE, "retrospective": WRITE, "pulse_result": READ}
MATRIX["employee"] |= dict.fromkeys(("suggestion", "meeting", "retrospective"), WRITE)
MATRIX["employee"] |= {"pulse": ENTER, "pulse_result": READ}

for _role in ("employee", "hr_manager", "hr_specialist", "performance_specialist", "department_manager"):
    MATRIX[_role] |= {"feedback_entry": ENTER}
MATRIX["hr_manager"] |= {"feedback_link": WRITE, "feedback_team": WRITE, "operations_entry": ENTER}
for _role in ("employee", "hr_manager", "hr_specialist", "performance_specialist", "department_manager"):
    MATRIX[_role] |= {"customer_text": READ}
for _role in ("employee", "hr_manager", "hr_specialist", "performance_specialist", "department_manager"):
    MATRIX[_role] |= {"ranking": MATRIX[_role]["performance_result"]}
MATRIX["general_manager"] |= {"ranking": totals(5)}
MATRIX["general_manager"] |= {"customer_text": totals(5)}
PUBLIC |= {"feedback_team": READ, "script": READ}
MATRIX["hr_manager"] |= {"script": WRITE, "crm": WRITE, "feedback_measure": ENTER}
MATRIX["department_manager"] |= {"script": WRITE, "crm": WRITE, "feedback_measure": ENTER}
MATRIX["hr_specialist"] |= {"crm": READ}
MATRIX["performance_specialist"] |= {"crm": READ}
MATRIX["general_manager"] |= {"crm": totals(5)}
MATRIX["employee"] |= {"crm": WRITE}
for _class, _kind in (("customer_phone", "phone"), ("customer_email", "email")):
    for _role in ("hr_manager", "employee"):
        MATRIX[_role] |= {_class: WRITE}
    _masked = {**masked(_kind), "aggregate": "plain"}  # as all of crm; no total asks for what is sealed
    for _role in ("hr_specialist", "performance_specialist"):
        MATRIX[_role] |= {_class: _masked}
    MATRIX["department_manager"] |= {_class: {**_masked, **ENTER}}
    MATRIX["general_manager"] |= {_class: totals(5)}

for _role in ("hr_manager", "hr_specialist"):
    MATRIX[_role] |= {
        "exam_result": WRITE,
        "training_rule": WRITE,
        "training_rate": ENTER,
        "session_keep": WRITE,
    }
MATRIX["performance_specialist"] |= {"exam_result": READ}
MATRIX["department_manager"] |= {"exam_result": READ, "training_rate": ENTER}
MATRIX["general_manager"] |= {"exam_result": totals(5)}
MATRIX["employee"] |= {"exam_result": READ, "session_keep": READ}
for _role in ("employee", "hr_manager", "hr_specialist", "department_manager"):
    MATRIX[_role] |= {"training_evidence": WRITE}
PUBLIC |= {"training_rule": READ}

for _role in ("hr_manager", "administrator"):
    MATRIX[_role] |= {"pack": WRITE}

LEAVES = [
    "pack",
    "exam_result", "training_rule", "training_rate", "training_evidence", "session_keep",
    "course", "course_draft", "library_case", "learning", "quiz", "quiz_key", "feedback_entry",
    "operations_entry", "feedback_link", "feedback_team", "customer_text", "feedback_measure", "script", "crm",
    "customer_phone", "customer_email",
    "pay_basis", "payout", "payout_run", "honor_keep", "award_give", "kudos", "kudos_give", "kudos_judge",
    "contest", "contest_keep", "contest_join", "score_plan", "review_cycle", "assessment_draft", "dispute",
    "calibration", "self_draft",
    "key", "code", "name", "roster", "exit_reason", "phone", "email", "identity", "pay", "attendance",
    "payable_hours", "absence", "attendance_keep", "attendance_close", "attendance_reopen", "absence_ask",
    "absence_grant", "schedule", "performance", "performance_result", "ranking", "assessment", "self_assessment",
    "training",
    "coaching", "honor", "attainment", "feedback", "feedback_handling", "support", "survey", "survey_answer",
    "survey_design", "recruiting", "recruiting_pay", "referral", "vacancy", "measures", "measure_decision",
    "risk_case", "risk_score",
    "risk_reason", "risk_contest", "org", "open", "audit", "access_log", "policy", "account", "session", "api_token",
    "grant_proposal", "grant_decision", "setting", "company_setting", "system_setting", "system", "audit_check",
    "lifecycle",
    "notice",
    "record_update", "pay_change", "org_change",
    "workforce_cost", "protected", "incident", "grievance", "conversation", "operations", "finance", "planning",
    "data_quality", "process", "metric_definition", "metric_draft", "metric_sign_hr", "metric_sign_business",
    "metric_publish", "metric_target", "metric_export", "report",
    "metric_board",
    "approval", "approval_chain", "approval_decision", "career", "conflict", "conflict_settle", "correction",
    "custom_field", "custom_keep", "deputy", "desk", "document", "document_certificate", "document_contract",
    "document_identity", "document_keep", "document_open", "document_other", "document_remove", "import",
    "import_keep", "import_source", "inbox", "merge", "merge_keep", "note", "note_hr", "note_keep", "note_manager",
    "resignation", "shared_view", "staffing", "view_as",
    "peer_invite", "peer_run", "peer_nominate", "peer_result", "peer_answer", "quality_check",
    "quality_design", "quality_rate", "quality_dispute", "quality_decide", "field_report",
    "field_confirm", "answer_decide", "goal", "shared_goal", "goal_keep", "talk", "improvement_plan",
    "improvement_keep", "improvement_seen", "improvement_step", "training_effect", "delivery", "delivery_log",
    "webhook",
    "scheme", "scheme_terms", "scheme_amount", "deal", "commission", "commission_amount", "commission_keep",
    "suggestion", "pulse", "pulse_result", "meeting", "retrospective",
]  # fmt: skip
