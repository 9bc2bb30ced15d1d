//! How a program uses the instruments: which form follows which, what is due when, which alerts are about safety, which questions are
//! asked in private. Data of our own, beside the instruments' files, so that a change is a change of data (IN-14, IN-21).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Library;

const TEXT: &str = include_str!("../data/practice.toml");

static STANDARD: LazyLock<Practice> = LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// How instruments are used.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Alert ids that are about somebody's safety: they stand first on the board.
    pub safety_alerts: Vec<String>,
    /// Link ids that are asked in private: never by a link, never with somebody else there (IN-14).
    pub private_items: Vec<String>,
    /// Which form follows an alert.
    #[serde(rename = "chain")]
    pub chains: Vec<Chain>,
    /// What is due when.
    #[serde(rename = "occasion")]
    pub occasions: Vec<Occasion>,
}

/// A form that follows an alert.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// The alert.
    pub alert: String,
    /// The form.
    pub then: String,
    /// Whether it is asked for by itself, or only offered to the clinician.
    pub is_requested: bool,
    /// The rule.
    pub rule: String,
}

/// When a set of forms is due.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// Its name: `assessment`, `weekly`.
    pub id: String,
    /// In words.
    pub title: String,
    /// Which forms.
    pub instruments: Vec<String>,
    /// The rule.
    pub rule: String,
}

impl Practice {
    /// What is built in.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// Whether an alert is about somebody's safety.
    #[must_use]
    pub fn is_about_safety(&self, alert: &str) -> bool {
        self.safety_alerts.iter().any(|known| known == alert)
    }

    /// Whether a question is asked in private.
    #[must_use]
    pub fn is_private(&self, link_id: &str) -> bool {
        self.private_items.iter().any(|known| known == link_id)
    }

    /// Which forms follow an alert.
    pub fn after<'a>(&'a self, alert: &'a str) -> impl Iterator<Item = &'a Chain> {
        self.chains.iter().filter(move |chain| chain.alert == alert)
    }

    /// The forms of an occasion.
    #[must_use]
    pub fn occasion(&self, id: &str) -> Option<&Occasion> {
        self.occasions.iter().find(|occasion| occasion.id == id)
    }

    /// What names a form, an alert or an item that a library does not have (IN-A13).
    #[must_use]
    pub fn not_in<'a>(&'a self, library: &Library) -> Vec<&'a str> {
        let forms = self.occasions.iter().flat_map(|occasion| &occasion.instruments);
        let forms = forms.chain(self.chains.iter().map(|chain| &chain.then)).filter(|id| library.form(id).is_none());
        let knows = |alert: &str| library.forms().iter().any(|form| form.alert(alert).is_some());
        let alerts = self.safety_alerts.iter().chain(self.chains.iter().map(|chain| &chain.alert)).filter(|id| !knows(id));
        let items = self.private_items.iter().filter(|id| library.form_with_item(id).is_none());
        forms.chain(alerts).chain(items).map(String::as_str).collect()
    }
}
