//! Which edition holds on a day, and its words as somebody reads them.

use ::store::Tx;
use access::{Context, Refusal};
use jiff::civil::Date;
use schedule::program::Program;
use uuid::Uuid;
use vocabulary::id::NoticeEditionId;

use super::edition::{Contact, NOTICE, NoticeEdition, NoticeText};
use super::{parts, store};
use crate::paper::{Language, Review, Words, plain, templates};

/// Every edition in the order of their numbers: what came with the program, then what the program wrote.
///
/// # Errors
/// The database's own; [`Refusal::Fault`] for a broken build.
pub fn all(tx: &Tx<'_>) -> Result<Vec<NoticeEdition>, Refusal> {
    let mut all = vec![first()?];
    all.extend(store::all(tx)?.into_iter().map(|stored| stored.record));
    Ok(all)
}

/// The edition that came with the program.
pub(crate) fn first() -> Result<NoticeEdition, Refusal> {
    let template = templates()?.iter().find(|paper| paper.key == NOTICE).ok_or(Refusal::NotFound)?;
    let text = |language: Language| {
        let is_checked = template.review(language) == Some(Review::Reviewed);
        Some(NoticeText { language, words: template.text(language)?.to_owned(), is_checked })
    };
    Ok(NoticeEdition {
        id: NoticeEditionId(Uuid::nil()),
        number: template.version,
        in_force_from: template.valid_from,
        is_material: true,
        what_changed: "It came with the program.".to_owned(),
        contact: Contact::default(),
        texts: Language::ALL.into_iter().filter_map(text).collect(),
    })
}

/// The edition that is in force on a day: the newest whose first day has come.
#[must_use]
pub fn in_force(all: &[NoticeEdition], day: Date) -> Option<&NoticeEdition> {
    all.iter().filter(|edition| edition.in_force_from <= day).max_by_key(|edition| edition.number)
}

/// The edition that everybody in care must have had, or a later one: the newest material one whose first day has come.
#[must_use]
pub fn needed(all: &[NoticeEdition], day: Date) -> Option<&NoticeEdition> {
    all.iter().filter(|edition| edition.is_material && edition.in_force_from <= day).max_by_key(|edition| edition.number)
}

/// The edition that is given today.
pub(crate) fn today(cx: &Context<'_>) -> Result<NoticeEdition, Refusal> {
    in_force(&all(cx.tx)?, cx.today()).cloned().ok_or(Refusal::NotFound)
}

/// The words in a language, filled in.
///
/// # Errors
/// [`Refusal::NotFound`] when there are none; [`Refusal::Fault`] when they cannot be read.
pub fn words(edition: &NoticeEdition, program: &Program, language: Language) -> Result<Words, Refusal> {
    let text = edition.text(language).ok_or(Refusal::NotFound)?;
    let contact = &edition.contact;
    let phone = if contact.phone.is_empty() { &program.phone } else { &contact.phone };
    let phone = vocabulary::Phone::parse(phone).map_or_else(|_| phone.clone(), |phone| phone.display());
    let who = if contact.who.is_empty() { nobody_named(language) } else { &contact.who };
    let known = |name: &str| match name {
        "program" => Some(program.public_name.clone()),
        "contact" => Some(who.to_owned()),
        "contact_phone" => Some(phone.clone()),
        "contact_email" => Some(contact.email.clone()),
        "in_force_from" => Some(plain::day(language, edition.in_force_from)),
        _ => None,
    };
    let fault = |error| Refusal::Fault(format!("notice {}.{}: {error}", edition.number, language.tag()));
    Words::read(&parts::shown(&text.words, contact), &known).map_err(fault)
}

/// Whom to talk to where nobody is named yet.
fn nobody_named(language: Language) -> &'static str {
    match language {
        Language::En => "our privacy officer",
        Language::Es => "la persona encargada de la privacidad",
        Language::Pt => "a pessoa responsável pela privacidade",
        Language::Ht => "moun ki responsab vi prive a",
    }
}
