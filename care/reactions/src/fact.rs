//! Every fact of every chapter, so that what follows can be decided in one place.

/// Something that happened, in any chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// On the spine.
    Episode(episode::Fact),
    /// Over their record.
    Privacy(privacy::Fact),
    /// In the schedule or at the door.
    Schedule(schedule::Fact),
    /// On a plan.
    Plan(plan::Fact),
    /// On a measure.
    Measure(measure::Fact),
    /// In treatment.
    Treatment(treatment::Fact),
    /// In billing.
    Billing(billing::Fact),
    /// In a conversation.
    Conversation(conversation::Fact),
    /// At the front door.
    Intake(intake::Fact),
}

/// Each chapter's facts are facts of the house.
macro_rules! chapters {
    ($($variant:ident $chapter:ident;)*) => {$(
        impl From<$chapter::Fact> for Fact {
            fn from(fact: $chapter::Fact) -> Self {
                Self::$variant(fact)
            }
        }
    )*};
}
chapters! {
    Episode episode;
    Privacy privacy;
    Schedule schedule;
    Plan plan;
    Measure measure;
    Treatment treatment;
    Billing billing;
    Conversation conversation;
    Intake intake;
}
