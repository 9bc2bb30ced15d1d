//! How somebody likes the pages. Kept for every member of staff, whether or not they have an account yet.

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the computer says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How close rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Close.
    Compact,
    /// As usual.
    #[default]
    Default,
    /// Wide.
    Comfortable,
    /// For fingers.
    Touch,
}

/// How somebody likes the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// How close rows stand.
    pub density: Density,
    /// Whether single letters do something (WCAG 2.1.4).
    pub keys_on: bool,
    /// Whether other eyes see the screen: names become initials after five idle minutes.
    pub shared_screen: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, density: Density::Default, keys_on: true, shared_screen: false }
    }
}

impl Preferences {
    /// As stored; the usual ones where nothing is stored or a later version wrote something else.
    #[must_use]
    pub fn from_stored(body: Option<&str>) -> Self {
        body.and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
    }
}
