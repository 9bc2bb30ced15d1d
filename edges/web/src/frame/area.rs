//! The places of the staff application, as the rail names them.

use crate::component::Icon;

/// Which part of the rail an area stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Daily work; no heading.
    Daily,
    /// Under "Program".
    Program,
    /// Under "Setup".
    Setup,
}

/// One place of the staff application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// The day: board, medicine, collections, by role.
    Today,
    /// Therapy groups and their notes.
    Groups,
    /// People in care and their charts.
    Patients,
    /// The week.
    Schedule,
    /// Messages, tasks, co-signatures.
    Inbox,
    /// People who asked for help.
    Inquiries,
    /// Change over time, for the program.
    Outcomes,
    /// What the payers approved and when it ends.
    Authorizations,
    /// Days, claims, payments.
    Claims,
    /// What people ask about their record, and what the program owes them.
    Privacy,
    /// Who may know what.
    Consents,
    /// Audits of charts, caseload.
    Quality,
    /// Program facts and words.
    Settings,
    /// Who did what.
    Audit,
    /// Backups, disk, certificate.
    Health,
    /// One's own preferences and ways to sign in; reached from one's own menu, not from the rail.
    Account,
}

impl Area {
    /// Its word in the rail.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Groups => "Groups",
            Self::Patients => "Patients",
            Self::Schedule => "Schedule",
            Self::Inbox => "Inbox",
            Self::Inquiries => "Inquiries",
            Self::Outcomes => "Outcomes",
            Self::Authorizations => "Authorizations",
            Self::Claims => "Claims",
            Self::Privacy => "Privacy",
            Self::Consents => "Consents",
            Self::Quality => "Quality",
            Self::Settings => "Settings",
            Self::Audit => "Audit",
            Self::Health => "Health",
            Self::Account => "Your account",
        }
    }

    /// Its icon in the rail.
    #[must_use]
    pub const fn icon(self) -> Icon {
        match self {
            Self::Today => Icon::Today,
            Self::Groups => Icon::Group,
            Self::Patients => Icon::People,
            Self::Schedule => Icon::Grid,
            Self::Inbox => Icon::Inbox,
            Self::Inquiries => Icon::Phone,
            Self::Outcomes => Icon::Chart,
            Self::Authorizations => Icon::Clock,
            Self::Claims => Icon::Coin,
            Self::Privacy | Self::Consents => Icon::Lock,
            Self::Quality => Icon::Form,
            Self::Settings => Icon::Gear,
            Self::Audit => Icon::Eye,
            Self::Health => Icon::Shield,
            Self::Account => Icon::Gear,
        }
    }

    /// The letter that goes there after `G`, for the five daily places.
    #[must_use]
    pub const fn letter(self) -> Option<&'static str> {
        match self {
            Self::Today => Some("T"),
            Self::Groups => Some("G"),
            Self::Patients => Some("P"),
            Self::Schedule => Some("S"),
            Self::Inbox => Some("I"),
            _ => None,
        }
    }

    /// Where in the rail it stands.
    #[must_use]
    pub const fn section(self) -> Section {
        match self {
            Self::Today | Self::Groups | Self::Patients | Self::Schedule | Self::Inbox => Section::Daily,
            Self::Settings | Self::Audit | Self::Health | Self::Account => Section::Setup,
            _ => Section::Program,
        }
    }
}
