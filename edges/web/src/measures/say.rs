//! Scores, bands and changes in words: one way to say each, on every page.

use forms::{Form, Library, Number, Practice, Severity, Verdict};
use maud::{Markup, html};
use measure::{Measure, ScoreChange};

use crate::component::{Chip, Hue, Icon, chip};

/// The form of a measure.
pub(super) fn form(measure: &Measure) -> Option<&'static Form> {
    Library::standard().form(&measure.instrument)
}

/// What the field calls it; its id when the file is no longer there.
pub(super) fn short(instrument: &str) -> &str {
    Library::standard().form(instrument).map_or(instrument, |form| form.short.as_str())
}

/// One line with every score that has a band or a level, and every lone one: `PHQ-9 total 14, Moderate`.
pub(crate) fn line(form: &Form, measure: &Measure) -> String {
    let Some(outcome) = &measure.outcome else { return String::new() };
    let mut parts: Vec<String> = Vec::new();
    for score in &form.scores {
        let id = score.id.as_str();
        if let Some(value) = outcome.scores.get(id) {
            let band = outcome.bands.get(id).and_then(|code| form.band_label(id, code));
            let is_told = band.is_some() || form.bands_of(id).next().is_none() && form.scores.len() <= 4;
            if is_told {
                let mark = if outcome.imputed.iter().any(|known| known == id) { " (one blank filled in)" } else { "" };
                parts.push(format!("{} {value}{}{mark}", score.title, band.map(|band| format!(", {band}")).unwrap_or_default()));
            }
        } else if let Some(bound) = outcome.at_least.get(id).filter(|bound| **bound > 0) {
            parts.push(format!("{} at least {bound}", score.title));
        } else if let Some(level) = outcome.levels.get(id) {
            let floor = if outcome.floor.iter().any(|known| known == id) { "at least " } else { "" };
            parts.push(format!("{}: {floor}{}", score.title, words(level)));
        }
    }
    parts.truncate(4);
    parts.join(" · ")
}

/// `major-depressive-syndrome` as words.
pub(super) fn words(code: &str) -> String {
    code.replace('-', " ")
}

/// `7 less than on Mar 1: improved by at least 5 points (…)`.
pub(super) fn change(change: &ScoreChange, since: &str) -> String {
    let size = change.difference.abs();
    let moved = match change.difference.cmp_whole(0) {
        std::cmp::Ordering::Less => format!("{size} less than on {since}"),
        std::cmp::Ordering::Greater => format!("{size} more than on {since}"),
        std::cmp::Ordering::Equal => format!("The same as on {since}"),
    };
    let said = match change.verdict {
        Verdict::Improved => format!("improved by at least {}", change.reached.join("; ")),
        Verdict::Worsened => format!("worse by at least {}", change.reached.join("; ")),
        Verdict::WithinChance if change.reached.is_empty() => "less than says something by itself".to_owned(),
        Verdict::WithinChance => format!("less than says something by itself; it is {}", change.reached.join("; ")),
        Verdict::NoFigure => "no published figure says what that means".to_owned(),
    };
    let blank = if change.is_imputed { " A blank was filled in for one of the two." } else { "" };
    format!("{moved}: {said}.{blank}")
}

/// The serious alerts of a measure as chips; what exactly was said is one click away.
pub(super) fn alert_chips(form: &Form, measure: &Measure) -> Vec<Chip> {
    let outcome = measure.outcome.as_ref();
    let alerts = outcome.into_iter().flat_map(|outcome| &outcome.alerts).filter_map(|id| form.alert(id));
    let serious: Vec<_> = alerts.filter(|alert| alert.severity >= Severity::Urgent).collect();
    let is_safety = serious.iter().any(|alert| alert.severity == Severity::Critical || is_about_safety(&alert.id));
    if is_safety {
        vec![chip(Hue::Safety, "Safety question").icon(Icon::Shield)]
    } else if serious.is_empty() {
        Vec::new()
    } else {
        vec![chip(Hue::Due, "Asks for a clinician").icon(Icon::Alert)]
    }
}

/// Whether an alert is about somebody's safety.
pub(super) fn is_about_safety(alert: &str) -> bool {
    Practice::standard().is_about_safety(alert)
}

/// A score's value with its range: `14 of 27`.
pub(super) fn of_range(value: Number, range: Option<(i64, i64)>) -> Markup {
    html! { b.num { (value) } @if let Some((_, max)) = range { span.muted { " of " (max) } } }
}
