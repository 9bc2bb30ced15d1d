//! The account of disclosures to take along: as a file to read and print, and as a table (P2-49). Their names say nothing.

use access::Refusal;
use axum::extract::State;
use axum::response::Response;
use confidential::Disclosure;
use intake::paper::{Block, Language, PressSheet, Words, plain, press};
use reactions::outside::Account;

use super::super::visit::Visiting;
use super::super::words::Say;
use super::{told, words};
use crate::app::App;
use crate::handed_out::File;
use crate::outside::csv_line;

pub(super) async fn csv(State(app): State<App>, visiting: Visiting) -> Response {
    let account = match told::account(&app, &visiting).await {
        Ok(account) => account,
        Err(refusal) => return super::refused(&visiting, &refusal),
    };
    let language = visiting.language;
    let head = [&words::WHEN, &words::TO_WHOM, &words::WHAT, &words::WHAT_FOR, &words::BECAUSE, &words::DETAILS, &words::HOW];
    let mut text = csv_line(&head.map(|label| label.to(language).to_owned()));
    for (one, at) in &account.disclosures {
        text.push_str(&csv_line(&[
            app.0.house.zone().local(*at).strftime("%Y-%m-%d %H:%M").to_string(),
            told::who(one),
            plain::categories(language, one.categories.iter().copied()),
            plain::purpose(language, one.purpose).to_owned(),
            words::rested(one.rested).to(language).to_owned(),
            one.description.clone(),
            one.channel.clone(),
        ]));
    }
    File::kept("page.csv").of_kind("text/csv; charset=utf-8").answer(&account, text)
}

pub(super) async fn pdf(State(app): State<App>, visiting: Visiting) -> Response {
    let account = match told::account(&app, &visiting).await {
        Ok(account) => account,
        Err(refusal) => return super::refused(&visiting, &refusal),
    };
    let sheet = sheet(&app, visiting.language, &account);
    let set = app.0.wiring.press.clone();
    match app.work(move |_| set(&sheet).map_err(Refusal::Fault)).await {
        Ok(bytes) => File::pdf("page").answer(&account, bytes),
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}

/// The account on paper, in the person's language: for their own phone, and for staff who hand it to them.
pub(crate) fn sheet(app: &App, language: Language, account: &Account) -> PressSheet {
    let (zone, now) = (app.0.house.zone(), app.0.house.clock().now());
    // The record number, so that two papers in one printer are not taken for each other; never a name.
    let about = format!("{} No. {}", told::time(language, account), account.record_number);
    let mut blocks = vec![Block::Paragraph(about)];
    if account.disclosures.is_empty() {
        blocks.push(Block::Paragraph(words::TOLD_NOTHING.to(language).to_owned()));
    }
    for (one, at) in &account.disclosures {
        blocks.extend(said(language, one, &plain::day(language, zone.day(*at))));
    }
    PressSheet {
        ident: app.0.house.ids().next::<vocabulary::id::DisclosureId>(now).to_string(),
        language,
        program: app.0.site.program_name.clone(),
        notice: press::foot(now),
        made_at: now,
        made: format!("{}, {}", plain::day(language, zone.day(now)), zone.clock_face(now)),
        words: Words { title: words::ACCOUNT.to(language).to_owned(), blocks },
        signed: Vec::new(),
        drawings: Vec::new(),
        window: None,
        then: Vec::new(),
    }
}

fn said(language: Language, one: &Disclosure, day: &str) -> [Block; 2] {
    let line = |label: &Say, value: &str| format!("{}: {value}", label.to(language));
    [
        Block::Heading(format!("{day}: {}", told::who(one))),
        Block::Points(vec![
            line(&words::WHAT, &plain::categories(language, one.categories.iter().copied())),
            line(&words::WHAT_FOR, plain::purpose(language, one.purpose)),
            line(&words::BECAUSE, words::rested(one.rested).to(language)),
            line(&words::DETAILS, &format!("{} ({})", one.description, one.channel)),
        ]),
    ]
}
