//! A whole document. In reading order: help, who we are, the page, the menu, what we promise.

use maud::{DOCTYPE, Markup, html};

use super::{View, crisis};
use crate::{Language, Page};

/// The pages in the head of a wide window; all of them stand in the foot.
const HEAD: [Page; 7] = [Page::Help, Page::How, Page::Fit, Page::Week, Page::Families, Page::Cost, Page::Who];

/// A page of the site.
pub(crate) struct Document<'a> {
    pub(crate) view: View<'a>,
    /// The heading, for the browser's tab.
    pub(crate) title: &'a str,
    /// What the page is, for those who search.
    pub(crate) description: &'a str,
    /// The language of the page's own words, when it is another than was asked for.
    pub(crate) words_in: Language,
    /// Whether something has to be looked at again.
    pub(crate) has_problem: bool,
    /// Whether it is an answer to a form, which has no address of its own.
    pub(crate) is_answer: bool,
}

impl Document<'_> {
    /// The document around its content.
    pub(crate) fn render(&self, content: &Markup) -> Markup {
        let view = &self.view;
        let other = (self.words_in != view.language).then(|| self.words_in.code());
        html! {
            (DOCTYPE)
            html lang=(view.language.code()) {
                (self.head())
                body {
                    a.skip href="#content" { (view.say("skip")) }
                    (crisis::block(view))
                    header.top {
                        a.brand href=(view.href(Page::Home)) { (view.site.program.public_name) }
                        (languages(view))
                        nav.head aria-label=(view.say("menu").text) { ul { @for page in HEAD { (link(view, page)) } } }
                        a.to-menu href="#pages" { (view.say("menu")) }
                    }
                    main id="content" tabindex="-1" lang=[other] { (content) }
                    (foot(view))
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let (view, shelf) = (&self.view, &self.view.site.shelf);
        let origin = &view.site.origin;
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { @if self.has_problem { (view.say("problem-title").text) ": " } (self.title) " · " (view.site.program.public_name) }
                meta name="description" content=(self.description);
                meta name="color-scheme" content="light dark";
                meta name="format-detection" content="telephone=no";
                @if !self.is_answer {
                    link rel="canonical" href=(format!("{origin}{}", view.href(view.page)));
                    @for language in view.site.content.offered() {
                        link rel="alternate" hreflang=(language.code()) href=(format!("{origin}{}", view.page.href(language)));
                    }
                }
                link rel="icon" type="image/svg+xml" href=(shelf.icon);
                link rel="stylesheet" href=(shelf.href("site.css"));
                script type="module" src=(shelf.href("leave.js")) {}
                @if view.page == Page::Check { script type="module" src=(shelf.href("check.js")) {} }
            }
        }
    }
}

fn link(view: &View<'_>, page: Page) -> Markup {
    html! { li { a href=(view.href(page)) aria-current=[(page == view.page).then_some("page")] { (view.say(&format!("nav-{}", page.key()))) } } }
}

/// Languages by their own names; each leads to the same page.
fn languages(view: &View<'_>) -> Markup {
    let offered = view.site.content.offered();
    html! {
        @if offered.len() > 1 {
            nav.languages aria-label=(view.say("languages").text) {
                ul { @for language in offered {
                    li { a href=(view.page.href(language)) lang=(language.code()) hreflang=(language.code()) aria-current=[(language == view.language).then_some("true")] { (language.own_name()) } }
                } }
            }
        }
    }
}

fn foot(view: &View<'_>) -> Markup {
    let program = &view.site.program;
    html! {
        footer.foot {
            @if view.language != Language::English && view.site.content.is_draft(view.language) {
                p.draft { (view.say("draft-note")) " " span lang="en" { (view.site.content.say(Language::English, "draft-note")) } }
            }
            nav.all id="pages" aria-label=(view.say("menu").text) { ul { @for page in Page::ALL { (link(view, page)) } } }
            p { b { (program.public_name) } br; (view.say("fact-where-is")) " " (program.zip) br; a href=(format!("tel:{}", program.phone_link)) { (program.phone) } }
            p.small { (view.say("footer-promise")) " " (view.say("footer-free")) }
            p.small { (view.say("leave-note")) }
            @if view.site.is_demo { p.small { (view.say("footer-demo")) } }
            p.small { a href="/sign-in" { (view.say("footer-staff")) } }
        }
    }
}
