//! The texts of one language, compiled by Fluent: `words.ftl` and the pages. A page is a message like any other, so facts are filled in by
//! the same rules and it is reviewed as one text.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use maud::{Markup, Render, html};

use super::facts::Facts;
use super::review::Reviewed;
use super::{markdown, review};
use crate::site::Program;
use crate::{Language, Page};

/// A text, and whether it is in the language that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    shown: Language,
    asked: Language,
}

impl Said {
    pub(super) fn new(text: String, shown: Language, asked: Language) -> Self {
        Self { text, shown, asked }
    }

    /// The language, where it differs from that of the page.
    #[must_use]
    pub fn other_language(&self) -> Option<&'static str> {
        (self.shown != self.asked).then(|| self.shown.code())
    }
}

/// Words in another language than the page say so, for those who listen.
impl Render for Said {
    fn render(&self) -> Markup {
        match self.other_language() {
            Some(code) => html! { span lang=(code) { (self.text) } },
            None => html! { (self.text) },
        }
    }
}

/// The files of a language.
pub(super) struct Source {
    words: String,
    pages: Vec<(Page, String)>,
    reviewed: String,
}

impl Source {
    pub(super) fn read(language: Language, file: &mut impl FnMut(&str) -> String) -> Self {
        let code = language.code();
        Self {
            words: file(&format!("{code}/words.ftl")),
            pages: Page::written().map(|page| (page, file(&format!("{code}/{}.md", page.key())))).collect(),
            reviewed: file(&format!("{code}/reviewed.toml")),
        }
    }
}

/// A page as it is shown, with links that do not know their language yet.
#[derive(Debug)]
pub(super) struct PageText {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) body: String,
}

