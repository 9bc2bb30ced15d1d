//! What the machine checked before signing, as findings with a link to the spot.

use maud::{Markup, html};

use crate::component::Icon;

/// What a finding means for signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// In order.
    Fine,
    /// Worth a look; does not stop.
    Look,
    /// Stops signing until fixed.
    Stops,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it means for signing.
    pub verdict: Verdict,
    /// One sentence.
    pub words: String,
    /// The spot.
    pub href: Option<String>,
}

/// The list of findings.
#[must_use]
pub fn findings(findings: &[Finding]) -> Markup {
    html! {
        ul.finds {
            @for finding in findings {
                @let (class, icon, spoken) = match finding.verdict {
                    Verdict::Fine => ("ok", Icon::Check, "In order: "),
                    Verdict::Look => ("fix", Icon::Thread, "Look: "),
                    Verdict::Stops => ("stop", Icon::Alert, "Stops signing: "),
                };
                li.(class) {
                    (icon)
                    span {
                        span.vh { (spoken) }
                        @match &finding.href { Some(href) => { a href=(href) { (finding.words) } } None => { (finding.words) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_whether_it_stops_and_leads_to_the_spot() {
        let finding = Finding {
            verdict: Verdict::Stops,
            words: "Add one line that is only about Sam".into(),
            href: Some("#note-9".into()),
        };
        let drawn = findings(&[finding]).into_string();
        assert!(drawn.contains("Stops signing: ") && drawn.contains("href=\"#note-9\""));
    }
}
