"""The sample worlds as tables: who is above whom, which posts there are, what things are called."""

from __future__ import annotations

from dataclasses import dataclass

from server.people.models import DepartmentKind as Kind

SHOWCASE = "R-S01"


@dataclass(frozen=True)
class Showcase:
    """The department and month in which attrition is 15 % on the opening and 10 % on the average headcount."""

    department: str
    period: str


ACCOUNTS: list[tuple[str, str, str | None, str | None]] = [
    ("general_manager", "zongjingli", "Z1001", None),
    ("hr_manager", "hrjingli", "Z1002", None),
    ("payroll_specialist", "xinzi", "Z1003", None),
    ("performance_specialist", "jixiao", "Z1004", None),
    ("hr_specialist", "hrzhuanyuan", "R1003", "R-OPS"),
    ("department_manager", "dianzhang", "R1005", None),
    ("employee", "yuangong", "R1006", None),
    ("auditor", "shenji", None, None),
    ("administrator", "guanli", None, None),
]
"""One account a role: role, user name, the employee's code, the code of the department the grant names."""


@dataclass(frozen=True)
class Unit:
    """A department and its staffing: `posts` from the head down to the newcomer's, the last two a ladder's steps.

    `attrition` is the yearly share that leaves; 0 keeps everybody.
    """

    code: str
    name: str
    kind: Kind
    parent: str | None
    location: str = "L-HQ"
    seats: int = 0
    posts: tuple[str, ...] = ()
    attrition: float = 0.0
    siblings: str = ""


SHOP = ("P-SHOP-3", "P-SHOP-2", "P-SHOP-1")
DESK = ("P-DESK-3", "P-DESK-2", "P-DESK-1")
NURSE = ("P-NURSE-3", "P-NURSE-2", "P-NURSE-1")
OFFICE = ("P-OFFICE-2", "P-OFFICE-1")


def store(number: int, name: str, seats: int = 19) -> Unit:
    return Unit(f"R-S{number:02d}", name, Kind.STORE, "R-OPS", f"L-R{number}", seats, SHOP, 0.24, "store")


def desk(code: str, name: str, parent: str, seats: int) -> Unit:
    return Unit(code, name, Kind.TEAM, parent, "L-E1", seats, DESK, 0.28, parent)


def ward(number: int, name: str) -> Unit:
    return Unit(f"H-W{number:02d}", name, Kind.WARD, "H-NUR", "L-H1", 17, NURSE, 0.12, "ward")


UNITS: tuple[Unit, ...] = (
    Unit("ZR", "知人服务集团", Kind.COMPANY, None),
    Unit("Z-HQ", "集团总部", Kind.DEPARTMENT, "ZR", seats=4, posts=("P-GM", "P-HRM", "P-PAY", "P-PERF")),
    Unit("R", "悦邻零售", Kind.COMPANY, "ZR"),
    Unit("R-OPS", "门店运营部", Kind.DEPARTMENT, "R", seats=1, posts=("P-OPS",)),
    Unit("R-HR", "人力行政部", Kind.DEPARTMENT, "R", seats=3, posts=("P-HRL", "P-HR", "P-HR")),
    Unit(SHOWCASE, "悦邻旗舰店", Kind.STORE, "R-OPS", "L-R1", 0, SHOP),
    store(2, "城西店", 11),
    Unit("R-S02-T1", "城西店收银组", Kind.TEAM, "R-S02", "L-R2", 9, SHOP[1:], 0.24),
    store(3, "滨江店"),
    store(4, "古墩店"),
    store(5, "下沙店"),
    store(6, "临平店"),
    store(7, "萧山店"),
    Unit("E", "云桥电商客服", Kind.COMPANY, "ZR"),
    Unit("E-PRE", "售前咨询部", Kind.DEPARTMENT, "E", "L-E1", 1, ("P-DESK-4",)),
    desk("E-PRE-1", "售前一组", "E-PRE", 17),
    desk("E-PRE-2", "售前二组", "E-PRE", 17),
    desk("E-PRE-3", "售前三组", "E-PRE", 17),
    Unit("E-AFT", "售后服务部", Kind.DEPARTMENT, "E", "L-E1", 1, ("P-DESK-4",)),
    desk("E-AFT-1", "售后一组", "E-AFT", 19),
    desk("E-AFT-2", "售后二组", "E-AFT", 19),
    Unit("E-QA", "质检培训部", Kind.DEPARTMENT, "E", "L-E1", 8, OFFICE, 0.1),
    Unit("H", "仁和医院", Kind.COMPANY, "ZR"),
    Unit("H-NUR", "护理部", Kind.DEPARTMENT, "H", "L-H1", 1, ("P-NURSE-4",)),
    ward(1, "内科病区"),
    ward(2, "外科病区"),
    ward(3, "妇产科病区"),
    ward(4, "儿科病区"),
    Unit("H-OPD", "门诊服务部", Kind.DEPARTMENT, "H", "L-H1", 14, NURSE, 0.15),
    Unit("H-ADM", "综合办公室", Kind.DEPARTMENT, "H", "L-H1", 7, OFFICE, 0.1),
)


