//! Who receives: as a consent names them (P2-20, element 4), and as somebody who asks (P2-08 to P2-10).

use serde::{Deserialize, Serialize};
use vocabulary::id::{OutsideRecipientId, PayerId};
use vocabulary::search::Folded;

/// Who may receive, as a consent names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// A payer of this installation.
    Payer(PayerId),
    /// A person or organization by name.
    Named(String),
    /// For a single consent to treatment, payment and operations: the class of health plans and third-party payers (4a).
    HealthPlans,
    /// For the same: the class of the patient's treating providers (4a).
    TreatingProviders,
    /// For the same: the class of those who help to run the program (4a).
    ProgramHelpers,
    /// Somebody who passes records on to members with a treating relationship (4b, P2-09).
    Intermediary {
        /// Its name.
        name: String,
        /// Its members, by name.
        participants: Vec<String>,
        /// Whether the members are meant as a class: those who treat the patient.
        treating_only: bool,
    },
}

/// What somebody who receives is in law; it decides what they may do with it afterwards (P2-35 to P2-38).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalStatus {
    /// A program for the treatment of addiction that is no covered entity.
    Part2Program,
    /// A provider or a health plan under HIPAA.
    CoveredEntity,
    /// Somebody who works for one under an agreement.
    BusinessAssociate,
    /// A qualified service organization of this program (P2-10).
    Qso,
    /// Passes records on (P2-09).
    Intermediary,
    /// Holds records lawfully and is none of these: an employer, a school, a probation office.
    #[default]
    LawfulHolder,
    /// A person: family, friend.
    Individual,
    /// A court, or somebody who acts for one.
    Court,
    /// Police or prosecution.
    LawEnforcement,
    /// A public authority: health, audit, child protection.
    PublicAuthority,
}

impl LegalStatus {
    /// All, in the order of a form.
    pub const ALL: [Self; 10] = [
        Self::CoveredEntity,
        Self::Part2Program,
        Self::BusinessAssociate,
        Self::Qso,
        Self::Intermediary,
        Self::LawfulHolder,
        Self::Individual,
        Self::Court,
        Self::LawEnforcement,
        Self::PublicAuthority,
    ];

    /// The stable text, as in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Part2Program => "part2_program",
            Self::CoveredEntity => "covered_entity",
            Self::BusinessAssociate => "business_associate",
            Self::Qso => "qso",
            Self::Intermediary => "intermediary",
            Self::LawfulHolder => "lawful_holder",
            Self::Individual => "individual",
            Self::Court => "court",
            Self::LawEnforcement => "law_enforcement",
            Self::PublicAuthority => "public_authority",
        }
    }

    /// For staff.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Part2Program => "An addiction program",
            Self::CoveredEntity => "A provider or health plan (HIPAA)",
            Self::BusinessAssociate => "A business associate of one",
            Self::Qso => "A service organization of ours (QSOA)",
            Self::Intermediary => "An intermediary, such as an exchange",
            Self::LawfulHolder => "Another organization: employer, school, probation",
            Self::Individual => "A person: family, friend",
            Self::Court => "A court",
            Self::LawEnforcement => "Police or prosecution",
            Self::PublicAuthority => "A public authority",
        }
    }

    /// The status of a stable text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Somebody who is about to receive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The name, for the accounting; compared without case and accents.
    pub name: String,
    /// What they are in law.
    #[serde(default)]
    pub status: LegalStatus,
    /// Which payer of this installation, when they are one.
    #[serde(default)]
    pub payer: Option<PayerId>,
    /// Whether they treat this patient.
    #[serde(default)]
    pub treats: bool,
    /// Through which intermediary, when it passes it on to them.
    #[serde(default)]
    pub through: Option<String>,
    /// By which other names they were known: what a consent or an agreed wish calls by one of them, it means.
    #[serde(default)]
    pub also_named: Vec<String>,
    /// Where they are reached, for the packet and the accounting (P2-49a); empty when it is not known. It decides nothing.
    #[serde(skip)]
    pub address: String,
    /// Which entry of the directory they are, when they are one. It decides nothing.
    #[serde(skip)]
    pub listed: Option<OutsideRecipientId>,
}

impl Party {
    /// A payer of this installation.
    #[must_use]
    pub fn payer(id: PayerId, name: &str) -> Self {
        Self { name: name.to_owned(), status: LegalStatus::CoveredEntity, payer: Some(id), ..Self::default() }
    }
}

