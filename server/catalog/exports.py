"""The lists that can be downloaded: their document, and the columns of their file."""

from __future__ import annotations

from server.kernel.context import Context
from server.web.export import Column, Table
from server.web.house import House

FIELDS = (
    "{ customFields(first: 40, where: {isActive: {eq: true}}) { nodes { key labelZh labelEn dataClass } } }"
)


async def added_columns(house: House, ctx: Context) -> tuple[Column, ...]:
    """Return a column for each field the company added, forty at most; its class decides whether it may leave."""
    reply = await house.executor.execute(ctx, FIELDS, {})
    found = ((reply.data or {}).get("customFields") or {}).get("nodes") or ()
    return tuple(
        Column(
            row["dataClass"], ("customFields", "nodes", row["key"]), row["labelZh"], row["labelEn"],
            f"customFields.{row['key']}",
        )
        for row in found
        if row["key"]
    )  # fmt: skip


PEOPLE = Table(
    zh="员工",
    en="employees",
    root="employees",
    document="""
query Export($where: EmployeeWhere, $orderBy: [EmployeeOrder!], $search: String, $first: Int, $after: String) {
  employees(where: $where, orderBy: $orderBy, search: $search, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code name status employmentType hiredOn probationEndsOn fte leftOn leaveKind
      phone email idNumber baseSalary currency
      department { code name } position { name } location { name } manager { code name } legalEntity { name }
      gender birthOn contract contractEndsOn customFields(first: 40) { nodes { key value } }
    }
  }
}
""",
    columns=(
        Column("Employee.code", ("code",), "工号", "Employee number"),
        Column("Employee.name", ("name",), "姓名", "Name"),
        Column("Employee.department", ("department", "code"), "部门编码", "Department code"),
        Column("Employee.department", ("department", "name"), "部门", "Department"),
        Column("Employee.position", ("position", "name"), "岗位", "Position"),
        Column("Employee.location", ("location", "name"), "工作地点", "Location"),
        Column("Employee.manager", ("manager", "name"), "直属上级", "Line manager"),
        Column("Employee.legalEntity", ("legalEntity", "name"), "合同主体", "Legal entity"),
        Column("Employee.status", ("status",), "状态", "Status"),
        Column("Employee.employmentType", ("employmentType",), "用工类型", "Employment type"),
        Column("Employee.hiredOn", ("hiredOn",), "入职日期", "Hire date"),
        Column("Employee.probationEndsOn", ("probationEndsOn",), "试用期结束", "Probation ends"),
        Column("Employee.fte", ("fte",), "全职当量", "FTE"),
        Column("Employee.leftOn", ("leftOn",), "离职日期", "Last day"),
        Column("Employee.leaveKind", ("leaveKind",), "离职类型", "Leave kind"),
        Column("Employee.contract", ("contract",), "合同类型", "Kind of contract"),
        Column("Employee.contractEndsOn", ("contractEndsOn",), "合同到期", "Contract ends"),
        Column("Employee.gender", ("gender",), "性别", "Gender"),
        Column("Employee.birthOn", ("birthOn",), "出生日期", "Date of birth"),
        Column("Employee.phone", ("phone",), "手机", "Phone"),
        Column("Employee.email", ("email",), "邮箱", "E-mail"),
        Column("Employee.idNumber", ("idNumber",), "身份证号", "ID number"),
        Column("Employee.baseSalary", ("baseSalary",), "基本月薪", "Base salary"),
        Column("Employee.currency", ("currency",), "币种", "Currency"),
    ),
    more=added_columns,
)


def feedback_column(name: str, zh: str, en: str, *path: str) -> Column:
    return Column(f"CustomerFeedback.{name}", path or (name,), zh, en)