/// The texts of one language.
pub(super) struct Texts {
    bundle: FluentBundle<FluentResource>,
    fixed: Vec<(&'static str, String)>,
    /// Every text as written, by name.
    pub(super) source: BTreeMap<String, String>,
    pub(super) pages: BTreeMap<Page, PageText>,
    reviewed: Reviewed,
}

impl Texts {
    /// Compiles the files of a language.
    ///
    /// # Errors
    /// Every problem of its files.
    pub(super) fn compile(language: Language, from: &Source, facts: &Facts, program: &Program) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let code = language.code();
        let written: String =
            from.pages.iter().filter(|(_, text)| !text.is_empty()).map(|(page, text)| as_messages(*page, text)).collect();
        let mut bundle = FluentBundle::new_concurrent(vec![code.parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        for (name, text) in [("words.ftl", &from.words), ("a page", &written)] {
            let resource = FluentResource::try_new(text.clone()).unwrap_or_else(|(resource, errors)| {
                problems.extend(errors.iter().map(|error| format!("{code}/{name}: {error}.")));
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                problems.extend(errors.iter().map(|error| format!("{code}/{name}: {error}.")));
            }
        }
        let reviewed = review::parse(&from.reviewed).unwrap_or_else(|problem| {
            problems.push(format!("{code}/reviewed.toml: {problem}"));
            Reviewed::default()
        });
        let mut source = words_of(&from.words);
        source.extend(
            from.pages
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(page, text)| (format!("page-{}", page.key()), text.trim().to_owned())),
        );
        let mut texts = Self { bundle, fixed: Vec::new(), source, pages: BTreeMap::new(), reviewed };
        texts.fixed = texts.fixed_values(facts, program);
        let pages = from.pages.iter().filter(|(_, text)| !text.is_empty()).map(|(page, _)| (*page, texts.page(*page)));
        texts.pages = pages.collect();
        if problems.is_empty() { Ok(texts) } else { Err(problems) }
    }

    /// A text with its values; nothing when there is no such text.
    pub(super) fn format(&self, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::new();
        for (name, value) in &self.fixed {
            args.set(*name, value.as_str());
        }
        for (name, value) in values {
            args.set((*name).to_owned(), (*value).to_owned());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::warn!(key, "a text of the public site names a value that is not there");
        }
        Some(text)
    }

    /// Whether a native reader has reviewed a text as it stands, and its English as it stands.
    pub(super) fn is_reviewed(&self, key: &str, english: &BTreeMap<String, String>) -> bool {
        self.reviewed.covers(key, self.source.get(key), english.get(key))
    }

    /// Whether a text was reviewed once, in whatever words.
    pub(super) fn was_reviewed(&self, key: &str) -> bool {
        self.reviewed.names(key)
    }

    /// Whether any text is not reviewed.
    pub(super) fn has_drafts(&self, english: &BTreeMap<String, String>) -> bool {
        english.keys().any(|key| !self.is_reviewed(key, english))
    }

    fn page(&self, page: Page) -> PageText {
        let part = |part: &str| self.format(&format!("page-{}-{part}", page.key()), &[]).unwrap_or_default();
        PageText { title: part("title"), lead: part("lead"), body: markdown::html(&part("body")) }
    }

    /// What may be named in every text.
    fn fixed_values(&self, facts: &Facts, program: &Program) -> Vec<(&'static str, String)> {
        let day = |at: Option<&jiff::civil::Weekday>| {
            let number = at.map_or(1, |day| day.to_monday_one_offset());
            self.format(&format!("weekday-{number}"), &[]).unwrap_or_default()
        };
        let (first, last) = (day(facts.calls.days.first()), day(facts.calls.days.last()));
        let (from, to) = (self.time(facts.calls.opens), self.time(facts.calls.closes));
        let hours = self.format("hours", &[("from", &from), ("to", &to), ("first", &first), ("last", &last)]);
        vec![
            ("program", program.public_name.clone()),
            ("neutral", program.neutral_name.clone()),
            ("street", program.street.clone()),
            ("city", program.city.clone()),
            ("state", program.state.clone()),
            ("zip", program.zip.clone()),
            ("phone", program.phone.clone()),
            ("phoneLink", program.phone_link.clone()),
            ("who", facts.answered_by.clone()),
            ("licence", facts.licence.clone()),
            ("insurers", facts.insurers.join(", ")),
            ("hours", hours.unwrap_or_default()),
            ("late", self.time(facts.calls.late_from)),
        ]
    }

    /// A time of day, as people of this language say it.
    pub(super) fn time(&self, time: jiff::civil::Time) -> String {
        let hour = time.hour();
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let half = match hour {
            0..=11 => "am",
            12..=17 => "pm",
            _ => "night",
        };
        let values = [
            ("hour12", twelve.to_string()),
            ("hour24", hour.to_string()),
            ("minute", format!("{:02}", time.minute())),
            ("half", half.to_owned()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.format("time", &values).unwrap_or_default()
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Texts").field("texts", &self.source.len()).finish_non_exhaustive()
    }
}

/// A page as three Fluent messages: its heading, its first paragraph, the rest.
fn as_messages(page: Page, text: &str) -> String {
    let text = text.trim_start();
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (lead, body) = rest.trim_start().split_once("\n\n").unwrap_or((rest, ""));
    let key = page.key();
    let one = |part: &str, text: &str| format!("page-{key}-{part} =\n{}\n", indented(text.trim()));
    [one("title", title.trim_start_matches("# ")), one("lead", lead), one("body", body)].concat()
}

/// The lines of a Fluent pattern: set in, and with nothing at their beginning that Fluent would read as its own.
fn indented(text: &str) -> String {
    let line = |line: &str| match line.chars().next() {
        None => "\n".to_owned(),
        Some(first) if "[*.}".contains(first) => {
            format!("    {{\"{first}\"}}{}\n", line.get(first.len_utf8()..).unwrap_or_default())
        }
        Some(_) => format!("    {line}\n"),
    };
    if text.is_empty() { "    {\"\"}\n".to_owned() } else { text.lines().map(line).collect() }
}

/// Every message of a Fluent file as written, by name. Fluent's own parser says what is a message; here only where each begins and ends.
fn words_of(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some(value) = open.as_ref().and_then(|key| found.get_mut(key)) {
                value.push('\n');
                value.push_str(line.trim());
            }
            continue;
        }
        open = line.split_once('=').filter(|_| !line.starts_with('#')).map(|(key, value)| {
            let key = key.trim().to_owned();
            found.insert(key.clone(), value.trim().to_owned());
            key
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_heading_a_first_paragraph_and_the_rest() {
        let messages = as_messages(Page::How, "# How it works\n\nFirst words.\n\n## One\n\n- a\n\n*b*\n");
        assert_eq!(
            messages,
            "page-how-title =\n    How it works\n\npage-how-lead =\n    First words.\n\npage-how-body =\n    ## One\n\n    - a\n\n    {\"*\"}b*\n\n"
        );
    }

    #[test]
    fn the_words_of_a_file_are_found_with_their_further_lines() {
        let words = words_of("# a comment = no\na = one\n\nb = two { $x ->\n    [one] 1\n   *[other] 2\n    }\n");
        assert_eq!(words.len(), 2);
        assert_eq!(words.get("b").map(String::as_str), Some("two { $x ->\n[one] 1\n*[other] 2\n}"));
    }
}
