//! Two texts that met: both side by side, nothing lost; and the texts that were kept aside, with a way back.

use jiff::Timestamp;
use maud::{Markup, html};
use treatment::group_note::{Composer, ComposerPerson, OwnPart, Part, SharedPart};
use vocabulary::ProgramZone;

use crate::component::{Button, Icon, csrf_field};

/// One of two texts.
pub(super) struct Text {
    /// "Yours, not saved yet", "Ken Osei, saved 10:21".
    pub(super) whose: String,
    /// The choices in one line.
    pub(super) choices: String,
    /// The words.
    pub(super) words: String,
}

/// An own part in words.
pub(super) fn own_text(whose: String, person: &ComposerPerson, own: &OwnPart) -> Text {
    let mut choices: Vec<String> = own.participation.map(|took| took.words().to_owned()).into_iter().collect();
    choices.extend(own.presentation.iter().map(|seemed| seemed.words().to_owned()));
    for touched in &own.touched {
        let number = person.objectives.iter().find(|o| o.id == touched.objective).map_or("objective", |o| o.number.as_str());
        let moved = touched.moved.map(|moved| format!(" {}", moved.words().to_lowercase())).unwrap_or_default();
        choices.push(format!("{number}{moved}"));
    }
    if let Some(minutes) = own.stated_minutes {
        choices.push(format!("{minutes} minutes stated"));
    }
    Text { whose, choices: choices.join(" · "), words: own.words.clone() }
}

/// The shared part in words.
pub(super) fn shared_text(whose: String, zone: &ProgramZone, part: &SharedPart) -> Text {
    let mut choices = vec![part.topic.clone()];
    choices.extend(part.techniques.iter().cloned());
    let times = [part.started_at, part.ended_at].into_iter().flatten().map(|at| zone.clock_short(at));
    choices.push(times.collect::<Vec<_>>().join(" to "));
    choices.retain(|choice| !choice.is_empty());
    Text { whose, choices: choices.join(" · "), words: part.summary.clone() }
}

/// Both texts with the two ways on. `against` is the version of the other one. It stands inside the part's form.
pub(super) fn both(mine: &Text, theirs: &Text, against: i64) -> Markup {
    html! {
        div.clash role="group" aria-labelledby="clash" {
            h3 id="clash" { (Icon::Alert) "Two people wrote this part. Both texts are kept." }
            div.both { (text(mine)) (text(theirs)) }
            input type="hidden" name="against" value=(against);
            div.acts {
                (Button::plain("Keep mine").named("keep", "mine").small())
                (Button::plain("Keep theirs").named("keep", "theirs").small())
                span.muted { "The other one stays under Kept texts." }
            }
        }
    }
}

fn text(text: &Text) -> Markup {
    html! {
        div {
            b { (text.whose) }
            @if !text.choices.is_empty() { span.muted { (text.choices) } }
            pre { @if text.words.is_empty() { "No words yet." } @else { (text.words) } }
        }
    }
}

/// What the kept texts are shown against.
pub(super) struct Kept<'a> {
    pub(super) zone: &'a ProgramZone,
    /// The words that stand now: a kept text that says the same is not shown.
    pub(super) now: &'a str,
}

/// The texts kept aside for a part, each with a button that takes it over.
pub(super) fn kept(csrf: &str, composer: &Composer, part: Part, around: &Kept<'_>) -> Markup {
    let mut all: Vec<(&str, Timestamp, &str)> = Vec::new();
    for aside in composer.kept_aside.iter().filter(|aside| aside.part == part) {
        let is_known = all.iter().any(|(by, _, words)| *by == aside.by && *words == aside.words);
        if !is_known && !aside.words.trim().is_empty() && aside.words != around.now {
            all.push((&aside.by, aside.at, &aside.words));
        }
    }
    let version = match part {
        Part::Shared => composer.shared_version,
        Part::Own(id) => composer.people.iter().find(|person| person.patient == id).map_or(0, |person| person.own_version),
    };
    html! {
        @if !all.is_empty() {
            details.kept {
                summary { (Icon::Undo) "Kept texts (" (all.len()) ")" }
                @for (by, at, words) in all {
                    form method="post" action={ "/sessions/" (composer.session) "/take-over" } {
                        (csrf_field(csrf))
                        input type="hidden" name="of" value=(part.as_text());
                        input type="hidden" name="version" value=(version);
                        input type="hidden" name="words" value=(words);
                        p { b { (by) } span.muted { ", " (around.zone.clock_short(at)) } }
                        pre { (words) }
                        (Button::plain("Use this text").about(format!("of {by}")).small())
                    }
                }
            }
        }
    }
}
