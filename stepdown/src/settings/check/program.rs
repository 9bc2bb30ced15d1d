//! The database and the program stored in it: reachable, its zone, its public name (MA-01 to MA-05). A database that is not there
//! yet is no problem; it is made at the first start.

use jiff::Timestamp;
use jiff::civil::Date;
use schedule::program::Program;
use schedule::program::public_name::{License, check as check_words, names_of};
use site::content::HelpLine;
use store::{DatabaseUrl, Store, StoreError};
use vocabulary::ProgramZone;
use web::NUMBERS_DUE_DAYS;

use crate::serve::public;
use crate::settings::public_name::problem;
use crate::settings::{Problem, Reading, Settings, SiteWish};

/// What is wrong with it.
pub(super) fn check(reading: &Reading, settings: &Settings, now: Timestamp) -> Vec<Problem> {
    if let DatabaseUrl::Sqlite(file) = &settings.database
        && !file.exists()
    {
        return Vec::new();
    }
    let key = if matches!(settings.database, DatabaseUrl::Postgres(_)) { "database_url" } else { "data" };
    let programs = Store::open_with(&settings.database, &settings.database_key)
        .and_then(|store| store.read::<_, StoreError>(schedule::program::all_programs));
    let programs = match programs {
        Ok(programs) => programs,
        Err(error @ (StoreError::KeyMissing { .. } | StoreError::KeyUnusable { .. } | StoreError::WrongKey { .. })) => {
            let remedy = "Put the key file back, or say where it is with `database_key_file`.";
            return vec![Problem::new("database_key_file", format!("The database does not open: {error}."), remedy)];
        }
        Err(error) => {
            let remedy = "Check that the server runs, that the address is right and that the account may use the database.";
            return vec![Problem::new(key, format!("The database does not open: {error}."), remedy)];
        }
    };
    let has_license = reading.text("clinic_license").is_some();
    let mut found = Vec::new();
    for program in programs {
        let zone = ProgramZone::parse(&program.zone);
        let today = zone.map_or_else(|_| now.to_zoned(jiff::tz::TimeZone::UTC).date(), |zone| zone.day(now));
        let license =
            License { state: &program.state, provider_setting: &program.provider_setting, has_clinic_license: has_license };
        found.extend(check_words(license, today, names_of(&program.record)).iter().map(problem));
        if let Some(wish) = &settings.public_site {
            found.extend(public_site(wish, license, today, &program.record));
        }
        if let Some(zone) = settings.zone.as_ref().filter(|zone| **zone != program.zone) {
            let sentence = format!("The setting says {zone} and the stored program {}; the setting wins.", program.zone);
            found.push(Problem::warning("zone", sentence, "Leave the setting out unless it is meant."));
        }
    }
    found
}

/// What is wrong with the public site: files that cannot be used, words that the license does not allow (MA-A01), numbers that
/// nobody has called for long.
fn public_site(wish: &SiteWish, license: License<'_>, today: Date, program: &Program) -> Vec<Problem> {
    let content = match public::content(wish, program) {
        Ok(content) => content,
        Err(failure) => {
            let told = failure.sentences.iter().skip(1).map(|sentence| sentence.trim_start_matches("• ").to_owned());
            return told.map(|sentence| Problem::new("site_content", sentence, "Mend the file.")).collect();
        }
    };
    let texts: Vec<(String, &str)> = content.all_texts().collect();
    let mut found: Vec<Problem> = check_words(license, today, texts).iter().map(problem).collect();
    if wish.content.is_none() {
        let sentence = "The public site shows the texts of the demonstration program.";
        found.push(Problem::warning("site_content", sentence, "Name a folder with your own texts and facts."));
    }
    let is_old = |line: &&HelpLine| vocabulary::day::days_between(line.checked, today) > NUMBERS_DUE_DAYS;
    for line in content.facts.help_line.iter().filter(is_old) {
        let sentence = format!("{} ({}) was last checked on {}.", line.name, line.number, line.checked);
        found.push(Problem::warning("site_content", sentence, "Call it once, then write the day into site.toml."));
    }
    found
}
