//! Of the people who wait for an answer, one is assessed and placed, and one stops hard and is handed over.

use access::{Refusal, Role};
use intake::assessment::{BeginAssessment, Part, SaveRatings, SaveTopics, SignAssessment, Topic, TopicInput};
use intake::inquiry::Source;
use intake::placement::answers::SuicideScreen;
use intake::placement::{Answers, Level, Rating};
use intake::placement_decision::DecidePlacement;
use intake::referral_out::{HandOff, NoteOutcome, OutcomeKind, RecordReferralOut};
use jiff::Timestamp;
use vocabulary::id::{AssessmentId, InquiryId};

use super::Stage;

impl Stage<'_, '_, '_> {
    /// The referral is assessed and placed; of the text message a talk followed in which a plan for suicide was told.
    pub(super) fn assessing(&mut self, inquiry: InquiryId, at: Timestamp, source: Source) -> Result<(), Refusal> {
        match source {
            Source::Referral => self.assessed(inquiry, at),
            Source::Text => self.stopped(inquiry, at),
            _ => Ok(()),
        }
    }

    fn assessed(&mut self, inquiry: InquiryId, at: Timestamp) -> Result<(), Refusal> {
        let clinician = self.with_role(Role::Clinician)?;
        let assessment = self.performing.perform(&clinician, at, &BeginAssessment { inquiry })?;
        let wants = Some("Mornings, so that afternoons are free for the children.".to_owned());
        self.performing.perform(&clinician, at, &SaveTopics { assessment, topics: told(Topic::ALL), wants, seen: None })?;
        let suicide = SuicideScreen { is_recorded: true, ..no_risk() };
        self.performing.perform(&clinician, at, &rating(assessment, Answers { suicide, ..rated([0, 0, 1, 1, 2, 1]) }))?;
        self.performing.perform(&clinician, at, &SignAssessment { assessment })?;
        let decision = DecidePlacement {
            inquiry,
            level: Level::IntensiveOutpatient,
            discrepancy: None,
            words: String::new(),
            cleared: Vec::new(),
            payer: None,
        };
        self.performing.perform(&clinician, at, &decision)?;
        Ok(())
    }

    fn stopped(&mut self, inquiry: InquiryId, at: Timestamp) -> Result<(), Refusal> {
        let clinician = self.with_role(Role::Clinician)?;
        let assessment = self.performing.perform(&clinician, at, &BeginAssessment { inquiry })?;
        let topics: Vec<Topic> = Part::Reason.topics().collect();
        self.performing.perform(&clinician, at, &SaveTopics { assessment, topics: told(&topics), wants: None, seen: None })?;
        let suicide = SuicideScreen { is_recorded: true, intent: Some(true), plan: Some(true), ..no_risk() };
        self.performing.perform(&clinician, at, &rating(assessment, Answers { suicide, ..rated([0, 0, 3, 1, 2, 2]) }))?;
        let hand_over = RecordReferralOut {
            inquiry,
            place: "988 Suicide and Crisis Lifeline".to_owned(),
            place_key: Some("988".to_owned()),
            why: "A plan was told on the line; the sister is with them.".to_owned(),
            hand_off: Some(HandOff::Together),
            sent: String::new(),
            basis: None,
            consent: None,
        };
        let referral = self.performing.perform(&clinician, at, &hand_over)?;
        let words = "A mobile team is on its way; we call back at noon.".to_owned();
        self.performing.perform(&clinician, at, &NoteOutcome { referral, result: OutcomeKind::Arrived, words })?;
        Ok(())
    }
}

fn told(topics: &[Topic]) -> Vec<TopicInput> {
    let one = |topic: &Topic| TopicInput {
        topic: *topic,
        words: "Talked about; as told, nothing that changes the way on.".to_owned(),
        left_out: String::new(),
    };
    topics.iter().map(one).collect()
}

fn no_risk() -> SuicideScreen {
    SuicideScreen {
        is_recorded: false,
        method: Some(false),
        intent: Some(false),
        plan: Some(false),
        behavior_in_3_months: Some(false),
        behavior_ever: Some(false),
    }
}

/// An adult with these ratings, in the order W B P M U E.
fn rated(ratings: [u8; 6]) -> Answers {
    let [withdrawal, body, psychiatric, motivation, use_risk, environment] = ratings.map(Rating::try_new);
    Answers { age: Some(38), withdrawal, body, psychiatric, motivation, use_risk, environment, ..Answers::default() }
}

fn rating(assessment: AssessmentId, answers: Answers) -> SaveRatings {
    SaveRatings { assessment, answers, reasons: Vec::new(), further: None }
}
