//! The database and the program stored in it: reachable, its zone, its public name (MA-01 to MA-05). A database that is not there
//! yet is no problem; it is made at the first start.

use jiff::Timestamp;
use store::{DatabaseUrl, Store, StoreError};
use vocabulary::ProgramZone;

use crate::settings::public_name::{self, Named};
use crate::settings::{Problem, Reading, Settings};

/// What is wrong with it.
pub(super) fn check(reading: &Reading, settings: &Settings, now: Timestamp) -> Vec<Problem> {
    if let DatabaseUrl::Sqlite(file) = &settings.database
        && !file.exists()
    {
        return Vec::new();
    }
    let key = if matches!(settings.database, DatabaseUrl::Postgres(_)) { "database_url" } else { "data" };
    let programs = Store::open(&settings.database).and_then(|store| store.read::<_, StoreError>(schedule::program::all_programs));
    let programs = match programs {
        Ok(programs) => programs,
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
        found.extend(public_name::check(&Named::from(&program.record), has_license, today));
        if let Some(zone) = settings.zone.as_ref().filter(|zone| **zone != program.zone) {
            let sentence = format!("The setting says {zone} and the stored program {}; the setting wins.", program.zone);
            found.push(Problem::warning("zone", sentence, "Leave the setting out unless it is meant."));
        }
    }
    found
}
