"""The store's own tables: data keys of people, and keys that make a repeated request harmless."""

from __future__ import annotations

from tortoise.models import Model

from server.kernel.ids import new_id
from server.kernel.labels import label
from server.store.fields import Instant, Text, TextId


class PersonKey(Model):
    """A person's wrapped data key; empty once the person is erased, and then nothing sealed opens."""

    person_id = TextId(primary_key=True, description=label("人员编号", "Person id"))
    wrapped = Text(200, description=label("已封装的数据密钥", "Wrapped data key"))
    erased_at = Instant(null=True, description=label("抹除时间", "Erased at"))

    class Meta:
        table = "person_key"


class IdempotencyKey(Model):
    """What a request with this key answered, so that sending it again changes nothing."""

    id = TextId(primary_key=True, default=new_id, description=label("编号", "Id"))
    account_id = TextId(description=label("账号", "Account"))
    key = Text(200, description=label("幂等键", "Idempotency key"))
    request_hash = Text(64, description=label("请求摘要", "Request hash"))
    result = Text(200, description=label("结果编号", "Result id"))
    created_at = Instant(db_index=True, description=label("创建时间", "Created at"))

    class Meta:
        table = "idempotency_key"
        unique_together = (("account_id", "key"),)
