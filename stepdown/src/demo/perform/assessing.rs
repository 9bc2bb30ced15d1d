//! Of the people who wait for an answer, one is assessed and placed, and one stops hard and is handed over.

use access::{Refusal, Role};
use intake::assessment::{Assessment, BeginAssessment, Part, SaveRatings, SaveTopics, SignAssessment, Topic, TopicInput};
use intake::inquiry::Source;
use intake::placement::answers::{Barrier, Substance, SubstanceClass, SuicideScreen};
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
        let topics = self.told(assessment, Topic::ALL)?;
        self.performing.perform(&clinician, at, &SaveTopics { assessment, topics, wants, seen: None })?;
        let suicide = SuicideScreen { is_recorded: true, ..no_risk() };
        self.performing.perform(&clinician, at, &rating(assessment, Answers { suicide, ..rated([0, 0, 1, 1, 2, 1]) }))?;
        self.performing.perform(&clinician, at, &SignAssessment { assessment, seen: None })?;
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
        let topics = self.told(assessment, &Part::Reason.topics().collect::<Vec<_>>())?;
        self.performing.perform(&clinician, at, &SaveTopics { assessment, topics, wants: None, seen: None })?;
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
        self.performing.perform(&clinician, at, &NoteOutcome { referral, inquiry, result: OutcomeKind::Arrived, words })?;
        Ok(())
    }

    /// What is said about topics: what is known already is confirmed and not overwritten.
    fn told(&self, assessment: AssessmentId, topics: &[Topic]) -> Result<Vec<TopicInput>, Refusal> {
        let begun = self.performing.tx().load::<Assessment>(assessment)?.ok_or(Refusal::NotFound)?;
        let known = |topic: Topic| begun.entries.iter().find(|entry| entry.topic == topic).map(|entry| entry.words.clone());
        let one = |topic: &Topic| {
            let said = words(*topic);
            let words = known(*topic).map_or_else(|| said.to_owned(), |known| format!("{known}. {said}"));
            TopicInput { topic: *topic, words, left_out: String::new() }
        };
        Ok(topics.iter().map(one).collect())
    }
}

/// What was said about a topic.
fn words(topic: Topic) -> &'static str {
    match topic {
        Topic::ServiceFit => "Wants to keep what the ward began, without sleeping away from home.",
        Topic::Alcohol => {
            "First drink at 14, every day for six years, a bottle of wine and more in the evening; none since the ward."
        }
        Topic::Tobacco => "A few cigarettes on weekends since school.",
        Topic::OtherDrugs => "None. Tried cannabis twice as a student and did not like it.",
        Topic::Overdose => "None of their own; was there when a cousin was brought back with naloxone.",
        Topic::FamilyUse => "Father drank until his fifties and stopped; a brother still drinks.",
        Topic::PastTreatment => "Two meetings a week for a winter, nine years ago: eight months without a drink.",
        Topic::Health => "One seizure in withdrawal in 2021, never epilepsy. Liver values were raised on the ward and settle.",
        Topic::HivRisk => "Never shared needles; one partner; tested last year.",
        Topic::TbRisk => "Skin test negative on the ward.",
        Topic::InfectionRisk => "Hepatitis B vaccine complete; hepatitis C antibody negative on the ward.",
        Topic::Psychological => "Low in the mornings, better by noon. Sleeps five hours.",
        Topic::CoOccurring => "Low mood came before the drinking and stayed in the dry months.",
        Topic::Trauma => "A car accident at 22; still avoids that road. Does not want to say more today.",
        Topic::Gambling => "None.",
        Topic::Social => "Two children of 7 and 10 at home; the sister next door helps and does not drink.",
        Topic::Economic => "Rent is paid; behind with the car.",
        Topic::Education => "School kitchen, off until spring; the job is kept.",
        Topic::CultureLanguage => "Speaks French with the mother, English here. Church on Sundays matters.",
    }
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

/// An adult with these ratings, in the order W B P M U E, who was asked everything and depends on alcohol.
fn rated(ratings: [u8; 6]) -> Answers {
    let [withdrawal, body, psychiatric, motivation, use_risk, environment] = ratings.map(Rating::try_new);
    let alcohol = Substance { class: SubstanceClass::Alcohol, in_72_hours: Some(false), is_dependent: Some(true) };
    Answers {
        age: Some(38),
        withdrawal,
        body,
        psychiatric,
        motivation,
        use_risk,
        environment,
        barriers: vec![Barrier::Care],
        emergency: Some(Vec::new()),
        temperature_tenths: Some(368),
        is_confused: Some(false),
        phq9_item9: Some(0),
        harm: Some(Vec::new()),
        cannot_take_part: Some(false),
        substances: Some(vec![alcohol]),
        ciwa: Some(0),
        cows: Some(0),
        pawss: Some(2),
        complicated_withdrawal: Some(true),
        hallucinations: Some(false),
        has_sober_support: Some(true),
        has_prescriber_plan: Some(false),
        systolic: Some(128),
        pulse: Some(78),
        medical: Some(Vec::new()),
        is_medical_emergency: Some(false),
        is_intoxicated: Some(false),
        breath_alcohol_thousandths: Some(0),
        is_pregnant: Some(false),
        injects: Some(false),
        overdose_in_30_days: Some(false),
        home: Some(Vec::new()),
        ..Answers::default()
    }
}

fn rating(assessment: AssessmentId, answers: Answers) -> SaveRatings {
    SaveRatings { assessment, answers, reasons: Vec::new(), further: None, seen: None }
}
