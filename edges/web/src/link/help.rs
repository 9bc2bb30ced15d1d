//! Help at once, on the person's own screen, when an answer is about their safety: numbers to tap that are settings of the public site,
//! and plain words about who reads the answers and when (IN-13). It stands on every page from then on and cannot be closed.

use intake::paper::Language;
use maud::{Markup, html};

use super::list::digits;
use super::words;
use crate::app::App;

/// What is dialled where no public site says it.
const EVERYWHERE: [(&str, bool); 2] = [("911", false), ("988", true)];

/// The block. `phone` is the program's own number.
pub(super) fn block(app: &App, language: Language, phone: &str) -> Markup {
    let site = app.0.wiring.public.site.as_ref();
    let lines: Vec<(&str, &str, bool)> = match site {
        Some(site) => site
            .help_lines
            .iter()
            .filter(|line| line.is_in_sight)
            .map(|line| (line.name.as_str(), line.number.as_str(), line.may_text))
            .collect(),
        None => EVERYWHERE.iter().map(|(number, may_text)| ("", *number, *may_text)).collect(),
    };
    html! {
        section.told.help role="alert" tabindex="-1" {
            h2 { (words::HELP_TITLE.to(language)) }
            p { (words::HELP_NOW.to(language)) }
            ul {
                @for (name, number, may_text) in lines {
                    li {
                        a.big href=(format!("tel:{}", digits(number))) { (words::CALL.to(language)) " " (number) }
                        @if may_text { a.big.plain href=(format!("sms:{}", digits(number))) { (words::TEXT.to(language)) " " (number) } }
                        @if !name.is_empty() { small lang="en" { (name) } }
                    }
                }
            }
            p { (words::HELP_TOLD.to(language)) }
            @if !phone.is_empty() { p { (words::CALL_US.to(language)) ": " a href=(format!("tel:{}", digits(phone))) { (phone) } } }
        }
    }
}
