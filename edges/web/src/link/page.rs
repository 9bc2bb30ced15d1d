//! The document around each of these pages: large type, one column, "leave now" at the top, help at the foot, languages. The title and
//! the address say nothing. One small sheet, one small script that nothing depends on.

use intake::paper::Language;
use maud::{DOCTYPE, Markup, html};

use super::words;
use crate::asset;
use crate::frame::head_of_person_page;

/// A page for the person.
pub(super) struct PersonPage<'a> {
    pub(super) language: Language,
    /// The anti-forgery token of the visit; nothing at the door.
    pub(super) csrf: Option<&'a str>,
    /// Where one stands, for choosing a language without losing the place.
    pub(super) address: &'a str,
}

impl PersonPage<'_> {
    pub(super) fn render(&self, content: &Markup) -> Markup {
        let language = self.language;
        html! {
            (DOCTYPE)
            html lang=(language.tag()) data-density="touch" {
                (head_of_person_page(words::TITLE.to(language), self.csrf.is_some()))
                body data-idle=[self.csrf.map(|_| "780")] {
                    div.person {
                        header {
                            span { (words::TITLE.to(language)) }
                            a.leave href="/l/leave" data-leave rel="noreferrer" { (words::LEAVE.to(language)) }
                        }
                        main id="content" tabindex="-1" { (content) }
                        @if let Some(csrf) = self.csrf {
                            form.stay method="post" action="/l/stay" id="stay" hidden role="alert" {
                                input type="hidden" name="csrf" value=(csrf);
                                input type="hidden" name="back" value=(self.address);
                                p { (words::STILL_THERE.to(language)) }
                                button.big type="submit" { (words::STAY.to(language)) }
                            }
                        }
                        footer {
                            p { (words::HELP.to(language)) }
                            @if self.csrf.is_some() { p { (words::IDLE.to(language)) } }
                            nav aria-label=(words::LANGUAGE.to(language)) {
                                @for other in Language::ALL {
                                    @if other == language { span lang=(other.tag()) aria-current="true" { (other.own_name()) } }
                                    @else { a href=(format!("{}?in={}", self.address, other.tag())) lang=(other.tag()) { (other.own_name()) } }
                                }
                            }
                        }
                    }
                    script type="module" src=(asset::href("person.js")) {}
                }
            }
        }
    }
}
