//! The card of the one person whose part is written: took part, seemed, what they work on and how it moved, the words that are
//! only about them, minutes by the door.

use access::Actor;
use maud::{Markup, html};
use schedule::attendance::Arrival;
use treatment::concern::ConcernKind;
use treatment::group_note::{Composer, ComposerPerson, Moved, ObjectiveChoice, Part, Participation, Presentation};
use treatment::note_check::{Certainty, Check};
use vocabulary::ProgramZone;
use vocabulary::day::short_day;

use super::checks::given;
use super::conflict::{Kept, kept};
use super::people::arrival;
use super::read::TypedOwn;
use super::shared::answer_buttons;
use crate::component::{Banner, Button, ChoiceRow, Field, Icon, Tick, csrf_field, key_hint};

/// Somebody else's save is told for so long, in minutes.
const TOLD_FOR: i64 = 10;

/// What the card needs beside the person.
pub(super) struct Drawing<'a> {
    pub(super) zone: &'a ProgramZone,
    pub(super) actor: &'a Actor,
    pub(super) csrf: &'a str,
    pub(super) composer: &'a Composer,
    pub(super) person: &'a ComposerPerson,
    pub(super) typed: &'a TypedOwn,
    pub(super) conflict: Option<Markup>,
    /// Whether the actor may keep counseling notes of their own.
    pub(super) may_keep_apart: bool,
}

/// The id of the card's form, for buttons outside it.
pub(super) const FORM: &str = "open-card";

pub(super) fn card(drawing: &Drawing<'_>) -> Markup {
    let (composer, person, typed) = (drawing.composer, drawing.person, drawing.typed);
    let action = format!("/sessions/{}/draft/{}", composer.session, person.patient);
    html! {
        form id=(FORM) method="post" action=(action) data-autosave=(action) {
            (csrf_field(drawing.csrf))
            // The first button of a form is what Enter in a field presses.
            button.vh type="submit" name="then" value="next" tabindex="-1" aria-hidden="true" { "Ready" }
            input type="hidden" name="version" value=(person.own_version);
            @if typed.own.is_ready { input type="hidden" name="is_ready" value="1"; }
            div.hd {
                h2 { (person.name.short()) } span.att { (head(drawing)) }
                @if drawing.may_keep_apart {
                    (Button::quiet("Counseling note").icon(Icon::Lock).small().href(format!("/patients/{}/counseling-notes/new?session={}&day={}", person.patient, composer.session, composer.day)))
                }
                (Button::quiet("Open chart").href(format!("/patients/{}", person.patient)).small())
            }
            (banners(drawing))
            @if let Some(both) = &drawing.conflict { div data-conflict tabindex="-1" { (both) } }
            (choices(typed))
            (objectives(drawing))
            (words(drawing))
            (minutes(drawing))
            div.foot {
                (key_hint(&[(&["J", "K"], "next, back"), (&["1–5"], "took part"), (&["O"], "objective"), (&["W"], "words")]))
                @if typed.own.is_ready { (Button::quiet("Not ready after all").named("then", "not_ready").small()) }
                (Button::plain("Ready, next person").named("then", "next").key("Enter"))
            }
        }
        (kept(drawing.csrf, composer, Part::Own(person.patient), &Kept { zone: drawing.zone, now: &typed.own.words }))
    }
}

/// "Here 8:52 · 75 min": since when, and the minutes that the note will say.
fn head(drawing: &Drawing<'_>) -> String {
    let person = drawing.person;
    let since = match &person.arrival {
        Arrival::Here(at) => format!("Here {}", drawing.zone.clock_short(*at)),
        Arrival::Late(at) => format!("Came {}", drawing.zone.clock_short(*at)),
        Arrival::Remote(at) => format!("By video {}", drawing.zone.clock_short(*at)),
        _ => arrival(drawing.zone, person),
    };
    match person.own.stated_minutes {
        Some(minutes) => format!("{since} · {minutes} min stated, {} by the door", person.door_minutes),
        None => format!("{since} · {} min", person.door_minutes),
    }
}

fn banners(drawing: &Drawing<'_>) -> Markup {
    let person = drawing.person;
    let other = person.own_saved.as_ref().filter(|(by, _, at)| {
        let now = drawing.composer.saved_at.unwrap_or(*at);
        *by != drawing.actor.staff && at.duration_until(now).as_mins() <= TOLD_FOR
    });
    html! {
        @for concern in &person.concerns {
            @let banner = if concern.kind == ConcernKind::Safety { Banner::safety(concern.sentence.clone()) } else { Banner::due(concern.sentence.clone()) };
            (banner.link("See it", format!("/concerns/{}/close", concern.id)))
        }
        @if let Some((_, by, at)) = other {
            (Banner::info(format!("{by} wrote here, saved {}. If you both write, both texts are kept.", drawing.zone.clock_short(*at))).icon(Icon::Edit))
        }
    }
}

fn choices(typed: &TypedOwn) -> Markup {
    let pairs = |all: &'static [Participation]| all.iter().map(|one| (one.as_str(), one.words()));
    let took = typed.own.participation.map(Participation::as_str).unwrap_or_default();
    let mut seemed = ChoiceRow::many("seemed", "Seemed");
    for one in Presentation::ALL {
        seemed = seemed.choice(one.as_str(), one.words());
    }
    for one in &typed.own.presentation {
        seemed = seemed.chosen(one.as_str());
    }
    html! {
        div.fq {
            span.lab aria-hidden="true" { "Took part" }
            (ChoiceRow::one("part", "Took part").choices(pairs(Participation::ALL)).chosen(took).keys())
        }
        div.fq { span.lab aria-hidden="true" { "Seemed" } (seemed) }
    }
}

