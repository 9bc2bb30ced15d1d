//! The form: what to call you, a number, how and when, one line. Beside it one field for those who would rather text.

use intake::inquiry::ReachBy;
use maud::{Markup, html};

use super::TRAP;
use crate::Page;
use crate::frame::{Document, View};
use crate::page::Typed;

/// What was typed, as it was typed.
#[derive(Default)]
pub(super) struct Values {
    pub(super) given: String,
    pub(super) phone: String,
    pub(super) reach_by: String,
    pub(super) line: String,
    pub(super) trap: String,
}

impl Values {
    pub(super) fn of(typed: &Typed) -> Self {
        let value = |name: &str| typed.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let value = |name: &str| value(name).unwrap_or_default();
        Self { given: value("given"), phone: value("phone"), reach_by: value("reach_by"), line: value("line"), trap: value(TRAP) }
    }
}

/// Why the form is shown again.
pub(super) enum Trouble {
    /// It is shown for the first time.
    None,
    /// These fields have to be looked at again.
    Fields(Vec<String>),
    /// It was not sent from our page.
    Stale,
    /// Too many at once.
    Busy,
}

impl Trouble {
    fn has(&self, field: &str) -> bool {
        matches!(self, Self::Fields(fields) if fields.iter().any(|known| known == field))
    }
}

pub(crate) fn empty_form(view: &View<'_>) -> Markup {
    form(view, &Values::default(), &Trouble::None)
}

pub(super) fn form(view: &View<'_>, values: &Values, trouble: &Trouble) -> Markup {
    let (title, lead) = (view.say("call-title"), view.say("call-lead"));
    // Whoever only wanted a text and mistyped the number finds it where they typed it.
    let was_short = values.reach_by == ReachBy::Text.as_str() && values.given.is_empty() && values.line.is_empty();
    let nothing = Values::default();
    let (long, short) = if was_short { (&nothing, values) } else { (values, &nothing) };
    let (long_trouble, short_trouble) = if was_short { (&Trouble::None, trouble) } else { (trouble, &Trouble::None) };
    let content = html! {
        div.sheet {
            div.words {
                h1 { (title) }
                p.lead { (lead) }
                (summary(view, trouble))
                (four_fields(view, long, long_trouble))
            }
            aside.beside.rather aria-labelledby="rather" {
                h2 id="rather" { (view.say("call-text-title")) }
                p { (view.say("call-text-lead")) }
                (one_field(view, short, short_trouble))
                hr;
                p { (view.say("call-promise")) }
                p.voice { (view.say("call-voicemail")) }
                p { (view.say("call-no-word")) }
            }
        }
    };
    Document {
        view: *view,
        title: &title.text,
        description: &lead.text,
        words_in: view.language,
        has_problem: !matches!(trouble, Trouble::None),
        is_answer: !matches!(trouble, Trouble::None),
    }
    .render(&content)
}

/// What has to be looked at, each leading to its field.
fn summary(view: &View<'_>, trouble: &Trouble) -> Markup {
    let boxed = |title: &str, words: Markup| html! { div.notice role="alert" tabindex="-1" id="notice" { h2 { (view.say(title)) } (words) } };
    match trouble {
        Trouble::None => html! {},
        Trouble::Stale => boxed("problem-title", html! { p { (view.say("stale-words")) } }),
        Trouble::Busy => boxed("busy-title", html! { p { (view.say("busy-words")) } }),
        Trouble::Fields(fields) => boxed(
            "problem-title",
            html! {
                ul { @for field in fields { li { a href=(format!("#{field}")) { (view.say(&format!("problem-{field}"))) } } } }
                p { (view.say("problem-kept")) }
            },
        ),
    }
}

fn four_fields(view: &View<'_>, values: &Values, trouble: &Trouble) -> Markup {
    html! {
        form.ask method="post" action=(view.href(Page::Call)) {
            (text(view, trouble, &Text { name: "given", label: "call-name", value: &values.given, kind: "text", complete: "given-name", most: 60 }))
            (text(view, trouble, &Text { name: "phone", label: "call-phone", value: &values.phone, kind: "tel", complete: "tel", most: 40 }))
            fieldset.field id="reach_by" tabindex="-1" {
                legend { (view.say("call-how")) }
                (wrong(view, trouble, "reach_by"))
                @for one in ReachBy::ALL {
                    @let id = format!("reach-{}", one.as_str());
                    span.choice {
                        input type="radio" name="reach_by" id=(id) value=(one.as_str()) checked[values.reach_by == one.as_str()];
                        label for=(id) { (view.say(&format!("call-how-{}", one.as_str()))) }
                    }
                }
            }
            (text(view, trouble, &Text { name: "line", label: "call-line", value: &values.line, kind: "text", complete: "off", most: 500 }))
            (trap(view, &values.trap))
            p.acts { button.b.p type="submit" { (view.say("call-send")) } }
        }
    }
}

fn one_field(view: &View<'_>, values: &Values, trouble: &Trouble) -> Markup {
    html! {
        form.ask method="post" action=(view.href(Page::Call)) {
            input type="hidden" name="reach_by" value=(ReachBy::Text.as_str());
            div.field {
                label for="text-phone" { (view.say("call-phone")) }
                (wrong(view, trouble, "phone"))
                input type="tel" name="phone" id="text-phone" value=(values.phone) autocomplete="tel" maxlength="40";
            }
            p.acts { button.b type="submit" { (view.say("call-text-send")) } }
        }
    }
}

struct Text<'a> {
    name: &'static str,
    label: &'static str,
    value: &'a str,
    kind: &'static str,
    complete: &'static str,
    most: u32,
}

fn text(view: &View<'_>, trouble: &Trouble, field: &Text<'_>) -> Markup {
    let is_wrong = trouble.has(field.name);
    let described = if is_wrong { format!("{0}-hint {0}-wrong", field.name) } else { format!("{}-hint", field.name) };
    html! {
        div.field {
            label for=(field.name) { (view.say(field.label)) }
            span.hint id=(format!("{}-hint", field.name)) { (view.say(&format!("{}-hint", field.label))) }
            (wrong(view, trouble, field.name))
            input type=(field.kind) name=(field.name) id=(field.name) value=(field.value) autocomplete=(field.complete)
                maxlength=(field.most) aria-describedby=(described) aria-invalid=[is_wrong.then_some("true")];
        }
    }
}

fn wrong(view: &View<'_>, trouble: &Trouble, field: &str) -> Markup {
    html! { @if trouble.has(field) { span.wrong id=(format!("{field}-wrong")) { (view.say(&format!("problem-{field}"))) } } }
}

/// Out of sight and out of the order of keys; whoever fills it in all the same is told, and nothing is lost.
fn trap(view: &View<'_>, value: &str) -> Markup {
    html! {
        div.trap aria-hidden="true" {
            label for=(TRAP) { (view.say("call-trap")) }
            input type="text" name=(TRAP) id=(TRAP) value=(value) tabindex="-1" autocomplete="off";
        }
    }
}
