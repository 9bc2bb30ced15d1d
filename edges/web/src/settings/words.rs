//! The words of the public site in each language: which of them no native reader has reviewed, beside the English (ux 10.2, 10.3). They
//! are changed in the site's files; this page is what a reviewer reads and what a director answers for.

use access::Refusal;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::part::{Part, SettingsPage};
use crate::app::App;
use crate::component::{Banner, Card, Column, Hue, Icon, Table, TableRow, chip, empty};
use crate::signed::Signed;
use crate::wiring::{Language, PublicSite, Words};
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    match app.0.wiring.public.site.clone() {
        Some(site) => SettingsPage::of(Part::Words).render(&app, &signed, content(&site)).into_response(),
        None => signed.refused(&Refusal::NotFound),
    }
}

fn content(site: &PublicSite) -> Markup {
    html! {
        @for sentence in &site.wrong_words { (Banner::due(sentence.clone())) }
        @for language in &site.languages { (one(language, site.shows_drafts)) }
    }
}

fn one(language: &Language, shows_drafts: bool) -> Markup {
    let all = language.reviewed + language.unreviewed.len();
    let what_is_shown = if shows_drafts {
        "The public site shows drafts, marked as such."
    } else {
        "The public site shows English in place of drafts."
    };
    let small = format!("{} of {} reviewed. {what_is_shown}", language.reviewed, words::count(all, "text", "texts"));
    let rows = language.unreviewed.iter().map(|text| row(language, text));
    let body = html! {
        @if language.unreviewed.is_empty() { (empty("Every text was reviewed.", "A text comes back here when its English changes.", None)) } @else {
            details.words {
                summary { (words::count(language.unreviewed.len(), "text waits", "texts wait")) " for a native reader" }
                (Table::new(format!("Texts in {} that wait for a native reader", language.name), vec![Column::new("Text"), Column::new("English"), Column::new(language.name), Column::new("State")])
                    .silent_caption().rows(rows))
            }
        }
    };
    html! { (Card::new(language.name).small(small).body(body)) }
}

fn row(language: &Language, text: &Words) -> TableRow {
    let state = match (&text.draft, text.is_outdated) {
        (None, _) => chip(Hue::Due, "Not translated").icon(Icon::Alert),
        (_, true) => chip(Hue::Due, "Changed since its review").icon(Icon::Clock),
        _ => chip(Hue::Outline, "Not reviewed"),
    };
    let cells = vec![
        html! { (text.english) },
        html! { @if let Some(draft) = &text.draft { span lang=(language.code) { (draft) } } },
        html! { (state) small.code { (text.digest) } },
    ];
    TableRow::new(html! { span.code { (text.key) } }, cells)
}
