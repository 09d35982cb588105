"""Words of topics, measures, scripts and customers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LIBRARY: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "suggests": {
        "SCRIPT": ("话术", "A script"),
        "PROCESS": ("流程", "A process"),
        "COURSE": ("培训", "A course"),
        "PRODUCT": ("产品", "The product"),
    },
    "cluster_state": {
        "FOUND": ("待处理", "To decide"),
        "TAKEN": ("进行中", "Under way"),
        "DONE": ("已完成", "Done"),
        "DISMISSED": ("不采取", "Dismissed"),
        "LAPSED": ("已消退", "Lapsed"),
    },
    "script_state": {
        "DRAFT": ("草稿", "Draft"),
        "PUBLISHED": ("已发布", "Published"),
        "RETIRED": ("已停用", "Retired"),
    },
    "product_state": {"ACTIVE": ("在售", "Sold"), "RETIRED": ("停售", "No longer sold")},
    "account_entry": {
        "contact": ("咨询", "Contacts"),
        "order": ("订单", "Orders"),
        "case": ("服务", "Service"),
        "feedback": ("反馈", "Feedback"),
        "need": ("需求", "Needs"),
        "segment": ("客户分层", "Segment"),
        "person": ("联系人", "People"),
    },
    "segment": {"SMALL": ("小客户", "Small"), "KEY": ("大客户", "Key")},
}
