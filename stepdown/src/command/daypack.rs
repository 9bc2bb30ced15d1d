//! `stepdown daypack`: makes the pack of a day and writes it as one file to print, whole or not at all.

use std::path::{Path, PathBuf};

use ::paper::PaperSize;
use access::Role;
use confidential::Released;
use jiff::civil::Date;
use reactions::House;
use reactions::day_pack::{DayPackContents, PrintDayPack};
use serde_json::json;
use treatment::day_pack::MakeDayPack;
use vocabulary::day::next_day;

use crate::command_line::DayPack;
use crate::convert::day_pack;
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::Settings;
use crate::write_file::Unfinished;

/// What was written.
pub(crate) struct Written {
    pub(crate) file: PathBuf,
    pub(crate) day: Date,
    pub(crate) slips: usize,
    pub(crate) bytes: usize,
}

/// Makes and writes a pack.
pub(crate) fn run(wish: &DayPack) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let day = wish.day.unwrap_or_else(|| next_day(house.zone().day(house.clock().now())));
    let file = wish.out.clone().unwrap_or_else(|| PathBuf::from(name_of(day)));
    if file.exists() {
        let sentence = format!("{} is there already; a pack never replaces a file.", file.display());
        return Err(Failure::new(Exit::Machine, sentence).remedy("Choose another name with --out."));
    }
    let written = write(&house, day, &file, settings.paper)?;
    if wish.json {
        say::json(
            &json!({ "file": written.file, "day": written.day.to_string(), "slips": written.slips, "bytes": written.bytes }),
        )?;
    } else {
        let slips = say::count(written.slips as u64, "slip");
        say::line(format!("{}: the pack for {}, {slips}.", written.file.display(), written.day))?;
        say::note("It contains protected records: print it, lock it away, and remove the file.");
    }
    Ok(Exit::Done)
}

/// The name of a file; it says nothing about anybody.
pub(crate) fn name_of(day: Date) -> String {
    format!("daypack-{day}.pdf")
}

/// Makes the pack of a day and writes it. When it cannot be written, no file is there.
pub(crate) fn write(house: &House, day: Date, file: &Path, size: PaperSize) -> Result<Written, Failure> {
    let unfinished = Unfinished::begin(file)?;
    let director = as_role(Role::ClinicalDirector);
    let pack = house.perform(&director, &MakeDayPack { day })?;
    let contents: Released<DayPackContents> = house.ask(&director, &PrintDayPack { pack })?;
    let bytes = day_pack::set(&contents, house.zone(), size).map_err(|error| Failure::new(Exit::Fault, error))?;
    let written = Written { file: file.to_owned(), day, slips: contents.slips.len(), bytes: bytes.len() };
    unfinished.fill(&bytes)?;
    Ok(written)
}
