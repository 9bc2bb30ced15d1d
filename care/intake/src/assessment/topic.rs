//! What an assessment must hold, one topic each (MA-10), in the order of a conversation. A gap is named by its topic.

use crate::coded::coded;

coded! {
    /// A part of the conversation.
    Part {
        /// Why now, and what the person wants.
        Reason = "reason", "What brings you here";
        /// Substances.
        Use = "use", "Substances";
        /// Body.
        Body = "body", "Your body";
        /// Mind.
        Mind = "mind", "Your mind";
        /// Life.
        Life = "life", "Your life";
        /// Ratings and safety.
        Ratings = "ratings", "Safety and ratings";
    }
}

coded! {
    /// One thing an assessment must say.
    Topic {
        /// Whether this service suits the need.
        ServiceFit = "service_fit", "Whether this service suits the need";
        /// Alcohol.
        Alcohol = "alcohol", "Alcohol: first use, how long, pattern, consequences";
        /// Tobacco.
        Tobacco = "tobacco", "Tobacco: first use, how long, pattern, consequences";
        /// Other drugs.
        OtherDrugs = "other_drugs", "Other drugs: first use, how long, pattern, consequences";
        /// Overdoses.
        Overdose = "overdose", "Overdoses, own and witnessed";
        /// Use in the family.
        FamilyUse = "family_use", "Use in the family";
        /// Earlier treatment.
        PastTreatment = "past_treatment", "Earlier treatment and how it went";
        /// Physical health.
        Health = "health", "Physical health";
        /// HIV risk.
        HivRisk = "hiv_risk", "HIV risk";
        /// TB risk.
        TbRisk = "tb_risk", "TB risk";
        /// Other infections.
        InfectionRisk = "infection_risk", "Viral hepatitis and STD risk";
        /// Psychological state.
        Psychological = "psychological", "Mental health";
        /// Conditions beside.
        CoOccurring = "co_occurring", "Mental and physical conditions beside";
        /// Trauma.
        Trauma = "trauma", "Trauma";
        /// Gambling and other compulsive behavior.
        Gambling = "gambling", "Gambling and other compulsive behavior";
        /// Social life.
        Social = "social", "Family, friends, home";
        /// Money.
        Economic = "economic", "Money";
        /// Work and school.
        Education = "education", "Work and school";
        /// Culture and language.
        CultureLanguage = "culture_language", "Culture and language";
    }
}

impl Topic {
    /// In which part it is talked about.
    #[must_use]
    pub const fn part(self) -> Part {
        match self {
            Self::ServiceFit => Part::Reason,
            Self::Alcohol | Self::Tobacco | Self::OtherDrugs | Self::Overdose | Self::FamilyUse | Self::PastTreatment => {
                Part::Use
            }
            Self::Health | Self::HivRisk | Self::TbRisk | Self::InfectionRisk => Part::Body,
            Self::Psychological | Self::CoOccurring | Self::Trauma | Self::Gambling => Part::Mind,
            Self::Social | Self::Economic | Self::Education | Self::CultureLanguage => Part::Life,
        }
    }
}

impl Part {
    /// The topics of this part.
    pub fn topics(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.iter().copied().filter(move |topic| topic.part() == self)
    }
}
