"""Schema change: contact persons and segments of accounts, rhythms of retrospectives, looks by who looked."""

from server.store.steps import Steps
from tortoise.migrations import operations as ops
from server.kernel.ids import new_id
from server.store.fields import Blind, Choice, Flag, Instant, Sealed, Text, TextId
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(Steps):
    atomic = False
    dependencies = [('models', '0008_recruiting_and_competencies')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AccountPerson',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('customer_ref', Text(description='客户代号 | Customer reference', max_length=64)),
                ('name', Text(description='姓名 | Name', max_length=60)),
                ('job_title', Text(default='', description='职务 | Job title', max_length=60)),
                ('phone', Sealed(null=True, description='手机 | Phone')),
                ('phone_hash', Blind(null=True, db_index=True, description='手机散列 | Hash of the phone')),
                ('email', Sealed(null=True, description='邮箱 | Email')),
                ('email_hash', Blind(null=True, db_index=True, description='邮箱散列 | Hash of the email')),
                ('is_main', Flag(default=False, description='主要联系人 | Main contact')),
                ('since_on', fields.DateField(description='起始日期 | From')),
                ('until_on', fields.DateField(null=True, description='截止日期 | Until')),
                ('erased_at', Instant(null=True, description='资料抹除时间 | Data erased at')),
            ],
            options={'table': 'account_person', 'app': 'models', 'indexes': [Index(fields=['customer_ref', 'since_on'])], 'pk_attr': 'id', 'table_description': "Somebody at the customer's to speak to. Phone and e-mail are sealed with a key of the person's own."},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='AccountSegment',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('customer_ref', Text(description='客户代号 | Customer reference', max_length=64)),
                ('since_on', fields.DateField(description='起始日期 | From')),
                ('segment', Choice(description='客户分层 | Segment')),
                ('note', Text(default='', description='说明 | Remark', max_length=500)),
                ('told_by', fields.ForeignKeyField('models.Employee', source_field='told_by_id', null=True, db_index=True, description='记录人 | Recorded by', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'account_segment', 'app': 'models', 'unique_together': (('customer_ref', 'since_on'),), 'pk_attr': 'id', 'table_description': 'As what a customer counts from a day on; one of each day, and the latest begun is what the account says.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='RetroSeries',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('department', fields.ForeignKeyField('models.Department', source_field='department_id', db_index=True, description='部门 | Department', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('rhythm', Choice(description='周期 | Rhythm')),
                ('lead', fields.ForeignKeyField('models.Employee', source_field='lead_id', db_index=True, description='主持人 | Led by', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('from_on', fields.DateField(description='起始日期 | From')),
                ('is_active', Flag(default=True, description='启用 | In use')),
            ],
            options={'table': 'retro_series', 'app': 'models', 'unique_together': (('department_id', 'rhythm'),), 'pk_attr': 'id', 'table_description': 'That a team looks back each week or each month, from a day on, and who sees to it.'},
            bases=['Row'],
        ),
        ops.AddIndex(
            model_name='AccessLog',
            index=Index(fields=['actor_id', 'at']),
        ),
    ]
