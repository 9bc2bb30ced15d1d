//! `stepdown staff list` and `stepdown staff invite`: who can sign in, and the one-time link by which somebody gets in.

use serde_json::json;

use crate::command_line::{StaffInvite, StaffList};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::serve::origin;
use crate::settings::Settings;

/// Lists who works here.
pub(crate) fn list(wish: &StaffList) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let (all, ready) = (house.all_staff()?, house.staff_with_access()?);
    for staff in &all {
        let roles: Vec<&str> = staff.roles.iter().map(|role| role.as_str()).collect();
        let can_sign_in = ready.contains(&staff.id);
        if wish.json {
            say::json(&json!({ "login": staff.login, "name": staff.name.full(), "roles": roles, "can_sign_in": can_sign_in }))?;
        } else {
            let yet = if can_sign_in { "can sign in" } else { "needs an invitation" };
            say::line(format!("{:<20} {:<24} {:<20} {}", staff.login, staff.name.full(), yet, roles.join(", ")))?;
        }
    }
    if all.is_empty() {
        say::note("Nobody works here yet: `stepdown program import program.toml` takes in the staff with the program.");
    }
    Ok(Exit::Done)
}

/// Makes a link.
pub(crate) fn invite(wish: &StaffInvite) -> Result<Exit, Failure> {
    let flags = wish.origin.iter().map(|origin| ("origin", origin.clone())).collect();
    let settings = Settings::read(&wish.place, flags)?;
    let house = open_house(&settings, if wish.login.is_some() { Presence::Expected } else { Presence::MayBeNew })?;
    let link = match &wish.login {
        Some(login) => house.invite_by_login(login)?,
        None => house.first_setup_link()?.ok_or_else(|| {
            Failure::refused("Somebody can sign in here already.")
                .remedy("Name whom to invite: `stepdown staff invite LOGIN`; `stepdown staff list` shows the sign-in names.")
        })?,
    };
    let address = format!("{}{}", origin(&settings, settings.listen), link.path);
    let until = house.zone().clock_face(link.dies_at);
    let day = house.zone().day(link.dies_at);
    if wish.json {
        say::json(&json!({ "link": address, "staff": link.staff, "until": link.dies_at.to_string() }))?;
    } else {
        say::line(&address)?;
        say::note(format!("It works once, until {day} {until}. Give it to that person only."));
    }
    Ok(Exit::Done)
}
