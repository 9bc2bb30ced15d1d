//! An audit or evaluation.

use confidential::category::Category;
use confidential::recipient::{LegalStatus, Party};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::day::days_between;
use vocabulary::id::{AuditId, DisclosureId, PatientId};

use crate::named::named;

named! {
    /// Why somebody may audit or evaluate the program (42 CFR 2.53(a), (b)).
    Auditor {
        /// A federal, state or local agency.
        Agency = "agency", "An agency that funds or regulates the program";
        /// A payer.
        Payer = "payer", "A payer of care here";
        /// A quality improvement organization.
        Quality = "quality", "A quality improvement organization";
        /// A body that certifies or accredits.
        Certifier = "certifier", "A body that certifies or accredits";
        /// Whoever directs the program.
        Owner = "owner", "Whoever directs the program, or their auditor";
        /// Somebody the program found qualified.
        Qualified = "qualified", "Somebody the program found qualified";
    }
}

named! {
    /// How records are looked at.
    Way {
        /// Here, and nothing is copied or taken along.
        OnPremises = "on_premises", "Here; nothing is copied or taken along";
        /// As copies.
        Copies = "copies", "Copies are handed over";
    }
}

named! {
    /// What an auditor promises in writing (42 CFR 2.53(a), (b), (d)).
    Promised {
        /// Used for the audit alone.
        OnlyForTheAudit = "only_for_the_audit", "To use it only for the audit";
        /// Told to nobody else.
        NoFurtherDisclosure = "no_further_disclosure", "To disclose it to nobody but the program";
        /// Kept safe as the program keeps it.
        Secure = "secure", "To keep copies as safe as 42 CFR 2.16 asks";
        /// Destroyed.
        Destroy = "destroy", "To destroy copies by a day";
    }
}

impl Way {
    /// What has to be promised before anything is shown.
    #[must_use]
    pub const fn needs(self) -> &'static [Promised] {
        match self {
            Self::OnPremises => &[Promised::OnlyForTheAudit, Promised::NoFurtherDisclosure],
            Self::Copies => Promised::ALL,
        }
    }
}

/// What was promised in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The document: its title, and where the signed paper lies.
    pub document: String,
    /// The day it was signed.
    pub signed_on: Date,
    /// What it promises.
    pub promised: Vec<Promised>,
    /// By which day copies are destroyed.
    pub destroy_by: Option<Date>,
}

/// That one person's record was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Whose.
    pub patient: PatientId,
    /// The row of the account.
    pub disclosure: DisclosureId,
    /// How.
    pub way: Way,
    /// On which day.
    pub on: Date,
}

/// That an audit is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// On which day.
    pub on: Date,
    /// What came of it, in a few words.
    pub words: String,
}

/// That copies were destroyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destroyed {
    /// On which day.
    pub on: Date,
    /// Who confirmed it and how: a letter, a certificate.
    pub words: String,
}

/// An audit or evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// The id.
    pub id: AuditId,
    /// By whom, by name.
    pub auditor: String,
    /// Why they may.
    pub kind: Auditor,
    /// What it is about, in a few words.
    pub subject: String,
    /// How records are looked at.
    pub way: Way,
    /// The first day of the time it is about.
    pub from: Date,
    /// The last day of it.
    pub to: Date,
    /// Which information it needs.
    pub categories: Vec<Category>,
    /// What was promised in writing, once it was.
    pub promise: Option<Promise>,
    /// Whose records it is about.
    pub people: Vec<PatientId>,
    /// What was shown, in that order.
    pub shown: Vec<Shown>,
    /// The day it was written down.
    pub recorded_on: Date,
    /// That it is over.
    pub ended: Option<Ended>,
    /// That the copies were destroyed.
    pub destroyed: Option<Destroyed>,
}

/// How an audit stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditStanding {
    /// It goes on, and something is not promised in writing yet.
    WaitsForPromise,
    /// It goes on.
    Open,
    /// It is over and copies are to be destroyed.
    CopiesOut {
        /// In so many days; 0 is today.
        days: i64,
    },
    /// Copies should have been destroyed and nobody has confirmed it.
    Overdue {
        /// For so many days.
        days: i64,
    },
    /// It is over and no copy is out.
    Closed,
}

impl Audit {
    /// What is still to be promised in writing before anything is shown.
    #[must_use]
    pub fn unpromised(&self) -> Vec<Promised> {
        let promised = self.promise.as_ref().map(|promise| promise.promised.as_slice()).unwrap_or_default();
        self.way.needs().iter().copied().filter(|needed| !promised.contains(needed)).collect()
    }

    /// Whether something may be shown on a day: everything is promised by then, and the audit goes on.
    #[must_use]
    pub fn is_bound_on(&self, day: Date) -> bool {
        let is_signed = self.promise.as_ref().is_some_and(|promise| promise.signed_on <= day);
        is_signed && self.unpromised().is_empty() && self.ended.is_none()
    }

    /// Whether a copy is out that nobody has confirmed to be destroyed.
    #[must_use]
    pub fn has_copies_out(&self) -> bool {
        self.destroyed.is_none() && self.shown.iter().any(|shown| shown.way == Way::Copies)
    }

    /// How it stands on a day.
    #[must_use]
    pub fn standing(&self, today: Date) -> AuditStanding {
        let days = self.promise.as_ref().and_then(|promise| promise.destroy_by).map(|last| days_between(today, last));
        match (self.has_copies_out(), days, &self.ended) {
            (true, Some(days), _) if days < 0 => AuditStanding::Overdue { days: -days },
            (true, days, Some(_)) => AuditStanding::CopiesOut { days: days.unwrap_or_default() },
            (false, _, Some(_)) => AuditStanding::Closed,
            (_, _, None) if !self.is_bound_on(today) => AuditStanding::WaitsForPromise,
            (_, _, None) => AuditStanding::Open,
        }
    }

    /// `open`, `copies_out` or `closed`.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match (self.ended.is_some(), self.has_copies_out()) {
            (_, true) => "copies_out",
            (false, false) => "open",
            (true, false) => "closed",
        }
    }

    /// Who receives, before the directory is asked.
    #[must_use]
    pub fn party(&self) -> Party {
        let status = match self.kind {
            Auditor::Agency => LegalStatus::PublicAuthority,
            Auditor::Payer => LegalStatus::CoveredEntity,
            _ => LegalStatus::LawfulHolder,
        };
        Party { name: self.auditor.clone(), status, ..Party::default() }
    }
}
