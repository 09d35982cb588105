"""Schema change: calibration sessions, heaps of feedback, values behind points, promises by team."""

from server.store.steps import Steps
from tortoise.migrations import operations as ops
from server.kernel.ids import new_id
from server.store.fields import Choice, Flag, Instant, LongText, Minor, Text, TextId
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(Steps):
    atomic = False
    dependencies = [('models', '0006_completed_domains')]

    initial = False

    operations = [
        ops.CreateModel(
            name='CalibrationSession',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('cycle', fields.ForeignKeyField('models.ReviewCycle', source_field='cycle_id', db_index=True, description='考核周期 | Cycle', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', Text(description='名称 | Name', max_length=64)),
                ('held_on', fields.DateField(description='日期 | Held on')),
                ('state', Choice(default='OPEN', description='状态 | State')),
                ('led_by', fields.ForeignKeyField('models.Employee', source_field='led_by_id', null=True, db_index=True, description='主持人 | Led by', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('minutes', LongText(default='', description='会议纪要 | Minutes')),
                ('closed_at', Instant(null=True, description='结束时间 | Closed at')),
            ],
            options={'table': 'calibration_session', 'app': 'models', 'indexes': [Index(fields=['cycle_id', 'held_on'])], 'pk_attr': 'id', 'table_description': 'A meeting at which scores of some departments are compared before they are published; it ends with minutes.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='CalibrationItem',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('session', fields.ForeignKeyField('models.CalibrationSession', source_field='session_id', db_index=True, description='校准会 | Session', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('scorecard', fields.ForeignKeyField('models.Scorecard', source_field='scorecard_id', db_index=True, description='绩效单 | Scorecard', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_index=True, description='员工 | Employee', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('state', Choice(default='WAITING', description='状态 | State')),
                ('score_before', Minor(null=True, description='会前得分 | Score before')),
                ('rating_before', Choice(null=True, description='会前等级 | Rating before')),
                ('note', Text(default='', description='讨论结论 | What was said', max_length=300)),
                ('decided_at', Instant(null=True, description='讨论时间 | Talked about at')),
            ],
            options={'table': 'calibration_item', 'app': 'models', 'unique_together': (('session_id', 'scorecard_id'),), 'pk_attr': 'id', 'table_description': 'A card on the table of a session: how it came, what became of it, and a note of why.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='CalibrationMember',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('session', fields.ForeignKeyField('models.CalibrationSession', source_field='session_id', db_index=True, description='校准会 | Session', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', db_index=True, description='参会人 | Member', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'calibration_member', 'app': 'models', 'unique_together': (('session_id', 'employee_id'),), 'pk_attr': 'id', 'table_description': 'Who sits in a session, and so sees what lies on its table.'},
            bases=['Row'],
        ),
        ops.CreateModel(
            name='FeedbackHeap',
            fields=[
                ('id', TextId(primary_key=True, default=new_id, unique=True, db_index=True, description='编号 | Id')),
                ('created_at', Instant(description='创建时间 | Created at')),
                ('created_by', TextId(null=True, description='创建人 | Created by')),
                ('updated_at', Instant(description='更新时间 | Updated at')),
                ('version', fields.IntField(default=1, description='版本 | Version')),
                ('first_on', fields.DateField(description='开始日期 | From')),
                ('until_on', fields.DateField(description='截止日期（不含） | Until')),
                ('language', Text(description='语言 | Language', max_length=8)),
                ('count', fields.IntField(description='条数 | Count')),
                ('words', LongText(default='[]', description='特征词 | Words that tell it')),
                ('typical_id', Text(description='典型反馈 | The most typical of them', max_length=36)),
            ],
            options={'table': 'feedback_heap', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Texts that no topic fits and that say much the same, found anew each night; `words` tell it from the rest.'},
            bases=['Row'],
        ),
        ops.AddField(
            model_name='Attempt',
            name='second_rubric',
            field=LongText(default='[]', description='第二人的评分细则 | Second rubric', db_default='[]'),
        ),
        ops.AddField(
            model_name='Course',
            name='rubric',
            field=LongText(default='[]', description='评分细则 | Rubric of its exam', db_default='[]'),
        ),
        ops.AddField(
            model_name='DataCheck',
            name='rows_read',
            field=fields.IntField(default=0, description='文件行数 | Rows in the file', db_default=0),
        ),
        ops.AddField(
            model_name='DataCheck',
            name='rows_rejected',
            field=fields.IntField(default=0, description='被拒行数 | Rows refused', db_default=0),
        ),
        ops.AddField(
            model_name='FeedbackTeam',
            name='answer_hours',
            field=fields.IntField(null=True, description='首次答复时限（小时） | Hours to a first answer'),
        ),
        ops.AddField(
            model_name='FeedbackTeam',
            name='keeps_calendar',
            field=Flag(default=True, description='随工作日历 | Keeps the work calendar', db_default=True),
        ),
        ops.AddField(
            model_name='FeedbackTeam',
            name='late_hours',
            field=fields.IntField(null=True, description='超时几小时后上报 | Hours late, then who keeps teams'),
        ),
        ops.AddField(
            model_name='FeedbackTeam',
            name='lead_percent',
            field=fields.IntField(null=True, description='时间过去百分之几提醒组长 | Percent of it, then the lead'),
        ),
        ops.AddField(
            model_name='FeedbackTicket',
            name='answer_digest',
            field=Text(null=True, description="答复页密钥摘要 | Digest of the key to the guest's answers", max_length=64),
        ),
        ops.AddField(
            model_name='FeedbackTicket',
            name='heap',
            field=fields.ForeignKeyField('models.FeedbackHeap', source_field='heap_id', null=True, db_index=True, description='未归类问题 | Heap without a topic', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT),
        ),
        ops.AddIndex(
            model_name='FeedbackTicket',
            index=Index(fields=['answer_digest']),
        ),
        ops.AddIndex(
            model_name='FeedbackTicket',
            index=Index(fields=['heap_id']),
        ),
        ops.AddField(
            model_name='HoursDuty',
            name='waiver_reason',
            field=Text(default='', description='免除原因 | Why waived', db_default='', max_length=200),
        ),
        ops.AddField(
            model_name='OutsideLearning',
            name='course_type',
            field=Choice(default='OTHER', description='算作 | Counts as', db_default='OTHER'),
        ),
        ops.AddField(
            model_name='ScoreLine',
            name='counted_value',
            field=Text(null=True, description='计分数值 | Value that counts', max_length=40),
        ),
        ops.AddField(
            model_name='ScoreLine',
            name='group_value',
            field=Text(null=True, description='同组数值 | Value of the whole group', max_length=40),
        ),
    ]
