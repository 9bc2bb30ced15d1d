//! The questions, on one page: safety first, then a few short groups. Every one can be skipped.

use maud::{Markup, PreEscaped, html};

use super::asked::Group;
use super::{SAFETY, result};
use crate::frame::{Document, View};
use crate::{Language, Page};

pub(crate) fn questions(view: &View<'_>) -> Markup {
    let (title, count) = (view.say("check-title"), view.site.check.count().to_string());
    let lead = view.say_with("check-lead", &[("count", &count)]);
    let content = html! {
        div.sheet.narrow {
            h1 { (title) }
            p.lead { (lead) }
            div.private {
                h2 { (view.say("check-private-title")) }
                p data-with-script hidden { (view.say("check-private-device")) }
                p data-without-script { (view.say("check-private-plain")) }
                p { (view.say("check-skip")) }
            }
            form.check method="post" action=(view.href(Page::Check)) data-check {
                fieldset.group { legend { (view.say("check-safety-title")) } @for one in SAFETY { (safety(view, one)) } }
                @if view.language != Language::English { p.small { (view.say("check-english")) } }
                @for group in &view.site.check.groups { (instrument(view, group)) }
                p.acts { button.b.p type="submit" { (view.say("check-show")) } button.b type="reset" { (view.say("check-clear")) } }
            }
            section.result id="result" tabindex="-1" aria-labelledby="result-title" hidden { (result::every_text(view)) }
            (notices(view))
        }
        script type="application/json" id="check-data" { (PreEscaped(&view.site.check.data)) }
    };
    document(view, &title.text, &lead.text).render(&content)
}

pub(super) fn document<'a>(view: &'a View<'a>, title: &'a str, description: &'a str) -> Document<'a> {
    Document { view: *view, title, description, words_in: view.language, has_problem: false, is_answer: false }
}

/// A question about safety. What to do stands right below and shows itself on yes, by style alone: without script and at once.
fn safety(view: &View<'_>, (name, question, help): (&'static str, &str, &str)) -> Markup {
    html! {
        fieldset.q {
            legend { (view.say(question)) }
            input.yes type="radio" name=(name) value="yes" id=(format!("{name}-yes"));
            label for=(format!("{name}-yes")) { (view.say("check-yes")) }
            input type="radio" name=(name) value="no" id=(format!("{name}-no"));
            label for=(format!("{name}-no")) { (view.say("check-no")) }
            (help_now(view, help))
        }
    }
}

/// What to do now, with the numbers in it.
pub(super) fn help_now(view: &View<'_>, help: &str) -> Markup {
    let lines = view.site.content.facts.help_line.iter().filter(|line| line.key == "emergency" || line.key == "crisis");
    html! {
        div.now role="alert" {
            p { b { (view.say(help)) } }
            p.acts { @for line in lines {
                a.b.s href=(format!("tel:{}", line.digits())) { (view.say_with(&format!("crisis-{}-do", line.key), &[("number", &line.number)])) }
            } }
        }
    }
}

/// An instrument. Its wording is what was tested, so it stays in its language.
fn instrument(view: &View<'_>, group: &Group) -> Markup {
    let other = (view.language != Language::English).then_some("en");
    html! {
        fieldset.group data-instrument=(group.form.id) {
            legend { (view.say(&format!("check-group-{}", group.form.id))) }
            @if let Some(stem) = &group.form.stem { p.stem lang=[other] { (stem) } }
            @for item in &group.items {
                fieldset.q lang=[other] {
                    legend { (item.text.as_deref().unwrap_or_default()) }
                    @if let Some((least, most)) = item.range {
                        div.scale { @for number in least..=most { (choice(&item.id, &number.to_string(), &number.to_string())) } }
                    } @else {
                        div.choices { @for option in &item.options { (choice(&item.id, &option.code, &option.label)) } }
                    }
                }
            }
        }
    }
}

fn choice(name: &str, value: &str, label: &str) -> Markup {
    let id = format!("{name}-{value}");
    html! { span.choice { input type="radio" name=(name) value=(value) id=(id); label for=(id) { (label) } } }
}

/// Whose questions these are (IN-08).
pub(super) fn notices(view: &View<'_>) -> Markup {
    html! {
        details.small { summary { (view.say("result-notice")) }
            ul lang="en" { @for group in &view.site.check.groups {
                li { b { (group.form.short) } ". " (group.form.licence.notice) }
            } }
        }
    }
}
