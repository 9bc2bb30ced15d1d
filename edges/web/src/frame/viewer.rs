//! Who looks at the page and how they like it: theme, density, keys, lock.

use super::rail::RailItem;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme`; none leaves it to the system.
    #[must_use]
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// Rows of 30 pixels.
    Compact,
    /// Rows of 36 pixels.
    #[default]
    Default,
    /// Rows of 44 pixels.
    Comfortable,
    /// Rows of 56 pixels, for fingers.
    Touch,
}

impl Density {
    /// The value of `data-density`; none is the default.
    #[must_use]
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::Compact => Some("compact"),
            Self::Comfortable => Some("comfortable"),
            Self::Touch => Some("touch"),
        }
    }
}

/// Whether names are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Names as usual.
    #[default]
    Full,
    /// Initials and arrival states only, for screens that others can see.
    Hallway,
}

/// The person signed in, as the rail shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewerBar {
    /// "Jo Alvarez".
    pub name: String,
    /// "LICSW"; empty when there is none.
    pub credential: String,
    /// "JA".
    pub initials: String,
    /// "Clinician, day track".
    pub role_words: String,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// How close rows stand.
    pub density: Density,
    /// Whether single-letter keys work for this person (WCAG 2.1.4).
    pub keys_on: bool,
    /// Minutes without touch until the screen locks; 0 never.
    pub lock_minutes: u16,
    /// Whether other eyes see this screen: the hallway view comes on by itself after 5 idle minutes.
    pub shared_screen: bool,
}

impl ViewerBar {
    /// A person with the usual preferences: system theme, default density, keys on, lock after 5 minutes.
    pub fn new(
        name: impl Into<String>,
        credential: impl Into<String>,
        initials: impl Into<String>,
        role_words: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            credential: credential.into(),
            initials: initials.into(),
            role_words: role_words.into(),
            theme: Theme::default(),
            density: Density::default(),
            keys_on: true,
            lock_minutes: 5,
            shared_screen: false,
        }
    }

    /// "Jo Alvarez, LICSW".
    #[must_use]
    pub fn signed_name(&self) -> String {
        if self.credential.is_empty() { self.name.clone() } else { format!("{}, {}", self.name, self.credential) }
    }
}

/// Everything around a page that depends on who looks and not on the page. Built once per request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The person signed in.
    pub viewer: ViewerBar,
    /// The rail, already cut to what this person may open.
    pub rail: Vec<RailItem>,
    /// "Harbor Street IOP".
    pub program_name: String,
    /// A neutral word about place, shown at the top right: "Day track · Falmouth". Empty shows nothing.
    pub place: String,
    /// The anti-forgery token of this session, for forms and for script.
    pub csrf: String,
    /// Where a new inquiry begins, if this person may begin one.
    pub new_inquiry: Option<String>,
    /// What every page says of this computer: that it carries the program while the line is down.
    pub carried: Option<String>,
}
