//! Writes tomorrow's day pack into its folder each evening, by itself. The file of a day is there once: several nodes may try, and a start
//! after the hour writes what is missing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ::paper::PaperSize;
use jiff::civil::Date;
use reactions::House;
use vocabulary::day::next_day;

use crate::command::daypack::{name_of, write};
use crate::outcome::Failure;
use crate::settings::DayPackFolder;

/// How often it is looked whether the hour has come.
const LOOK_EVERY: Duration = Duration::from_mins(5);

/// Writes them until the program ends; nothing where nobody wants it.
pub(crate) async fn every_evening(wish: Option<(House, DayPackFolder)>, size: PaperSize) {
    let Some((house, wish)) = wish else { return };
    loop {
        let (own, folder) = (house.clone(), wish.clone());
        match tokio::task::spawn_blocking(move || tomorrow(&own, &folder, size)).await {
            Ok(Ok(None)) => {}
            Ok(Ok(Some(file))) => tracing::info!(file = %file.display(), "the day pack of tomorrow is written"),
            Ok(Err(failure)) => tracing::error!(%failure, "the day pack of tomorrow could not be written; trying again"),
            Err(error) => tracing::error!(%error, "writing the day pack ended early; trying again"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Writes the pack of tomorrow when the hour has come and it is not there. Answers the file that was written.
pub(crate) fn tomorrow(house: &House, wish: &DayPackFolder, size: PaperSize) -> Result<Option<PathBuf>, Failure> {
    let now = house.zone().local(house.clock().now());
    let day = next_day(now.date());
    let file = wish.folder.join(name_of(day));
    if now.time() < wish.at || file.exists() {
        return Ok(None);
    }
    write(house, day, &file, size)?;
    if let Some(keep) = wish.keep {
        remove_older(&wish.folder, keep)?;
    }
    Ok(Some(file))
}

/// Removes the oldest files of ours until so many are left. Nothing else in the folder is touched.
fn remove_older(folder: &Path, keep: usize) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| Failure::machine(format!("{} cannot be tidied", folder.display()), &error);
    let mut ours: Vec<(Date, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let day = name.strip_prefix("daypack-").and_then(|rest| rest.strip_suffix(".pdf")).and_then(|day| day.parse().ok());
        ours.extend(day.map(|day: Date| (day, path.clone())));
    }
    ours.sort();
    let many = ours.len().saturating_sub(keep);
    for (_, path) in ours.into_iter().take(many) {
        std::fs::remove_file(path).map_err(cannot)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use store::DatabaseUrl;
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::*;
    use crate::demo::{perform, script};

    #[test]
    fn tomorrow_is_written_once_from_the_hour_on_and_only_what_is_too_old_is_removed() {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let thursday = jiff::civil::date(2026, 3, 12);
        let clock = Clock::frozen(zone.at(thursday, script::now(thursday).time()).unwrap());
        let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(7), zone).unwrap();
        perform::load(&house, script::Parameters { seed: 7, today: thursday, patients: 12 }, &|_| {}).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let at = jiff::civil::time(18, 0, 0, 0);
        let wish = DayPackFolder { folder: folder.path().to_owned(), at, keep: Some(2) };
        for old in ["daypack-2026-03-10.pdf", "daypack-2026-03-11.pdf", "other.pdf"] {
            std::fs::write(folder.path().join(old), b"old").unwrap();
        }
        let set = |hour| clock.set(house.zone().at(thursday, jiff::civil::time(hour, 5, 0, 0)).unwrap());
        set(17);
        assert_eq!(tomorrow(&house, &wish, PaperSize::Letter).unwrap(), None);
        set(18);
        let file = tomorrow(&house, &wish, PaperSize::Letter).unwrap().unwrap();
        assert_eq!(file, folder.path().join("daypack-2026-03-13.pdf"));
        assert_eq!(tomorrow(&house, &wish, PaperSize::Letter).unwrap(), None, "once");
        let left = |name: &str| folder.path().join(name).exists();
        assert!(!left("daypack-2026-03-10.pdf") && left("daypack-2026-03-11.pdf") && left("other.pdf"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
