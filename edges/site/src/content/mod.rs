//! What the site says: facts, texts in four languages, the plan of the self-check. The folder named in the settings is read over what is
//! built in, file by file, so that a program changes one page without carrying all of them.

mod defaults;
mod facts;
mod markdown;
mod plan;
mod review;
mod texts;

pub use facts::{Calls, Facts, HelpLine};
pub use plan::{Ask, Plan, Say, When};
pub use review::{LanguageReview, Unreviewed};
pub use texts::Said;

use std::collections::BTreeMap;
use std::path::Path;

use maud::PreEscaped;

use crate::site::Program;
use crate::{Language, Page};
use texts::Texts;

/// Everything the site says.
#[derive(Debug)]
pub struct Content {
    /// Facts that need no translation.
    pub facts: Facts,
    /// The plan of the self-check.
    pub plan: Plan,
    texts: BTreeMap<Language, Texts>,
    shows_drafts: bool,
}

/// The written part of a page, in the language in which it can be shown.
#[derive(Clone, Debug)]
pub struct Written {
    /// The language it is in: the one that was asked for, or English.
    pub language: Language,
    /// Its heading.
    pub title: String,
    /// Its first sentences.
    pub lead: String,
    /// The rest, as cleaned HTML.
    pub body: PreEscaped<String>,
}

impl Content {
    /// Reads the built-in content, and `folder` over it. With `shows_drafts`, texts are shown that nobody has reviewed.
    ///
    /// # Errors
    /// Every problem at once, each as a sentence that names its file.
    pub fn read(folder: Option<&Path>, program: &Program, shows_drafts: bool) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let mut file = |name: &str| match defaults::file(folder, name) {
            Ok(text) => text,
            Err(problem) => {
                problems.push(problem);
                String::new()
            }
        };
        let (facts, plan) = (file("site.toml"), file("check.toml"));
        let mut sources = Vec::new();
        for language in Language::ALL {
            sources.push((language, texts::Source::read(language, &mut file)));
        }
        let facts: Option<Facts> =
            toml::from_str(&facts).map_err(|error| problems.push(format!("site.toml: {}", error.message()))).ok();
        let plan: Option<Plan> =
            toml::from_str(&plan).map_err(|error| problems.push(format!("check.toml: {}", error.message()))).ok();
        let Some((facts, plan)) = facts.zip(plan) else { return Err(problems) };
        let mut texts = BTreeMap::new();
        for (language, source) in sources {
            match Texts::compile(language, &source, &facts, program) {
                Ok(compiled) => drop(texts.insert(language, compiled)),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(Self { facts, plan, texts, shows_drafts }) } else { Err(problems) }
    }

    /// A text in a language, or in English where nobody has reviewed it.
    #[must_use]
    pub fn say(&self, language: Language, key: &str) -> Said {
        self.say_with(language, key, &[])
    }

    /// The same with values filled in.
    #[must_use]
    pub fn say_with(&self, language: Language, key: &str, values: &[(&str, &str)]) -> Said {
        let shown = self.shown(language, key);
        let text = self.texts.get(&shown).and_then(|texts| texts.format(key, values));
        Said::new(text.unwrap_or_else(|| key.to_owned()), shown, language)
    }

    /// A day, as people of this language say it.
    #[must_use]
    pub fn date(&self, language: Language, day: jiff::civil::Date) -> String {
        let weekday = self.say(language, &format!("weekday-{}", day.weekday().to_monday_one_offset())).text;
        let month = self.say(language, &format!("month-{}", day.month())).text;
        self.say_with(language, "date", &[("weekday", &weekday), ("month", &month), ("day", &day.day().to_string())]).text
    }

    /// A time of day, as people of this language say it.
    #[must_use]
    pub fn time(&self, language: Language, time: jiff::civil::Time) -> String {
        self.texts.get(&self.shown(language, "time")).map(|texts| texts.time(time)).unwrap_or_default()
    }

    /// The written part of a page.
    #[must_use]
    pub fn written(&self, language: Language, page: Page) -> Option<Written> {
        let shown = self.shown(language, &format!("page-{}", page.key()));
        let written = self.texts.get(&shown)?.pages.get(&page)?;
        // Links lead to pages of the language that was asked for, whatever language the words are in.
        let body = markdown::with_links(&written.body, language);
        Some(Written { language: shown, title: written.title.clone(), lead: written.lead.clone(), body: PreEscaped(body) })
    }

    /// The languages that somebody can choose: those that have words which may be shown.
    #[must_use]
    pub fn offered(&self) -> Vec<Language> {
        let has_words = |language: &Language| *language == Language::English || self.shown(*language, "nav-home") == *language;
        Language::ALL.into_iter().filter(has_words).collect()
    }

    /// Whether words in this language may be shown that nobody has reviewed.
    #[must_use]
    pub fn is_draft(&self, language: Language) -> bool {
        self.shows_drafts && self.texts.get(&language).is_some_and(|texts| texts.has_drafts(self.english()))
    }

    /// Whether unreviewed words are shown at all.
    #[must_use]
    pub fn shows_drafts(&self) -> bool {
        self.shows_drafts
    }

    /// Every text with its name, for the linter of public words: `es/page-how`.
    pub fn all_texts(&self) -> impl Iterator<Item = (String, &str)> {
        self.texts.iter().flat_map(|(language, texts)| {
            texts.source.iter().map(move |(key, text)| (format!("{}/{key}", language.code()), text.as_str()))
        })
    }

    /// What a native reader has reviewed, language by language, for the admin screen.
    #[must_use]
    pub fn review(&self) -> Vec<LanguageReview> {
        let others = Language::ALL.into_iter().filter(|language| *language != Language::English);
        others.filter_map(|language| Some(review::of(language, self.texts.get(&language)?, self.english()))).collect()
    }

    fn english(&self) -> &BTreeMap<String, String> {
        static NOTHING: BTreeMap<String, String> = BTreeMap::new();
        self.texts.get(&Language::English).map_or(&NOTHING, |texts| &texts.source)
    }

    /// The language in which a text is shown to somebody who asked for `language`.
    fn shown(&self, language: Language, key: &str) -> Language {
        let Some(texts) = self.texts.get(&language).filter(|_| language != Language::English) else { return Language::English };
        let may = texts.source.contains_key(key) && (self.shows_drafts || texts.is_reviewed(key, self.english()));
        if may { language } else { Language::English }
    }
}
