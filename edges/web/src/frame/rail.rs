//! What each role finds in its rail, in order. A rail never shows a link that leads to a refusal, so
//! the caller passes only the areas that exist and that this person may open.

use maud::{Markup, html};

use super::area::{Area, Section};
use crate::component::Icon;

/// One line of the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailItem {
    /// The place.
    pub area: Area,
    /// Its word.
    pub label: String,
    /// Its icon.
    pub icon: Icon,
    /// Its address.
    pub href: String,
    /// How many things wait there for this person; none shows nothing.
    pub count: Option<u32>,
    /// Whether what waits is due today or late.
    pub due: bool,
}

impl RailItem {
    /// A line with the area's own word and icon, and nothing waiting.
    pub fn new(area: Area, href: impl Into<String>) -> Self {
        Self { area, label: area.label().to_owned(), icon: area.icon(), href: href.into(), count: None, due: false }
    }

    /// How many things wait there.
    #[must_use]
    pub fn waiting(mut self, count: u32) -> Self {
        self.count = (count > 0).then_some(count);
        self
    }

    /// How many things are due there.
    #[must_use]
    pub fn due(self, count: u32) -> Self {
        Self { due: count > 0, ..self.waiting(count) }
    }
}

/// The desks that have a rail of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// Counselor or therapist.
    Clinician,
    /// Takes first calls and referrals.
    Intake,
    /// Vitals and collections.
    MedicalAssistant,
    /// Prescriber or nurse.
    Prescriber,
    /// Referrals, letters, rides.
    CaseManager,
    /// Works with payers on approvals.
    UtilizationReviewer,
    /// Days, claims, payments.
    Biller,
    /// Leads the clinical work.
    ClinicalDirector,
    /// Consents, requests, audits.
    Compliance,
    /// Arrivals.
    FrontDesk,
    /// Peer specialist or intern.
    Peer,
    /// Runs the computer; sees no patient data.
    Installer,
}

impl Desk {
    /// The areas of this desk in order; the first is where it lands.
    #[must_use]
    pub const fn areas(self) -> &'static [Area] {
        use Area::{
            Audit, Authorizations, Claims, Consents, Groups, Health, Inbox, Inquiries, Outcomes, Patients, Privacy, Quality,
            Schedule, Settings, Today,
        };
        match self {
            Self::Clinician => &[Today, Groups, Patients, Schedule, Inbox, Outcomes],
            Self::Intake => &[Inquiries, Today, Schedule, Patients, Inbox],
            Self::MedicalAssistant => &[Today, Patients, Inbox],
            Self::Prescriber => &[Today, Patients, Schedule, Inbox, Outcomes],
            Self::CaseManager => &[Today, Patients, Schedule, Inbox, Consents],
            Self::UtilizationReviewer => &[Authorizations, Patients, Inbox, Claims],
            Self::Biller => &[Claims, Authorizations, Patients],
            Self::ClinicalDirector => &[Today, Quality, Outcomes, Patients, Schedule, Inbox, Privacy, Settings],
            Self::Compliance => &[Privacy, Consents, Audit, Patients, Quality, Health],
            Self::FrontDesk => &[Today, Schedule, Inquiries],
            Self::Peer => &[Today, Groups, Inbox],
            Self::Installer => &[Health, Settings, Audit],
        }
    }
}

/// The rail of someone who sits at one or more desks: the first desk's order first, each area once,
/// and only areas present in `there`, which holds the lines that exist and may be opened.
#[must_use]
pub fn rail_for(desks: &[Desk], there: &[RailItem]) -> Vec<RailItem> {
    let mut rail: Vec<RailItem> = Vec::new();
    for area in desks.iter().flat_map(|desk| desk.areas()) {
        let already = rail.iter().any(|item| item.area == *area);
        if let Some(item) = there.iter().find(|item| item.area == *area && !already) {
            rail.push(item.clone());
        }
    }
    rail
}

/// The lines of the rail with their headings. Areas stand by section; inside one the given order holds.
pub(super) fn rail_nav(rail: &[RailItem], here: Area) -> Markup {
    let first = rail.first().map(|item| item.area.section());
    let mut sections = vec![Section::Daily, Section::Program, Section::Setup];
    // A desk that lands in the program area keeps that first, without a heading above it.
    sections.sort_by_key(|section| Some(*section) != first);
    html! {
        nav.nav aria-label="Main" {
            @for section in sections {
                @let lines: Vec<_> = rail.iter().filter(|item| item.area.section() == section).collect();
                @if !lines.is_empty() {
                    @if Some(section) != first { h2 { (heading(section)) } }
                    @for item in lines { (line(item, here)) }
                }
            }
        }
    }
}

/// One line, as the rail and the menu of a phone show it.
pub(super) fn line(item: &RailItem, here: Area) -> Markup {
    html! {
        a href=(item.href) aria-current=[(item.area == here).then_some("page")] title=(item.label) data-go=[item.area.letter()] {
            (item.icon) (item.label)
            @if let Some(count) = item.count {
                " " span.n.due[item.due] { (count) span.vh { @if item.due { " due" } @else { " waiting" } } }
            }
        }
    }
}

fn heading(section: Section) -> &'static str {
    match section {
        Section::Daily => "Day",
        Section::Program => "Program",
        Section::Setup => "Setup",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rail_holds_only_areas_that_exist_in_the_order_of_the_desk() {
        let there = [RailItem::new(Area::Inbox, "/inbox"), RailItem::new(Area::Today, "/today")];
        let rail = rail_for(&[Desk::Clinician], &there);
        let areas: Vec<_> = rail.iter().map(|item| item.area).collect();
        assert_eq!(areas, [Area::Today, Area::Inbox]);
    }

    #[test]
    fn two_desks_share_one_rail_and_no_area_comes_twice() {
        let there = [
            RailItem::new(Area::Today, "/today"),
            RailItem::new(Area::Claims, "/claims"),
            RailItem::new(Area::Patients, "/patients"),
        ];
        let areas: Vec<_> = rail_for(&[Desk::Biller, Desk::Clinician], &there).iter().map(|item| item.area).collect();
        assert_eq!(areas, [Area::Claims, Area::Patients, Area::Today]);
    }

    #[test]
    fn a_count_of_nothing_is_not_shown() {
        assert_eq!(RailItem::new(Area::Inbox, "/inbox").waiting(0).count, None);
        assert!(!RailItem::new(Area::Inbox, "/inbox").due(0).due);
    }
}