/// A party with its names folded, to be compared with every recipient of every consent.
#[derive(Clone, Debug)]
pub struct Called<'a> {
    /// Who.
    pub party: &'a Party,
    /// The name, and those they were known by.
    names: Vec<Folded>,
    through: Option<Folded>,
}

impl Party {
    /// With its names folded.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        let names = std::iter::once(&self.name).chain(&self.also_named).map(|name| Folded::of(name)).collect();
        Called { party: self, names, through: self.through.as_deref().map(Folded::of) }
    }
}

impl Called<'_> {
    /// Whether somebody who wrote this name means them: by their name, or by one they were known by, whatever its case, accents and
    /// punctuation; a name without a letter is nobody's.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.has_the_words_of(name))
    }
}

impl Recipient {
    /// Whether a class is meant, not somebody by name.
    #[must_use]
    pub const fn is_class(&self) -> bool {
        matches!(self, Self::HealthPlans | Self::TreatingProviders | Self::ProgramHelpers)
    }

    /// Whether it is a payer, or the class of payers.
    #[must_use]
    pub const fn is_payer(&self) -> bool {
        matches!(self, Self::Payer(_) | Self::HealthPlans)
    }

    /// Whether this party is meant.
    #[must_use]
    pub fn means(&self, called: &Called<'_>) -> bool {
        let party = called.party;
        match self {
            Self::Payer(id) => party.payer == Some(*id),
            Self::Named(name) => called.through.is_none() && called.is_named(name),
            Self::HealthPlans => party.payer.is_some(),
            Self::TreatingProviders => party.treats && called.through.is_none(),
            Self::ProgramHelpers => matches!(party.status, LegalStatus::BusinessAssociate | LegalStatus::Qso),
            Self::Intermediary { name, participants, treating_only } => match &called.through {
                None => called.is_named(name),
                Some(through) => {
                    let is_member = participants.iter().any(|member| called.is_named(member));
                    through.has_the_words_of(name) && (is_member || (*treating_only && party.treats))
                }
            },
        }
    }
}

/// Whether two names are the same, whatever their case, accents and punctuation; a name without a letter is nobody's.
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    Folded::of(one).has_the_words_of(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p2_09_an_intermediary_passes_on_to_named_members_or_to_those_who_treat() {
        let exchange =
            Recipient::Intermediary {
                name: "Bay Exchange".into(), participants: vec!["Dr. Núñez".into()], treating_only: false
            };
        let party = |name: &str, treats, through: Option<&str>| Party {
            name: name.into(),
            treats,
            through: through.map(str::to_owned),
            ..Party::default()
        };
        assert!(exchange.means(&party("bay exchange", false, None).called()));
        assert!(exchange.means(&party("dr nunez", false, Some("Bay Exchange")).called()));
        assert!(!exchange.means(&party("Dr. Other", true, Some("Bay Exchange")).called()));
        assert!(!exchange.means(&party("Dr. Núñez", true, Some("Another Exchange")).called()));
        let class = Recipient::Intermediary { name: "Bay Exchange".into(), participants: vec![], treating_only: true };
        assert!(class.means(&party("Dr. Other", true, Some("Bay Exchange")).called()));
        assert!(!class.means(&party("Dr. Other", false, Some("Bay Exchange")).called()));
    }

    #[test]
    fn p2_08_whoever_was_renamed_is_meant_by_the_name_they_had() {
        let renamed = Party { name: "Bay Health".into(), also_named: vec!["Harbor House".into()], ..Party::default() };
        assert!(
            Recipient::Named("HARBOR HOUSE".into()).means(&renamed.called())
                && Recipient::Named("Bay Health".into()).means(&renamed.called())
        );
        assert!(!Recipient::Named("Harbor Hospital".into()).means(&renamed.called()));
        let through = Party { through: Some("Bay Exchange".into()), ..renamed };
        assert!(
            !Recipient::Named("Harbor House".into()).means(&through.called()),
            "a name is no leave to go through somebody else"
        );
    }

    #[test]
    fn a_name_without_a_letter_is_nobodys() {
        let is_called = |name: &str, other: &str| Party { name: name.into(), ..Party::default() }.called().is_named(other);
        assert!(!is_called("", "") && !is_called("--", "--") && !is_called("…", "…"));
        assert!(is_called("Harbor  House, Inc.", "HARBOR HOUSE INC"));
    }

    #[test]
    fn every_status_is_found_by_its_text() {
        for status in LegalStatus::ALL {
            assert_eq!(LegalStatus::named(status.as_str()), Some(status));
        }
    }
}
