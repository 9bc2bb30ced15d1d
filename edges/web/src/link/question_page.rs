//! One question in large type with real radio buttons, the end, and what stands there once it was handed in. Nothing here knows any
//! instrument: words, choices and numbers are those of its file (IN-01), with the holder's notice below (IN-08).

use forms::{Answer, Answers, Asked, Filled, Item, Wording};
use intake::paper::Language;
use maud::{Markup, html};

use super::visit::Visiting;
use super::words::{self, Say};
use crate::form::Sent;

/// What every screen of a measure has.
pub(super) struct Screen<'a> {
    pub(super) visiting: &'a Visiting,
    pub(super) wording: Wording<'a>,
    pub(super) answers: &'a Answers,
    /// Where it stands and where its form is sent.
    pub(super) address: String,
    /// Help, when an answer was about their safety.
    pub(super) help: Option<Markup>,
    /// What is wrong with what was sent.
    pub(super) told: Option<&'a Say>,
}

impl Screen<'_> {
    /// One question. What was sent is shown again when it was no answer.
    pub(super) fn question(&self, item: &Item, filled: &Filled, sent: Option<&Sent>) -> Markup {
        let language = self.visiting.language;
        let chosen = self.chosen(item, sent);
        html! {
            @if let Some(help) = &self.help { (help) }
            (self.head())
            p.hint { (words::QUESTION.to(language)) " " (self.progress(item, filled)) }
            form.question method="post" action=(self.address) {
                input type="hidden" name="csrf" value=(self.visiting.csrf());
                fieldset {
                    legend lang=(self.wording.language()) {
                        @if let Some(stem) = self.wording.stem() { span.stem { (stem) } }
                        h1 id="question" { (self.wording.question(item).unwrap_or_default()) }
                    }
                    @if let Some((least, most)) = item.range { (self.number(least, most, &chosen)) }
                    @else { (self.choices(item, &chosen)) }
                }
                button.big type="submit" name="go" value="next" { (words::GO_ON.to(language)) }
                button.big.plain type="submit" name="go" value="back" formnovalidate { (words::BACK.to(language)) }
                button.quiet type="submit" name="go" value="skip" formnovalidate { (words::RATHER_NOT.to(language)) }
            }
            (self.foot())
        }
    }

    fn number(&self, least: i64, most: i64, chosen: &[String]) -> Markup {
        let value = chosen.first().map_or("", String::as_str);
        html! {
            p.hint id="range" { (words::WHOLE_NUMBER.to(self.visiting.language)) " (" (least) "–" (most) ")." }
            input id="answer" name="answer" type="text" inputmode="numeric" pattern="[0-9]*" maxlength="6" autocomplete="off"
                value=(value) aria-labelledby="question" aria-describedby="range";
        }
    }

    fn choices(&self, item: &Item, chosen: &[String]) -> Markup {
        let kind = if item.takes_several { "checkbox" } else { "radio" };
        html! {
            @if item.takes_several { p.hint { (words::SEVERAL.to(self.visiting.language)) } }
            @for option in &item.options {
                label.choice lang=(self.wording.language()) {
                    input type=(kind) name="answer" value=(option.code) checked[chosen.contains(&option.code)];
                    span { (self.wording.label(item, option)) }
                }
            }
        }
    }

    fn chosen(&self, item: &Item, sent: Option<&Sent>) -> Vec<String> {
        if let Some(sent) = sent {
            return sent.all("answer").map(str::to_owned).collect();
        }
        match self.answers.get(&item.id) {
            Some(Answer::Code(code)) => vec![code.clone()],
            Some(Answer::Number(number)) => vec![number.to_string()],
            Some(Answer::Codes(codes)) => codes.clone(),
            Some(Answer::Unreadable) | None => Vec::new(),
        }
    }

    /// Which question it is of how many, as far as is known.
    fn progress(&self, item: &Item, filled: &Filled) -> String {
        let questions = self.wording.form.questions(filled);
        let asked: Vec<&str> = questions.iter().filter(|one| one.asked == Asked::Yes).map(|one| one.item.id.as_str()).collect();
        let at = asked.iter().position(|id| *id == item.id).map_or(1, |at| at + 1);
        format!("{at} {} {}", words::OF.to(self.visiting.language), asked.len())
    }

    /// The end: the questions that were left open, each with its address.
    pub(super) fn end(&self, open: &[(&Item, String)]) -> Markup {
        let language = self.visiting.language;
        html! {
            @if let Some(help) = &self.help { (help) }
            (self.head())
            h1 { (words::AT_THE_END.to(language)) }
            @if !open.is_empty() {
                p { (words::LEFT_OPEN.to(language)) }
                ol.todo {
                    @for (item, address) in open {
                        li { a href=(address) lang=(self.wording.language()) { span { (self.wording.question(item).unwrap_or_default()) } } }
                    }
                }
            }
            form method="post" action=(self.address) {
                input type="hidden" name="csrf" value=(self.visiting.csrf());
                button.big type="submit" { (words::HAND_IN.to(language)) }
            }
            (self.foot())
        }
    }

    /// What is wrong, and that the words are not in the person's language.
    fn head(&self) -> Markup {
        let language = self.visiting.language;
        html! {
            @if let Some(told) = self.told { div.told role="alert" id="told" tabindex="-1" { p { (told.to(language)) } } }
            @if self.wording.language() != language.tag() { p.hint { (words::IN_ENGLISH.to(language)) } }
        }
    }

    fn foot(&self) -> Markup {
        let language = self.visiting.language;
        html! {
            p.hint { (words::EACH_SAVED.to(language)) " " a href="/l" { (words::STOP_HERE.to(language)) } }
            @if let Some(notice) = self.wording.form.notice() { p.hint.holder lang="en" { (notice) } }
        }
    }
}

/// What stands there once it was handed in.
pub(super) fn handed_in(language: Language, help: Option<&Markup>, next: &str) -> Markup {
    html! {
        @if let Some(help) = help { (help) }
        h1 { (words::THANKS.to(language)) }
        p { (words::ANSWERS_SENT.to(language)) }
        a.big href=(next) { (words::GO_ON.to(language)) }
    }
}
