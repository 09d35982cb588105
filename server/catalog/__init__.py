"""The only file that knows every domain: its entities and how root fields find their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tortoise import Tortoise

from server.access import entities as access
from server.approvals import entities as approvals
from server.attendance import entities as attendance
from server.audit import entities as audit
from server.catalog.leaving import GAPS, leaving_entity
from server.delivery import entities as delivering
from server.desk import entities as desk
from server.engagement import entities as engagement
from server.feedback import entities as feedback
from server.feedback.account_entities import account_entities
from server.feedback.board_entities import board_entities
from server.feedback.intake_entities import intake_entities
from server.feedback.ticket_entities import ticket_entities
from server.feedback.topic_entities import topic_entities
from server.imports import entities as imports
from server.incentives.payouts import entities as payouts
from server.incentives.schemes import entities as schemes
from server.jobs import entities as jobs
from server.people import entities as people
from server.performance.cycles import entities as cycle_entities
from server.performance.field.entities import field_entities
from server.performance.goals import entities as goal_entities
from server.performance.improvement import entities as improvement_entities
from server.performance.peers.entities import peer_entities
from server.performance.plans import entities as plans
from server.performance.quality.entities import quality_entities
from server.performance.reviews import entities as review_entities
from server.performance.talks import entities as talk_entities
from server.plan.compile import Root
from server.plan.entity import Entity
from server.recruiting import entities as recruiting
from server.store.config import APP, MODEL_MODULES
from server.talent.competency_entities import competency_entities
from server.training import enrollment_entities
from server.training.course_entities import course_entities

ROOTS = {
    "me": Root("Employee", "me"),
    "employee": Root("Employee", "row"),
    "employees": Root("Employee"),
    "department": Root("Department", "row"),
    "departments": Root("Department"),
    "orgChart": Root("Department", where="{self}.parent_id is null"),
    "positions": Root("Position"),
    "locations": Root("Location"),
    "legalEntities": Root("LegalEntity"),
    "staffingNorms": Root("StaffingNorm"),
    "accounts": Root("Account"),
    "apiTokens": Root("ApiToken"),
    "grantProposals": Root("GrantProposal"),
    "jobs": Root("JobEntry"),
    "deliveries": Root("Delivery"),
    "webhooks": Root("Webhook"),
    "deliveryEntries": Root("DeliveryEntry"),
    "departmentDigests": Root("DepartmentDigest"),
    "customFields": Root("CustomField"),
    "approvals": Root("ApprovalTask", where=approvals.DUE),
    "approvalRequest": Root("ApprovalRequest", "row"),
    "approvalRequests": Root("ApprovalRequest"),
    "approvalChains": Root("ApprovalChain"),
    "deputies": Root("Deputy"),
    "resignations": Root("Resignation"),
    "exits": Root("Exit"),
    "exitGaps": Root("ExitGap", where=GAPS),
    "severanceDrafts": Root("SeveranceDraft"),
    "monthlyAttendance": Root("Attendance"),
    "attendanceDays": Root("AttendanceDay"),
    "attendanceGaps": Root("AttendanceGap"),
    "attendanceAdjustments": Root("AttendanceAdjustment"),
    "attendanceMonths": Root("AttendanceMonth"),
    "absenceTypes": Root("AbsenceType"),
    "absenceRequests": Root("AbsenceRequest"),
    "absenceDays": Root("AbsenceDay"),
    "absenceEntries": Root("AbsenceEntry"),
    "absenceBalances": Root("AbsenceBalance"),
    "reviews": Root("Review"),
    "calibrationSession": Root("CalibrationSession", "row"),
    "calibrationSessions": Root("CalibrationSession"),
    "importSources": Root("ImportSource"),
    "sourceDrops": Root("SourceDrop"),
    "importBatches": Root("ImportBatch"),
    "importBatch": Root("ImportBatch", "row"),
    "conflicts": Root("DataConflict", where="{self}.superseded_at is null"),
    "employeeMerges": Root("EmployeeMerge"),
    "auditEntries": Root("AuditEntry"),
    "accessLog": Root("AccessLogEntry"),
    "goals": Root("Goal"),
    "talk": Root("Talk", "row"),
    "talks": Root("Talk"),
    "talkItems": Root("TalkItem"),
    "oneOnOnes": Root("OneOnOne", where="{self}.superseded_at is null"),
    "improvementPlan": Root("ImprovementPlan", "row"),
    "improvementPlans": Root("ImprovementPlan"),
    "notices": Root("Notice"),
    "scorePlans": Root("ScorePlan"),
    "scorePlan": Root("ScorePlan", "row"),
    "roleFamilies": Root("RoleFamily"),
    "transformationStages": Root("TransformationStage"),
    "payoutRuns": Root("PayoutRun"),
    "payoutRun": Root("PayoutRun", "row"),
    "payouts": Root("Payout"),
    "incentiveSchemes": Root("IncentiveScheme"),
    "incentiveScheme": Root("IncentiveScheme", "row"),
    "schemeRules": Root("SchemeRule"),
    "deals": Root("Deal"),
    "commissions": Root("Commission"),
    "commission": Root("Commission", "row"),
    "commissionLines": Root("CommissionLine"),
    "honors": Root("Honor"),
    "awards": Root("Award"),
    "kudos": Root("Kudos", where=payouts.SHOWN),
    "reportedKudos": Root("Kudos", where=payouts.TAKEN_DOWN),
    "contests": Root("Contest"),
    "contest": Root("Contest", "row"),
    "contestEntries": Root("ContestEntry"),
    "reviewCycles": Root("ReviewCycle"),
    "reviewCycle": Root("ReviewCycle", "row"),
    "scorecards": Root("Scorecard"),
    "scorecard": Root("Scorecard", "row"),
    "scoreDisputes": Root("ScoreDispute"),
    "rewardCandidates": Root("RewardCandidate"),
    "qualitySheets": Root("QualitySheet"),
    "qualitySheet": Root("QualitySheet", "row"),
    "qualityChecks": Root("QualityCheck"),
    "qualityCheck": Root("QualityCheck", "row"),
    "fieldReports": Root("FieldReport"),
    "fieldReport": Root("FieldReport", "row"),
    "customerAnswers": Root("CustomerAnswer", where=feedback.KNOWN_NOW),
    "answerDisputes": Root("AnswerDispute"),
    "feedbackLinks": Root("FeedbackLink"),
    "feedbackLink": Root("FeedbackLink", "row"),
    "agentNicknames": Root("AgentNickname"),
    "supportTopics": Root("SupportTopic"),
    "supportRequests": Root("SupportRequest"),
    "supportRequest": Root("SupportRequest", "row"),
    "suggestions": Root("Suggestion"),
    "pulseQuestions": Root("PulseQuestion"),
    "meetingSeries": Root("MeetingSeries"),
    "meetings": Root("Meeting"),
    "meeting": Root("Meeting", "row"),
    "meetingActions": Root("MeetingAction"),
    "retroSeries": Root("RetroSeries"),
    "retrospectives": Root("Retrospective"),
    "retrospective": Root("Retrospective", "row"),
    "feedbackTopics": Root("FeedbackTopic"),
    "feedbackClusters": Root("FeedbackCluster"),
    "feedbackHeaps": Root("FeedbackHeap"),
    "scripts": Root("Script"),
    "script": Root("Script", "row"),
    "products": Root("Product"),
    "productTexts": Root("ProductText"),
    "customerAccounts": Root("CustomerAccount"),
    "customerAccount": Root("CustomerAccount", "row"),
    "customerFeedbacks": Root("CustomerFeedback"),
    "contacts": Root("Contact"),
    "customerFeedback": Root("CustomerFeedback", "row"),
    "feedbackTeams": Root("FeedbackTeam"),
    "routingRules": Root("RoutingRule"),
    "peerRounds": Root("PeerRound"),
    "peerRound": Root("PeerRound", "row"),
    "peerInvites": Root("PeerInvite"),
    "peerInvite": Root("PeerInvite", "row"),
    "peerNominations": Root("PeerNomination", where="{self}.subject_id is not null"),
    "peerResults": Root("PeerResult"),
    "peerComments": Root("PeerComment"),
    "partnerRatings": Root("PartnerRating"),
    "competencies": Root("Competency"),
    "competencyProfiles": Root("CompetencyProfile"),
    "competencyRequirements": Root("CompetencyRequirement"),
    "competencyAssessments": Root("CompetencyAssessment"),
    "trainingRules": Root("TrainingRule"),
    "enrollments": Root("Enrollment"),
    "enrollment": Root("Enrollment", "row"),
    "trainingSessions": Root("TrainingSession"),
    "trainingSession": Root("TrainingSession", "row"),
    "certificates": Root("Certificate"),
    "coachingTasks": Root("CoachingTask"),
    "hoursDuties": Root("HoursDuty"),
    "outsideLearnings": Root("OutsideLearning"),
    "courses": Root("Course"),
    "course": Root("Course", "row"),
    "lesson": Root("Lesson", "row"),
    "lessonProgress": Root("LessonProgress"),
    "learningPaths": Root("LearningPath"),
    "libraryCases": Root("LibraryCase"),
    "jobOpenings": Root("JobOpening"),
    "jobOpening": Root("JobOpening", "row"),
    "candidates": Root("Candidate"),
    "candidate": Root("Candidate", "row"),
    "vacancies": Root("Vacancy"),
    "vacancy": Root("Vacancy", "row"),
    "referrals": Root("Referral"),
}


def entities() -> dict[str, Entity]:
    """Return every entity by its GraphQL name."""
    Tortoise.init_models(MODEL_MODULES, APP)
    known = {entity.name: entity for entity in every()}
    return known | {"Employee": replace(known["Employee"], found={"code": imports.BY_CODE})}


def every() -> Iterable[Entity]:
    yield from people.entities()
    yield leaving_entity()
    yield from approvals.entities()
    yield from attendance.entities()
    yield from plans.entities()
    yield from review_entities.entities()
    yield from audit.entities()
    yield from access.entities()
    yield from jobs.entities()
    yield from imports.entities()
    yield from intake_entities()
    yield from topic_entities()
    yield from account_entities()
    yield from ticket_entities()
    yield from board_entities()
    yield from desk.entities()
    yield from delivering.entities()
    yield from engagement.entities()
    yield from payouts.entities()
    yield from schemes.entities()
    yield from goal_entities.entities()
    yield from talk_entities.entities()
    yield from improvement_entities.entities()
    yield from cycle_entities.entities()
    yield from feedback.entities()
    yield from quality_entities()
    yield from field_entities()
    yield from course_entities()
    yield from peer_entities()
    yield from enrollment_entities.entities()
    yield from recruiting.entities()
    yield from competency_entities()
