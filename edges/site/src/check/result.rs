//! What the answers say, in plain words, and what can be done next. One list of texts serves the script, which shows some of them, and the
//! form without script, which is answered with those alone.

use forms::{Answer, Answers, ContextValues, Item};
use maud::{Markup, html};

use super::asked::Group;
use super::page::{document, help_now};
use super::{SAFETY, page};
use crate::Page;
use crate::content::Say;
use crate::frame::View;
use crate::page::Typed;

/// The answer to a form without script. Nothing of it is kept: it ends with this page.
pub(crate) fn answered(view: &View<'_>, typed: &Typed) -> Markup {
    let value = |name: &str| typed.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let said = |text: &Say| text.when.iter().all(|when| holds(view, when, &value));
    let texts: Vec<&Say> = view.site.check.say.iter().filter(|text| said(text)).collect();
    let dangers: Vec<&str> = SAFETY.iter().filter(|(name, ..)| value(name) == Some("yes")).map(|(_, _, help)| *help).collect();
    let title = view.say("result-title");
    let content = html! {
        div.sheet.narrow {
            section.result {
                h1 { (title) }
                @if !dangers.is_empty() { p.safety { (view.say("result-safety")) } @for help in &dangers { (help_now(view, help)) } }
                @for text in &texts { p.finding { (view.say(&text.words)) } }
                @if texts.is_empty() && dangers.is_empty() { p.finding { (view.say("result-none")) } }
                (next(view))
            }
            (page::notices(view))
        }
    };
    let mut document = document(view, &title.text, &title.text);
    document.is_answer = true;
    document.render(&content)
}

/// Every text that may be said, each silent until the script finds that it holds.
pub(super) fn every_text(view: &View<'_>) -> Markup {
    html! {
        h2 id="result-title" { (view.say("result-title")) }
        div data-danger hidden { p.safety { (view.say("result-safety")) } }
        @for text in &view.site.check.say { p.finding data-say hidden { (view.say(&text.words)) } }
        p.finding data-none hidden { (view.say("result-none")) }
        (next(view))
    }
}

fn next(view: &View<'_>) -> Markup {
    html! {
        h2 { (view.say("result-next-title")) }
        ul.next {
            li { a href=(view.href(Page::Call)) { (view.say("result-next-call")) } }
            li { a href=(view.href(Page::Fit)) { (view.say("result-next-read")) } }
            li { a href=(view.href(Page::Families)) { (view.say("result-next-family")) } }
        }
        p.small { (view.say("result-forgotten")) }
    }
}

fn holds<'t>(view: &View<'_>, when: &crate::content::When, value: &impl Fn(&str) -> Option<&'t str>) -> bool {
    let group = view.site.check.groups.iter().find(|group| group.form.id == when.instrument);
    group.is_some_and(|group| {
        let filled = group.form.read_answers(&answers(group, value), &ContextValues::new());
        filled.is_ok_and(|filled| when.holds(&group.form.score(&filled)))
    })
}

/// The answers that fit; what cannot be an answer is none.
fn answers<'t>(group: &Group, value: &impl Fn(&str) -> Option<&'t str>) -> Answers {
    let read = |item: &&Item| {
        let text = value(&item.id)?;
        let answer = match item.range {
            Some((least, most)) => Answer::Number(text.parse::<i64>().ok().filter(|number| (least..=most).contains(number))?),
            None => Answer::Code(item.option(text)?.code.clone()),
        };
        Some((item.id.clone(), answer))
    };
    group.items.iter().filter_map(read).collect()
}
