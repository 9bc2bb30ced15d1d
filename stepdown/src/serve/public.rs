//! The public site in the same program (ADR 0017): opened beside the pages of staff, and told to them, because an edge never uses
//! another edge.

use std::sync::Arc;

use axum::Router;
use reactions::House;
use schedule::program::Program;
use schedule::program::public_name::{License, check};
use site::{Content, Look, PublicSite};
use store::StoreError;
use web::Site;
use web::frame::Transport;

use crate::outcome::Failure;
use crate::settings::SiteWish;

/// The site of a house, its addresses, and what staff are told about it.
pub(crate) struct Opened {
    /// Its addresses.
    pub(crate) routes: Router,
    /// For the pages of whoever answers for it.
    pub(crate) told: Arc<web::PublicSite>,
}

/// The stored program that is shown to the public: the first one.
pub(crate) fn stored_program(house: &House) -> Result<Option<Program>, Failure> {
    let all = house.store(store::DirectAccess).read::<_, StoreError>(schedule::program::all_programs)?;
    Ok(all.into_iter().next().map(|stored| stored.record))
}

/// Opens the site as it is wanted.
///
/// # Errors
/// Every problem of its content, as one refusal.
pub(crate) fn open(
    house: &House,
    wish: &SiteWish,
    site: &Site,
    is_behind_proxy: bool,
    has_clinic_license: bool,
) -> Result<Opened, Failure> {
    let Some(program) = stored_program(house)? else {
        return Err(Failure::refused("The public site needs a program.").remedy("`stepdown program import FILE` brings one in."));
    };
    let content = content(wish, &program)?;
    let today = house.zone().day(house.clock().now());
    let license = License { state: &program.state, provider_setting: &program.provider_setting, has_clinic_license };
    let texts: Vec<(String, &str)> = content.all_texts().collect();
    let wrong_words = check(license, today, texts)
        .iter()
        .map(|wrong| format!("{}: {} {}", wrong.field, wrong.sentence(), wrong.remedy()))
        .collect();
    let told = Arc::new(told(&content, wrong_words));
    let transport = match (site.transport, is_behind_proxy) {
        (_, true) => site::Transport::Proxy,
        (Transport::Tls, false) => site::Transport::Tls,
        (Transport::Plain, false) => site::Transport::Plain,
    };
    let look = Look { tokens: web::asset::tokens(), icon: web::asset::href("mark.svg").to_owned() };
    let place = (transport, site.origin.clone(), site.is_demo);
    let opened = PublicSite::new(house.clone(), facts(&program), content, &look, place).map_err(|problems| refused(&problems))?;
    Ok(Opened { routes: site::router(opened), told })
}

/// What the site says, for a program.
///
/// # Errors
/// Every problem of the folder.
pub(crate) fn content(wish: &SiteWish, program: &Program) -> Result<Content, Failure> {
    Content::read(wish.content.as_deref(), &facts(program), wish.shows_drafts).map_err(|problems| refused(&problems))
}

fn refused(problems: &[String]) -> Failure {
    let mut failure = Failure::refused("The public site's content cannot be used:");
    failure.sentences.extend(problems.iter().map(|problem| format!("• {problem}")));
    failure.remedy("Mend the files in `site_content`, or set `public_site = false`.")
}

fn facts(program: &Program) -> site::Program {
    let phone = vocabulary::Phone::parse(&program.phone);
    let zip: String = program.zip.chars().take(5).collect();
    site::Program {
        public_name: program.public_name.clone(),
        neutral_name: program.neutral_name.clone(),
        street: program.street.clone(),
        city: program.city.clone(),
        state: program.state.clone(),
        zip,
        phone: phone.as_ref().map_or_else(|_| program.phone.clone(), vocabulary::Phone::display),
        phone_link: phone.map_or_else(|_| program.phone.clone(), |phone| phone.e164),
    }
}

fn told(content: &Content, wrong_words: Vec<String>) -> web::PublicSite {
    let line = |line: &site::content::HelpLine| web::HelpLine {
        name: line.name.clone(),
        number: line.number.clone(),
        may_text: line.may_text,
        is_in_sight: line.is_in_sight(),
        checked: line.checked,
    };
    let words = |one: site::Unreviewed| web::Words {
        key: one.key,
        english: one.english,
        draft: one.draft,
        is_outdated: one.is_outdated,
        digest: one.digest,
    };
    let language = |one: site::LanguageReview| web::Language {
        code: one.language.code(),
        name: one.language.english_name(),
        reviewed: one.reviewed,
        unreviewed: one.unreviewed.into_iter().map(words).collect(),
    };
    web::PublicSite {
        help_lines: content.facts.help_line.iter().map(line).collect(),
        languages: content.review().into_iter().map(language).collect(),
        shows_drafts: content.shows_drafts(),
        wrong_words,
    }
}
