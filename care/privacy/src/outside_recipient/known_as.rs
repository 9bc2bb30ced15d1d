//! What the directory knows about somebody who was named: the gate decides by name, and what it lets go takes name, address and legal
//! status from here.

use access::{Action, Context, Kind, Refusal};
use confidential::recipient::{LegalStatus, Party};
use confidential::{Guarded, Query};
use vocabulary::id::OutsideRecipientId;

use super::model::{OutsideRecipient, key};
use super::near::is_nearly;
use super::store;

/// The most names that are suggested.
const MOST_SUGGESTED: usize = 5;

/// Somebody in use, as a form offers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub id: OutsideRecipientId,
    /// The name.
    pub name: String,
    /// Where they are reached, on one line.
    pub reached_at: String,
    /// Whether they pass on to others (P2-09).
    pub is_intermediary: bool,
}

impl Listed {
    fn of(one: &OutsideRecipient) -> Self {
        Self {
            id: one.id,
            name: one.name.clone(),
            reached_at: one.reached_at(),
            is_intermediary: one.status == LegalStatus::Intermediary,
        }
    }
}

impl Listed {
    /// The name with where they are reached, as a suggestion shows them.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.reached_at.is_empty() { self.name.clone() } else { format!("{}, {}", self.name, self.reached_at) }
    }
}

/// Asks what a form that names somebody outside offers.
#[derive(Clone, Debug, Default)]
pub struct DirectoryFor {
    /// The names that were typed; none when the form begins.
    pub typed: Vec<String>,
}

/// What it offers.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Everybody in use, by name.
    pub listed: Vec<Listed>,
    /// For each name that was typed and is nobody there: whom it may mean.
    pub nearly: Vec<(String, Vec<Listed>)>,
}

impl Query for DirectoryFor {
    type View = Directory;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Directory>, Refusal> {
        cx.require(Action::View, Kind::OutsideRecipient)?;
        let mut suggested = Vec::new();
        for typed in &self.typed {
            let near = nearly(cx, typed)?;
            if !near.is_empty() {
                suggested.push((typed.clone(), near));
            }
        }
        Ok(Guarded::several(Kind::OutsideRecipient, Directory { listed: listed(cx)?, nearly: suggested }))
    }
}

/// Everybody in use, by name, for a form of somebody who may send or record a consent.
///
/// # Errors
/// The database's own.
pub fn listed(cx: &Context<'_>) -> Result<Vec<Listed>, Refusal> {
    Ok(store::in_use(cx.tx)?.iter().map(|one| Listed::of(one)).collect())
}

/// Whom somebody may have meant who typed this and is not in the directory under it; nobody when they are.
///
/// # Errors
/// The database's own.
pub fn nearly(cx: &Context<'_>, typed: &str) -> Result<Vec<Listed>, Refusal> {
    let all = store::in_use(cx.tx)?;
    if all.iter().any(|one| one.is_called(typed)) {
        return Ok(Vec::new());
    }
    let is_near =
        |one: &OutsideRecipient| is_nearly(typed, &one.name) || one.also_named.iter().any(|name| is_nearly(typed, name));
    Ok(all.iter().filter(|one| is_near(one)).map(|one| Listed::of(one)).take(MOST_SUGGESTED).collect())
}

/// The party as the directory knows it: its name, address and kind in law, the other names it has, its intermediary by name. Whoever is not
/// in use there, and a payer of this installation, stays as typed. That somebody treats this person is said by whoever sends; the directory
/// can only take it back.
///
/// # Errors
/// The database's own.
pub fn known_as(cx: &Context<'_>, typed: &Party) -> Result<Party, Refusal> {
    if typed.payer.is_some() || key(&typed.name).is_empty() {
        return Ok(typed.clone());
    }
    let Some(one) = store::in_use_called(cx.tx, &typed.name)? else { return Ok(typed.clone()) };
    let through = match &typed.through {
        Some(name) => Some(store::in_use_called(cx.tx, name)?.map_or_else(|| name.clone(), |through| through.name.clone())),
        None => None,
    };
    Ok(Party {
        name: one.name.clone(),
        status: one.status,
        payer: None,
        treats: typed.treats && one.treats,
        through,
        also_named: one.also_named.clone(),
        address: one.reached_at(),
        listed: Some(one.id),
    })
}
