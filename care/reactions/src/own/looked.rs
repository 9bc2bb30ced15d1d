//! Who looked, for the person themself: by role and day, never by name, with what it was for (P2-65). The compliance officer's list
//! (`person::WhoLooked`) has the names.

use access::{Action, Context, Kind, Refusal, Role, Staff};
use confidential::{Guarded, Query};
use jiff::ToSpan;
use jiff::civil::Date;
use treatment::counseling_note::ReadingPurpose;
use vocabulary::id::{PatientLinkId, StaffId};

use super::person_of;
use crate::outside::first_day;

/// Asks who looked.
#[derive(Clone, Copy, Debug)]
pub struct OwnLooks {
    /// On which link.
    pub link: PatientLinkId,
    /// Whether the whole time of the account is meant, and not only [`LATELY_DAYS`].
    pub all: bool,
}

/// So many days are shown first.
const LATELY_DAYS: i64 = 90;

/// Who looked.
#[derive(Debug)]
pub struct OwnLooksView {
    /// The first day it covers.
    pub from: Date,
    /// Whether that is the whole time of the account.
    pub is_all: bool,
    /// The looks, newest day first.
    pub looks: Vec<Look>,
}

/// Looks of one day that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// On which day.
    pub day: Date,
    /// In which roles; none when whoever looked does not work here any more.
    pub roles: Vec<Role>,
    /// At what.
    pub kind: Kind,
    /// For what.
    pub why: WhyLooked,
    /// How often.
    pub times: usize,
}

/// What a look was for, as what was opened and the work of whoever opened it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLooked {
    /// To give care.
    Care,
    /// So that care is paid for.
    Payment,
    /// To receive the person and to plan their visits.
    Visits,
    /// To see that the record is handled as it must be.
    Duty,
    /// To run the program.
    Operations,
    /// To see whether whoever keeps a counseling note does it well; stated before it was shown (P2-24).
    Oversight,
    /// To learn from a counseling note; stated before it was shown.
    Training,
    /// To answer a lawsuit by the person; stated before it was shown.
    Defence,
}

impl WhyLooked {
    /// In words, for staff.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Care => "care",
            Self::Payment => "payment",
            Self::Visits => "visits",
            Self::Duty => "confidentiality",
            Self::Operations => "running the program",
            Self::Oversight => ReadingPurpose::Oversight.title(),
            Self::Training => ReadingPurpose::Training.title(),
            Self::Defence => ReadingPurpose::Defence.title(),
        }
    }

    /// What a look at this kind of record in these roles was for. A purpose that was stated before counts first, then what was opened: it
    /// says more than who opened it.
    #[must_use]
    pub fn of(kind: Kind, roles: &[Role], because: &str) -> Self {
        match ReadingPurpose::stated_in(because) {
            Some(ReadingPurpose::Oversight) => return Self::Oversight,
            Some(ReadingPurpose::Training) => return Self::Training,
            Some(ReadingPurpose::Defence) => return Self::Defence,
            None => {}
        }
        match kind {
            Kind::Coverage | Kind::Authorization | Kind::ServiceDay | Kind::Charge | Kind::Claim => return Self::Payment,
            Kind::Disclosure
            | Kind::ChartView
            | Kind::PrivacyRequest
            | Kind::Complaint
            | Kind::Breach
            | Kind::NoticeEdition
            | Kind::LegalHold
            | Kind::CourtPaper
            | Kind::NoContact => return Self::Duty,
            _ => {}
        }
        let is = |all: &[Role]| roles.iter().any(|role| all.contains(role));
        let care = [
            Role::Clinician,
            Role::ClinicalDirector,
            Role::Prescriber,
            Role::Nurse,
            Role::MedicalAssistant,
            Role::CaseManager,
            Role::Peer,
            Role::Intern,
        ];
        if is(&care) {
            Self::Care
        } else if is(&[Role::Biller, Role::UtilizationReviewer]) {
            Self::Payment
        } else if is(&[Role::Intake, Role::FrontDesk]) {
            Self::Visits
        } else if is(&[Role::ComplianceOfficer]) {
            Self::Duty
        } else {
            Self::Operations
        }
    }
}

impl Query for OwnLooks {
    type View = OwnLooksView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnLooksView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::View, Kind::ChartView, cx.about(patient))?;
        let today = cx.today();
        let from = if self.all { first_day(today) } else { today.saturating_sub(LATELY_DAYS.days()) };
        let staff: std::collections::HashMap<StaffId, Vec<Role>> =
            schedule::program::all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, roles_of(&staff))).collect();
        let mut looks: Vec<Look> = Vec::new();
        for (view, because) in confidential::read::chart_views_because(cx, patient)? {
            let day = cx.zone.day(view.recorded_at);
            if day < from {
                break;
            }
            let roles = staff.get(&view.staff).cloned().unwrap_or_default();
            let why = WhyLooked::of(view.kind, &roles, &because);
            let alike = |look: &&mut Look| look.day == day && look.kind == view.kind && look.why == why && look.roles == roles;
            match looks.iter_mut().rev().take_while(|look| look.day == day).find(alike) {
                Some(look) => look.times += 1,
                None => looks.push(Look { day, why, roles, kind: view.kind, times: 1 }),
            }
        }
        let view = OwnLooksView { from, is_all: self.all, looks };
        Ok(Guarded::chart(patient, Kind::ChartView, view).in_circumstances(cx.about(patient)))
    }
}

pub(crate) fn roles_of(staff: &Staff) -> Vec<Role> {
    Role::staff().filter(|role| staff.roles.contains(role)).collect()
}
