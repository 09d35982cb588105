"""Schema change: completed domains."""

from server.store.steps import Steps
from tortoise.migrations import operations as ops
from server.kernel.ids import new_id
from server.store.fields import Choice, Flag, Instant, LongText, Minor, Text, TextId
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(Steps):
    atomic = False
    dependencies = [('models', '0005_training_and_feedback')]

    initial = False

    operations = [
        ops.CreateModel(
            name='HoursDuty',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_index=True, description='员工 | Employee', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('rule', fields.ForeignKeyField('models.TrainingRule', source_field='rule_id', null=True, db_index=True, description='要求 | Requirement', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('course_type', Choice(null=True, description='只计此类课程 | Courses of this type alone')),
                ('assigned_on', fields.DateField(description='起算日期 | Counted from')),
                ('due_on', fields.DateField(description='应完成日期 | Due on')),
                ('least_hours', Minor(description='最低学时 | Least hours')),
                ('done_hours', Minor(default=0, description='已完成学时 | Hours done')),
                ('met_on', fields.DateField(null=True, description='达标日期 | Met on')),
                ('occasion_key', Text(unique=True, description='要求所指 | What was meant', max_length=128)),
            ],
            options={'table': 'hours_duty', 'app': 'models', 'indexes': [Index(fields=['employee_id']), Index(fields=['met_on', 'due_on'])], 'pk_attr': 'id', 'table_description': 'So many hours of training that somebody is to have by a day, as the setting or a rule asked then.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='LessonAttachment',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('lesson', fields.ForeignKeyField('models.Lesson', source_field='lesson_id', db_index=True, description='课节 | Lesson', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('file_name', Text(description='文件名 | File name', max_length=200)),
                ('media_type', Text(description='文件类型 | Media type', max_length=100)),
                ('size', fields.IntField(description='大小（字节） | Size in bytes')),
                ('is_removed', Flag(default=False, description='已移除 | Removed')),
            ],
            options={'table': 'lesson_attachment', 'app': 'models', 'indexes': [Index(fields=['lesson_id'])], 'pk_attr': 'id', 'table_description': 'A file that goes with a lesson. A removed one can be put back for a day; then its bytes are thrown away.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='LessonAttachmentContent',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('attachment', fields.ForeignKeyField('models.LessonAttachment', source_field='attachment_id', unique=True, db_index=True, description='附件 | Attachment', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('content', LongText(description='内容 | Content')),
            ],
            options={'table': 'lesson_attachment_content', 'app': 'models', 'pk_attr': 'id', 'table_description': 'The bytes of an attachment in base64, apart from its row, so that lists never carry them.'},
            bases=['Row'],
        ),
        ops.AddField(
            model_name='ReviewCycle',
            name='is_settling',
            field=Flag(default=False, description='结果入账中 | Results are becoming facts', db_default=False),
        ),
        ops.AlterField(
            model_name='TrainingSession',
            name='trainer_name',
            field=Text(default='', description="讲师姓名 | Trainer's name", max_length=64),
        ),
    ]