@dataclass(frozen=True)
class Post:
    """A position with its usual monthly pay in yuan."""

    code: str
    name: str
    family: str
    grade: int
    pay: int
    ladder: str = ""
    is_core: bool = False
    is_manager: bool = False
    is_core_sales: bool = False


POSTS: tuple[Post, ...] = (
    Post("P-GM", "总经理", "management", 9, 45000, is_manager=True),
    Post("P-HRM", "人力资源经理", "hr", 7, 24000, is_manager=True),
    Post("P-PAY", "薪资专员", "hr", 4, 11000),
    Post("P-PERF", "绩效专员", "hr", 4, 11500),
    Post("P-OPS", "运营总监", "management", 8, 28000, is_manager=True),
    Post("P-HRL", "HR主管", "hr", 5, 13000, "hr", is_manager=True),
    Post("P-HR", "HR专员", "hr", 3, 8500, "hr"),
    Post("P-SHOP-1", "导购", "frontline", 1, 5200, "shop", is_core=True, is_core_sales=True),
    Post("P-SHOP-2", "资深导购", "frontline", 2, 6400, "shop", is_core=True, is_core_sales=True),
    Post("P-SHOP-3", "店长", "management", 4, 10500, "shop", is_manager=True),
    Post("P-DESK-1", "客服专员", "frontline", 1, 5600, "desk", is_core=True),
    Post("P-DESK-2", "资深客服", "frontline", 2, 6900, "desk", is_core=True),
    Post("P-DESK-3", "客服主管", "management", 4, 10800, "desk", is_manager=True),
    Post("P-DESK-4", "客服经理", "management", 6, 17000, "desk", is_manager=True),
    Post("P-NURSE-1", "护士", "clinical", 1, 7800, "nurse", is_core=True),
    Post("P-NURSE-2", "主管护师", "clinical", 3, 10200, "nurse", is_core=True),
    Post("P-NURSE-3", "护士长", "management", 5, 14500, "nurse", is_manager=True),
    Post("P-NURSE-4", "护理部主任", "management", 7, 21000, "nurse", is_manager=True),
    Post("P-OFFICE-1", "专员", "office", 2, 7200, "office"),
    Post("P-OFFICE-2", "主管", "office", 4, 11000, "office", is_manager=True),
)

PLACES: tuple[tuple[str, str, str], ...] = (
    ("L-HQ", "集团总部大楼", "杭州"),
    *((unit.location, f"{unit.name}门店", "杭州") for unit in UNITS if unit.kind == Kind.STORE),
    ("L-E1", "云桥客服中心", "合肥"),
    ("L-H1", "仁和医院本部", "宁波"),
)  # fmt: skip

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
)
GIVEN = [
    "芳", "娜", "静", "敏", "丽", "强", "磊", "洋", "艳", "勇",
    "军", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚",
    "桂英", "欣怡", "子涵", "浩然", "雨桐", "梓萱", "佳琪", "思远", "晓彤", "嘉豪",
    "文博", "雅婷", "志强", "建国", "海燕", "春梅", "玉兰", "丹丹", "倩", "莉",
    "鹏", "飞", "宇航", "俊杰", "诗涵", "婷婷", "晨曦", "若溪", "一鸣", "天宇",
]  # fmt: skip

REASONS = {
    "VOLUNTARY": ("个人发展", "薪资待遇", "家庭原因", "工作时间", "回乡", "继续学业"),
    "INVOLUNTARY": ("试用期不合格", "绩效不达标", "岗位调整"),
    "RETIREMENT": ("到龄退休",),
    "OTHER": ("合同到期", "内部借调结束"),
}
VENDORS = ("诚信人力", "联合派遣")
