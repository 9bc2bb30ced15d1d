//! The crisis block: the first thing on every page, one tap from a call, before anything loads (ux 6.2). Three degrees of urgency first,
//! the rest under them.

use maud::{Markup, html};

use super::View;
use crate::Page;
use crate::content::HelpLine;

pub(super) fn block(view: &View<'_>) -> Markup {
    let lines = &view.site.content.facts.help_line;
    let (sight, more): (Vec<&HelpLine>, Vec<&HelpLine>) = lines.iter().partition(|line| line.is_in_sight());
    html! {
        section.crisis aria-labelledby="crisis-title" {
            div.crisis-top {
                h2 id="crisis-title" { (view.say("crisis-title")) }
                a.leave href=(view.site.content.facts.leave_to) rel="noreferrer" data-leave { (view.say("leave")) }
            }
            ul.lines { @for line in sight { (one(view, line)) } }
            details.more open[view.page == Page::Help] {
                summary { (view.say("crisis-more")) }
                ul.lines {
                    @for line in more { (one(view, line)) }
                    (us(view))
                }
                p.small { a href=(view.href(Page::Help)) { (view.say("crisis-overdose")) } }
            }
        }
    }
}

fn one(view: &View<'_>, line: &HelpLine) -> Markup {
    let values = [("number", line.number.as_str()), ("name", line.name.as_str())];
    let text = |part: &str| view.say_with(&format!("crisis-{}{part}", line.key), &values);
    html! {
        li.line data-line=(line.key) {
            span.what { (text("")) }
            a.call href=(format!("tel:{}", line.digits())) { (text("-do")) }
            span.hint {
                span.about { (text("-more")) }
                @if line.may_text { " " a href=(format!("sms:{}", line.digits())) { (view.say_with("crisis-text", &values)) } }
            }
        }
    }
}

fn us(view: &View<'_>) -> Markup {
    let phone = &view.site.program.phone;
    html! {
        li.line {
            span.what { (view.say("crisis-us")) }
            a.call href=(format!("tel:{}", view.site.program.phone_link)) { (view.say_with("crisis-us-do", &[("number", phone)])) }
            span.hint { (view.say("crisis-us-more")) }
        }
    }
}
