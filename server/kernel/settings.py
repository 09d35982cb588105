"""Settings: from ZHIREN_… variables and the data folder's zhiren.toml, checked at start; an unknown one is an error."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "ZHIREN_"
ELSEWHERE = {"ZHIREN_CHROMIUM", "ZHIREN_TEST_DATABASE_URL"}


class SettingsError(Exception):
    """The settings are wrong; the message names each bad one."""


class Settings(BaseModel):
    """Every setting, its meaning and its default; the variable is ZHIREN_ and the name in capitals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path = Field(Path("data"), description="数据文件夹 | Data folder")
    database_url: str = Field(
        "", description="PostgreSQL 地址，空为 SQLite | PostgreSQL address; empty means SQLite"
    )
    host: str = Field("127.0.0.1", description="监听地址 | Listening address")
    port: int = Field(8000, ge=0, le=65535, description="端口 | Port")
    zone: str = Field("Asia/Shanghai", description="公司时区 | Company time zone")
    fiscal_year_starts: int = Field(
        1, ge=1, le=12, description="财年起始月份 | Month in which the fiscal year starts"
    )
    company: str = Field("知人", description="公司名称 | Company name")
    language: str = Field("zh", pattern="^(zh|en)$", description="默认语言 | Default language")
    demo: bool = Field(
        False, description="演示模式：登录页给出演示账号 | Demo: the sign-in page offers demo accounts"
    )
    today: str = Field("", description="演示用的今天 | Pinned date for demos")
    keys: str = Field("", description="主密钥，空则读 keys.json | Master keys; empty reads keys.json")
    tls_certificate: str = Field("", description="TLS 证书 | TLS certificate")
    tls_key: str = Field("", description="TLS 私钥 | TLS private key")
    trusted_proxy: str = Field("", description="可信代理地址 | Address of the trusted proxy")
    allowed_origins: tuple[str, ...] = Field((), description="允许的跨域来源 | Allowed cross origins")
    readers: int = Field(3, ge=1, le=32, description="只读连接数 | Read connections")
    workers: int = Field(1, ge=1, le=64, description="进程数，仅 PostgreSQL | Processes, PostgreSQL only")
    session_idle_minutes: int = Field(30, ge=1, description="会话闲置分钟 | Idle minutes of a session")
    session_hours: int = Field(12, ge=1, description="会话最长小时 | Longest hours of a session")
    body_limit: int = Field(1 << 20, ge=1024, description="请求体上限，字节 | Largest body, bytes")
    upload_limit: int = Field(
        20 << 20, ge=1024, description="上传文件上限，字节 | Largest uploaded file, bytes"
    )
    import_limit: int = Field(
        50 << 20, ge=1024, description="导入文件上限，字节 | Largest import file, bytes"
    )
    public_url: str = Field(
        "", description="对外地址，通知里的链接用它 | Address people reach it at, for links in messages"
    )
    mail_host: str = Field("", description="邮件服务器，空为不发邮件 | Mail server; empty sends no mail")
    mail_port: int = Field(587, ge=1, le=65535, description="邮件端口 | Mail port")
    mail_security: str = Field(
        "starttls", pattern="^(starttls|tls|none)$", description="邮件加密方式 | How mail is encrypted"
    )
    mail_user: str = Field("", description="邮件用户名 | Mail user")
    mail_password: str = Field("", repr=False, description="邮件密码 | Mail password")
    mail_from: str = Field("", description="发件人地址 | Sender's address")
    wecom_address: str = Field(
        "https://qyapi.weixin.qq.com", description="企业微信机器人地址 | Where WeCom robots are"
    )
    dingtalk_address: str = Field(
        "https://oapi.dingtalk.com", description="钉钉机器人地址 | Where DingTalk robots are"
    )
    feishu_address: str = Field(
        "https://open.feishu.cn", description="飞书机器人地址 | Where Feishu robots are"
    )
    private_webhooks: bool = Field(
        False, description="通知接口可指向内网 | Whether webhooks may lead into private networks"
    )
    browser_speech: bool = Field(
        False,
        description="录入反馈可用浏览器语音 | Feedback may be dictated to the browser",
    )
    console: bool = Field(True, description="是否开放 API 控制台 | Whether the API console is open")
    log_level: str = Field("info", description="日志级别 | Log level")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("unknown time zone")
        return ZoneInfo(value).key

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @property
    def sqlite_path(self) -> Path:
        return self.data / "zhiren.db"

    @property
    def is_sqlite(self) -> bool:
        return not self.database_url


def load_settings(environment: Mapping[str, str] | None = None, /, **given: object) -> Settings:
    """Read settings; `given` beats the environment, which beats the file. Raises SettingsError naming each bad one."""
    source = os.environ if environment is None else environment
    values = {
        k[len(PREFIX) :].lower(): v for k, v in source.items() if k.startswith(PREFIX) and k not in ELSEWHERE
    }
    values |= {key: str(value) for key, value in given.items() if value is not None}
    file = Path(values.get("data", "data")) / "zhiren.toml"
    from_file: dict[str, object] = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    try:
        return Settings.model_validate(from_file | values)
    except ValidationError as error:
        lines = [f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise SettingsError("设置有误 | Settings are wrong: " + "; ".join(lines)) from error
