//! `stepdown program import`, `stepdown payers import` and `stepdown places import`: configuration from one file, all of it or nothing.

use access::Role;
use billing::payer::ImportPayers;
use intake::referral_out::{ImportPlaces, OpenPlaces};
use schedule::program::public_name::{License, check, names_in};
use schedule::program::{ImportProgram, ProgramFile};

use super::read_text;
use crate::command_line::Import;
use crate::database::{Presence, house_on, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::serve::night;
use crate::settings::public_name::problem;
use crate::settings::{Settings, reading_of};

/// Takes in a program file and plans the coming two weeks.
pub(crate) fn program(wish: &Import) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let file = ProgramFile::parse(&read_text(&wish.file)?)
        .map_err(|problem| Failure::refused(format!("{} is not a program file: {problem}", wish.file.display())))?;
    let house = open_house(&settings, Presence::MayBeNew)?;
    let has_license = reading_of(&wish.place, Vec::new()).text("clinic_license").is_some();
    let (state, provider_setting) = (&file.program.state, &file.program.provider_setting);
    let license = License { state, provider_setting, has_clinic_license: has_license };
    for wrong in check(license, house.zone().day(house.clock().now()), names_in(&file)) {
        say::note(format!("warning: {} ({})", problem(&wrong), wrong.rule));
    }
    let written = house.perform(&as_role(Role::ClinicalDirector), &ImportProgram { file })?;
    say::line(match written {
        0 => "Nothing changed.".to_owned(),
        _ => format!("{} written.", say::count(written, "item")),
    })?;
    // The zone may be known only now.
    let house = house_on(house.store(store::DirectAccess).clone(), &settings)?;
    let planned = night::plan_coming(&house)?;
    say::line(format!("{} planned for the coming two weeks.", say::count(planned, "session")))?;
    Ok(Exit::Done)
}

/// Takes in the book of payers and rules.
pub(crate) fn payers(wish: &Import) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let toml = read_text(&wish.file)?;
    let house = open_house(&settings, Presence::MayBeNew)?;
    let written = house.perform(&as_role(Role::ClinicalDirector), &ImportPayers { toml })?;
    say::line(match written {
        0 => "No payer changed.".to_owned(),
        _ => format!("{} written, with their rules.", say::count(written, "payer")),
    })?;
    Ok(Exit::Done)
}

/// Takes in the directory of other places.
pub(crate) fn places(wish: &Import) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let toml = read_text(&wish.file)?;
    let house = open_house(&settings, Presence::MayBeNew)?;
    let director = as_role(Role::ClinicalDirector);
    let written = house.perform(&director, &ImportPlaces { toml }).map_err(|refusal| {
        Failure::from(refusal).remedy("Mend the file and run the command again; nothing of it was written.")
    })?;
    say::line(match written {
        0 => "No place changed.".to_owned(),
        _ => format!("{} in the directory.", say::count(written, "place")),
    })?;
    let today = house.ask(&director, &OpenPlaces)?;
    if !today.iter().any(|place| place.is_for_crises) {
        say::note("warning: no place in the directory answers crises today; a hard stop would show nobody to call (LC-10).");
    }
    Ok(Exit::Done)
}