FEEDBACK = Table(
    zh="客户反馈",
    en="customer-feedback",
    root="customerFeedbacks",
    document="""
query ExportFeedback(
  $where: CustomerFeedbackWhere, $orderBy: [CustomerFeedbackOrder!], $search: String, $first: Int, $after: String
) {
  customerFeedbacks(where: $where, orderBy: $orderBy, search: $search, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id receivedAt channel state score text customerRef orderRef product topicName agentName
      department { code name } location { name } team { name } assigneeName
      dueAt firstResponseAt resolvedAt isBreached resolution invalidReason
    }
  }
}
""",
    columns=(
        feedback_column("id", "编号", "Id"),
        feedback_column("receivedAt", "收到时间", "Received"),
        feedback_column("channel", "渠道", "Channel"),
        feedback_column("state", "状态", "State"),
        feedback_column("score", "评分", "Rating"),
        feedback_column("text", "客户原话", "What the customer said"),
        feedback_column("customerRef", "客户", "Customer"),
        feedback_column("orderRef", "订单", "Order"),
        feedback_column("product", "产品", "Product"),
        feedback_column("topicName", "主题", "Topic"),
        feedback_column("agentName", "相关员工", "About"),
        feedback_column("department", "部门编码", "Department code", "department", "code"),
        feedback_column("department", "部门", "Department", "department", "name"),
        feedback_column("location", "地点", "Location", "location", "name"),
        feedback_column("team", "小组", "Team", "team", "name"),
        feedback_column("assigneeName", "处理人", "Handled by"),
        feedback_column("dueAt", "答复期限", "Answer due"),
        feedback_column("firstResponseAt", "首次答复", "First answer"),
        feedback_column("resolvedAt", "解决时间", "Resolved"),
        feedback_column("isBreached", "是否超时", "Past the limit"),
        feedback_column("resolution", "处理结果", "Resolution"),
        feedback_column("invalidReason", "无效原因", "Why not valid"),
    ),
)


def audit_column(name: str, zh: str, en: str) -> Column:
    return Column(f"AuditEntry.{name}", (name,), zh, en)


AUDIT = Table(
    zh="审计记录",
    en="audit",
    root="auditEntries",
    document="""
query ExportAudit($where: AuditEntryWhere, $first: Int, $after: String) {
  auditEntries(where: $where, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { seq at actorName action subjectType subjectId purpose requestId policyVersion changes prevHash hash }
  }
}
""",
    columns=(
        audit_column("seq", "序号", "No."),
        audit_column("at", "时间", "Time"),
        audit_column("actorName", "操作人", "Who"),
        audit_column("action", "操作", "Action"),
        audit_column("subjectType", "对象类型", "Kind of record"),
        audit_column("subjectId", "对象编号", "Record"),
        audit_column("purpose", "用途", "Purpose"),
        audit_column("requestId", "请求编号", "Request"),
        audit_column("policyVersion", "权限版本", "Policy version"),
        audit_column("changes", "变更", "Changes"),
        audit_column("prevHash", "前一散列", "Hash before"),
        audit_column("hash", "散列", "Hash"),
    ),
)


def look_column(name: str, zh: str, en: str) -> Column:
    return Column(f"AccessLogEntry.{name}", (name,), zh, en)


LOOKS = Table(
    zh="访问记录",
    en="access-log",
    root="accessLog",
    document="""
query ExportLooks($where: AccessLogEntryWhere, $first: Int, $after: String) {
  accessLog(where: $where, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { at actorName actorId roles subjectType subjectId fieldGroup rule purpose rows document requestId }
  }
}
""",
    columns=(
        look_column("at", "时间", "Time"),
        look_column("actorName", "查看人", "Viewer"),
        look_column("actorId", "查看账号", "Viewer's account"),
        look_column("roles", "角色", "Roles"),
        look_column("subjectType", "对象类型", "Kind of record"),
        look_column("subjectId", "对象编号", "Record"),
        look_column("fieldGroup", "看到的字段级别", "Field classes seen"),
        look_column("rule", "依据的规则", "Rules"),
        look_column("purpose", "用途", "Purpose"),
        look_column("rows", "行数", "Rows"),
        look_column("document", "查询文档", "Query"),
        look_column("requestId", "请求编号", "Request"),
    ),
)
TABLES = {"people": PEOPLE, "feedback": FEEDBACK, "audit": AUDIT, "looks": LOOKS}
"""The lists by the names pages ask for them."""
