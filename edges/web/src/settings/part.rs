//! The parts of the settings, their addresses, and the page around each.

use access::{Action, Kind};
use maud::{Markup, html};

use super::leaving::{HAND_OVER, sees_hand_over};
use crate::app::App;
use crate::component::{Crumb, PageHead};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};

/// A part of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Program,
    Tracks,
    Rooms,
    Services,
    Groups,
    Staff,
    Payers,
    Words,
    Import,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Program,
        Self::Tracks,
        Self::Rooms,
        Self::Services,
        Self::Groups,
        Self::Staff,
        Self::Payers,
        Self::Words,
        Self::Import,
    ];

    /// The part with this word in its address, when it holds items that are edited by form.
    pub(super) fn with_items(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|part| part.word() == word)
            .filter(|part| !matches!(part, Self::Payers | Self::Words | Self::Import))
    }

    /// The sort of item behind it.
    pub(super) fn sort(self) -> Option<schedule::program::Part> {
        Some(match self {
            Self::Program => schedule::program::Part::Program,
            Self::Tracks => schedule::program::Part::Track,
            Self::Rooms => schedule::program::Part::Room,
            Self::Services => schedule::program::Part::ServiceType,
            Self::Groups => schedule::program::Part::TherapyGroup,
            Self::Staff => schedule::program::Part::Staff,
            Self::Payers | Self::Words | Self::Import => return None,
        })
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Tracks => "tracks",
            Self::Rooms => "rooms",
            Self::Services => "services",
            Self::Groups => "groups",
            Self::Staff => "staff",
            Self::Payers => "payers",
            Self::Words => "words",
            Self::Import => "import",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Program => "Program",
            Self::Tracks => "Tracks",
            Self::Rooms => "Rooms",
            Self::Services => "Services",
            Self::Groups => "Therapy groups",
            Self::Staff => "Staff",
            Self::Payers => "Payers",
            Self::Words => "Words",
            Self::Import => "Import",
        }
    }

    /// One of them: "a room".
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Tracks => "track",
            Self::Rooms => "room",
            Self::Services => "service",
            Self::Groups => "therapy group",
            Self::Staff => "member of staff",
            Self::Payers => "payer",
            Self::Words => "text",
            Self::Import => "import",
        }
    }

    pub(super) fn href(self) -> String {
        if self == Self::Program { "/settings".to_owned() } else { format!("/settings/{}", self.word()) }
    }

    /// Whether this person may change this item: not themselves.
    pub(super) fn may_change_one(self, app: &App, signed: &Signed, id: &str) -> bool {
        self.may_change(app, signed) && !(self == Self::Staff && signed.actor.staff.to_string() == id)
    }

    /// Whether this person may change it.
    pub(super) fn may_change(self, app: &App, signed: &Signed) -> bool {
        match self {
            Self::Staff => may(app, &signed.actor, Action::ManageStaff, Kind::Staff),
            Self::Payers => may(app, &signed.actor, Action::Configure, Kind::Payer),
            Self::Import => Self::Program.may_change(app, signed) || Self::Payers.may_change(app, signed),
            _ => may(app, &signed.actor, Action::Configure, Kind::Program),
        }
    }

    /// Whether it stands in this person's list of parts: never a line that leads to a refusal.
    pub(super) fn is_shown(self, app: &App, signed: &Signed) -> bool {
        match self {
            Self::Payers => may(app, &signed.actor, Action::View, Kind::Payer),
            Self::Import => self.may_change(app, signed),
            Self::Words => app.0.wiring.public.site.is_some(),
            _ => true,
        }
    }
}

/// A page of the settings: the parts at the left, this one's content beside.
pub(super) struct SettingsPage<'a> {
    pub(super) part: Part,
    pub(super) title: String,
    /// What the browser's tab says, when it is not the title.
    pub(super) tab: Option<String>,
    pub(super) crumb: Option<&'a str>,
    pub(super) below: Markup,
    pub(super) acts: Markup,
    pub(super) problem: bool,
}

impl SettingsPage<'_> {
    pub(super) fn of(part: Part) -> Self {
        let nothing = || html! {};
        Self { part, title: part.title().to_owned(), tab: None, crumb: None, below: nothing(), acts: nothing(), problem: false }
    }

    pub(super) fn render(self, app: &App, signed: &Signed, content: Markup) -> Markup {
        let mut head = PageHead::new(self.title.clone()).crumb(Crumb::to("Settings", "/settings"));
        head = match self.crumb {
            Some(here) => head.crumb(Crumb::to(self.part.title(), self.part.href())).crumb(Crumb::here(here)),
            None => head.crumb(Crumb::here(self.part.title())),
        };
        let parts = Part::ALL.into_iter().filter(|part| part.is_shown(app, signed));
        Page::new(&signed.frame, Area::Settings, format!("{}, settings", self.tab.as_ref().unwrap_or(&self.title))).style("desk.css").problem(self.problem).render(html! {
            (head.below(self.below).acts(self.acts))
            div.settings {
                nav aria-label="Settings" {
                    @for part in parts { a href=(part.href()) aria-current=[(part == self.part).then_some("page")] { (part.title()) } }
                    a href="/settings/placement" { "Placement advisor" }
                    @if sees_hand_over(signed) { a href=(HAND_OVER) { "To give to somebody" } }
                }
                div { (content) }
            }
        })
    }
}
