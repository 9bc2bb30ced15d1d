//! `stepdown referral token`: who may send documents to the program's own address. The token is made of chance, printed once and kept
//! as a hash only.

use access::{Actor, Role};
use intake::referral::{AllowSender, ReferralSender, ReferralSenders, RevokeSender};
use reactions::House;
use serde_json::json;
use sign_in::SenderToken;

use crate::command_line::{ReferralToken, ReferralTokenCreate, ReferralTokenList, ReferralTokenRevoke};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::Settings;

/// Does what was asked.
pub(crate) fn run(wish: &ReferralToken) -> Result<Exit, Failure> {
    match wish {
        ReferralToken::Create(wish) => create(wish),
        ReferralToken::List(wish) => list(wish),
        ReferralToken::Revoke(wish) => revoke(wish),
    }
}

fn installer() -> Actor {
    as_role(Role::Installer)
}

fn create(wish: &ReferralTokenCreate) -> Result<Exit, Failure> {
    let house = open_house(&Settings::read(&wish.place, Vec::new())?, Presence::Expected)?;
    let token = SenderToken::generate().map_err(|error| Failure::new(Exit::Machine, format!("No token was made: {error}.")))?;
    let token_sha256 = token.fingerprint().as_str().to_owned();
    let id = house.perform(&installer(), &AllowSender { name: wish.name.clone(), token_sha256 })?;
    let token = token.to_bearer();
    if wish.json {
        say::json(&json!({ "id": id.to_string(), "name": wish.name.trim(), "token": token }))?;
    } else {
        say::line(token)?;
        say::note("This is the only time it is shown. It goes into `Authorization: Bearer …` of POST /api/referrals.");
    }
    Ok(Exit::Done)
}

fn all(house: &House) -> Result<Vec<ReferralSender>, Failure> {
    Ok(house.ask(&installer(), &ReferralSenders)?.to_vec())
}

fn list(wish: &ReferralTokenList) -> Result<Exit, Failure> {
    let house = open_house(&Settings::read(&wish.place, Vec::new())?, Presence::Expected)?;
    let senders = all(&house)?;
    if senders.is_empty() && !wish.json {
        say::note("Nobody may send yet. `stepdown referral token create NAME` lets somebody.");
    }
    for one in senders {
        if wish.json {
            let (id, made, revoked) = (one.id.to_string(), one.made_at, one.revoked_at);
            say::json(&json!({ "id": id, "name": one.name, "made_at": made, "revoked_at": revoked }))?;
        } else {
            let state = one.revoked_at.map_or_else(|| "may send".to_owned(), |at| format!("revoked {at}"));
            say::line(format!("{}  {}  made {}, {state}", one.id, one.name, one.made_at))?;
        }
    }
    Ok(Exit::Done)
}

fn revoke(wish: &ReferralTokenRevoke) -> Result<Exit, Failure> {
    let house = open_house(&Settings::read(&wish.place, Vec::new())?, Presence::Expected)?;
    let asked = wish.sender.trim();
    let is_it = |one: &&ReferralSender| one.id.to_string() == asked || (one.name == asked && one.revoked_at.is_none());
    let senders = all(&house)?;
    let Some(found) = senders.iter().find(is_it) else {
        return Err(
            Failure::refused("No sender of this name or id may send.").remedy("`stepdown referral token list` shows them.")
        );
    };
    let is_new = house.perform(&installer(), &RevokeSender { sender: found.id })?;
    say::line(format!("{}: {}", found.name, if is_new { "may send no more" } else { "was revoked before" }))?;
    Ok(Exit::Done)
}