/// What the person works on: what was last worked on is ticked already, the rest of the plan is behind "Other objective".
fn objectives(drawing: &Drawing<'_>) -> Markup {
    let (person, typed) = (drawing.person, drawing.typed);
    let is_touched = |choice: &&ObjectiveChoice| typed.own.touched.iter().any(|touched| touched.objective == choice.id);
    let mut first: Vec<&ObjectiveChoice> = person.objectives.iter().filter(is_touched).collect();
    if first.is_empty() {
        first.extend(person.objectives.first());
    }
    let others: Vec<&ObjectiveChoice> =
        person.objectives.iter().filter(|choice| !first.iter().any(|known| known.id == choice.id)).collect();
    html! {
        div.fq {
            span.lab { "Working on" }
            div.obs {
                @if person.objectives.is_empty() {
                    p.hint id="objective" tabindex="-1" { "No plan with an open objective yet. " a href={ "/patients/" (person.patient) "/plan" } { "Write the plan" } ", then link it here." }
                }
                @for (at, choice) in first.iter().enumerate() {
                    (tick(drawing, choice, at == 0))
                    div.line {
                        (moved(drawing, choice, at == 0))
                        @if at + 1 == first.len() && !others.is_empty() {
                            details.other {
                                summary.b.q.sm { (Icon::Plus) "Other objective" }
                                div.obs { @for choice in &others { (tick(drawing, choice, false)) div.line { (moved(drawing, choice, false)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn tick(drawing: &Drawing<'_>, choice: &ObjectiveChoice, is_first: bool) -> Markup {
    let touched = drawing.typed.own.touched.iter().find(|touched| touched.objective == choice.id);
    let small = match choice.last {
        Some((day, Some(moved))) => {
            format!("Carried from the plan. Last on {}: {}", short_day(day), moved.words().to_lowercase())
        }
        Some((day, None)) => format!("Carried from the plan. Last on {}", short_day(day)),
        None => "From the plan. Not worked on in a note yet".to_owned(),
    };
    let words = format!("{} {}, by {}", choice.number, choice.words.trim_end_matches('.'), choice.due.strftime("%B %-d"));
    let mut tick = Tick::new("objective", choice.id.to_string(), words).small(small).checked(touched.is_some());
    if is_first {
        tick = tick.id("objective");
    }
    html! { (tick) }
}

/// How it moved. The first one has a key for each answer.
fn moved(drawing: &Drawing<'_>, choice: &ObjectiveChoice, has_keys: bool) -> Markup {
    let now = drawing.typed.own.touched.iter().find(|touched| touched.objective == choice.id).and_then(|touched| touched.moved);
    let name = format!("moved-{}", choice.id);
    let key = |moved: Moved| moved.words().get(..1).unwrap_or_default().to_owned();
    html! {
        fieldset.moved {
            legend.vh { "How objective " (choice.number) " moved" }
            span aria-hidden="true" { "Moved" }
            @for one in Moved::ALL.iter().copied() {
                label.t data-key=[has_keys.then(|| key(one))] {
                    input type="radio" name=(name) value=(one.as_str()) checked[now == Some(one)];
                    (Icon::Check)
                    @if has_keys { kbd aria-hidden="true" { (key(one)) } }
                    (one.words())
                }
            }
        }
    }
}

fn words(drawing: &Drawing<'_>) -> Markup {
    let (person, typed) = (drawing.person, drawing.typed);
    let label = format!("Only {}", given(person));
    let possible: Vec<&str> = drawing
        .composer
        .findings
        .iter()
        .filter(|finding| finding.person == Some(person.patient))
        .filter_map(|finding| match &finding.check {
            Check::NamesAnother { certainty: Certainty::Possible, found, .. } => Some(found.as_str()),
            _ => None,
        })
        .collect();
    html! {
        div.fq {
            span.lab aria-hidden="true" { (label) }
            div.obs {
                (Field::area("words", label.clone(), 2).enter_next().value(typed.own.words.clone()))
                (answer_buttons(&possible, &typed.own.answered))
            }
        }
    }
}

/// Minutes come from the door. Whoever knows better says so, with a reason.
fn minutes(drawing: &Drawing<'_>) -> Markup {
    let (person, typed) = (drawing.person, drawing.typed);
    let disagrees = drawing
        .composer
        .findings
        .iter()
        .any(|finding| finding.person == Some(person.patient) && matches!(finding.check, Check::MinutesDisagree { .. }));
    let is_stated = !typed.minutes.is_empty() || !typed.own.minutes_reason.is_empty() || disagrees;
    html! {
        div.fq {
            span.lab { "Minutes" }
            details.minutes open[is_stated || !typed.problems.is_empty()] {
                summary { (person.door_minutes) " by the door. " span.link { "State other minutes" } }
                div.stated {
                    (Field::number("minutes", "Minutes").value(typed.minutes.clone()).problems(&typed.problems))
                    (Field::text("minutes_reason", "Why they differ from the door").value(typed.own.minutes_reason.clone()))
                    @if is_stated { (Button::plain(format!("Take the door’s {}", person.door_minutes)).named("minutes_choice", "door").small()) }
                }
            }
        }
    }
}
