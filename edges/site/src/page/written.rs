//! A page that is written in the content folder; the first page shows the trust facts beside its words.

use maud::{Markup, html};

use crate::content::Written;
use crate::frame::{Document, View, trust_facts};
use crate::{Language, Page};

pub(super) fn page(view: &View<'_>) -> Markup {
    let nothing = || Written {
        language: Language::English,
        title: String::new(),
        lead: String::new(),
        body: maud::PreEscaped(String::new()),
    };
    let written = view.site.content.written(view.language, view.page).unwrap_or_else(nothing);
    let document = Document {
        view: *view,
        title: &written.title,
        description: &written.lead,
        words_in: written.language,
        has_problem: false,
        is_answer: false,
    };
    let content = if view.page == Page::Home { first(view, &written) } else { other(view, &written) };
    document.render(&content)
}

fn first(view: &View<'_>, written: &Written) -> Markup {
    html! {
        div.hero {
            div {
                h1 { (written.title) }
                p.lead { (written.lead) }
                p.acts {
                    a.b.p href=(view.href(Page::Call)) { (view.say("home-ask")) }
                    a.b href=(view.href(Page::Check)) { (view.say("home-check")) }
                }
            }
            (trust_facts(view))
        }
        div.words.two { (written.body) }
    }
}

fn other(view: &View<'_>, written: &Written) -> Markup {
    html! {
        div.sheet {
            article.words {
                h1 { (written.title) }
                p.lead { (written.lead) }
                (written.body)
            }
            aside.beside aria-label=(view.say("nav-call").text) {
                p { b { (view.say("call-title")) } }
                p { (view.say("call-lead")) }
                p.acts { a.b.p href=(view.href(Page::Call)) { (view.say("home-ask")) } }
                p { a href=(format!("tel:{}", view.site.program.phone_link)) { (view.site.program.phone) } br; (view.say("crisis-us-more")) }
            }
        }
    }
}
