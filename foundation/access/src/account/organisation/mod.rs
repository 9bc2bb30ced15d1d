//! The account at the organisation's issuer that somebody may sign in with (ADR 0027). Nobody comes to be a member of staff by it:
//! whoever manages staff says, for one who is there, which account is theirs.
//!
//! | state | event | next | who |
//! |---|---|---|---|
//! | none | the issuer's own name was written | bound | who manages staff |
//! | none | an address was written | awaited (14 days) | who manages staff |
//! | awaited | somebody signed in whole, with this address, which the issuer verified | bound; the address is forgotten | the person |
//! | any | unbound, access closed, work ended | none | who manages staff |

mod store;

use ::store::Tx;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sign_in::open_id::Identity;
use vocabulary::id::StaffId;

use crate::{Problems, Refusal};

pub use store::{find, remove};

/// How long an address is awaited.
pub const AWAITED: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The longest name or address that is taken.
const LONGEST: usize = 255;

/// An account at the issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationAccount {
    /// Whose.
    pub staff: StaffId,
    /// At which issuer.
    pub issuer: String,
    /// The issuer's own lasting name for them, once it is bound.
    pub subject: Option<String>,
    /// The address it is awaited by until then, in small letters.
    pub email: Option<String>,
    /// When it was said to be theirs.
    pub allowed_at: Timestamp,
    /// When it last signed in.
    pub used_at: Option<Timestamp>,
}

/// By what somebody is known at the issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// The issuer's own lasting name: bound at once.
    Subject(String),
    /// An address, until the first sign-in.
    Email(String),
}

/// What the end of a sign-in writes down of the account it was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The issuer.
    pub issuer: String,
    /// Its own name for the person.
    pub subject: String,
}

impl KnownBy {
    /// Reads what was typed: one of the two.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what to write; an address only where the installation `binds_by_email`.
    pub fn read(subject: &str, email: &str, binds_by_email: bool) -> Result<Self, Refusal> {
        let (subject, email) = (subject.trim(), email.trim().to_lowercase());
        let fits = |text: &str| text.len() <= LONGEST && !text.contains(char::is_control);
        let mut problems = Problems::none();
        problems.require("subject", fits(subject), "This is too long for a name at the issuer.");
        let known = match (subject.is_empty(), email.is_empty()) {
            (true, true) => {
                problems.add("subject", "Write the account's own name at the issuer.");
                None
            }
            (false, false) => {
                problems.add("subject", "Write one of the two and leave the other empty.");
                None
            }
            (false, true) => Some(Self::Subject(subject.to_owned())),
            (true, false) => {
                let is_address = fits(&email)
                    && email.split_once('@').is_some_and(|(name, place)| {
                        !name.is_empty() && place.contains('.') && !email.contains(char::is_whitespace)
                    });
                problems.require(
                    "email",
                    binds_by_email,
                    "This installation does not bind by address. Write the account's own name.",
                );
                problems.require("email", is_address, "Write it like ana@example.org.");
                Some(Self::Email(email))
            }
        };
        problems.finish(known)
    }
}

/// Says which account at an issuer is a member of staff's, in place of the one before.
///
/// # Errors
/// [`Refusal::Invalid`] when it is somebody else's already; the database's own.
pub fn allow(tx: &Tx<'_>, staff: StaffId, issuer: &str, known_by: KnownBy, now: Timestamp) -> Result<(), Refusal> {
    let (field, subject, email) = match known_by {
        KnownBy::Subject(subject) => ("subject", Some(subject), None),
        KnownBy::Email(email) => ("email", None, Some(email)),
    };
    let other = match (&subject, &email) {
        (Some(subject), _) => store::by_subject(tx, issuer, subject)?,
        (None, Some(email)) => store::by_email(tx, issuer, email)?,
        (None, None) => None,
    };
    if other.is_some_and(|other| other.staff != staff) {
        return Err(Refusal::invalid(field, "Another member of staff signs in with this account. Unbind it there first."));
    }
    let account = OrganisationAccount { staff, issuer: issuer.to_owned(), subject, email, allowed_at: now, used_at: None };
    Ok(store::put(tx, &account)?)
}

/// Whose account an identity is, if anybody's: by the issuer's own name, or by an address it is awaited by, where the installation
/// `binds_by_email` and the issuer verified it.
///
/// # Errors
/// The database's own.
pub fn whose(
    tx: &Tx<'_>,
    issuer: &str,
    identity: &Identity,
    binds_by_email: bool,
    now: Timestamp,
) -> Result<Option<StaffId>, Refusal> {
    if let Some(bound) = store::by_subject(tx, issuer, &identity.subject)? {
        return Ok(Some(bound.staff));
    }
    let Some(email) = identity.email.as_deref().filter(|_| binds_by_email) else { return Ok(None) };
    let awaited = store::by_email(tx, issuer, email)?;
    let is_awaited = |one: &OrganisationAccount| one.subject.is_none() && now.duration_since(one.allowed_at) <= AWAITED;
    Ok(awaited.filter(is_awaited).map(|one| one.staff))
}

/// Writes down that somebody signed in with their account; the first time it is bound by this. `false` when it was unbound, or bound to
/// somebody else, meanwhile.
///
/// # Errors
/// The database's own.
pub fn used(tx: &Tx<'_>, staff: StaffId, with: &Use, now: Timestamp) -> Result<bool, Refusal> {
    let Some(account) = store::find(tx, staff)?.filter(|one| one.issuer == with.issuer) else { return Ok(false) };
    let is_theirs = account.subject.as_ref().is_none_or(|bound| *bound == with.subject);
    if is_theirs {
        store::put(tx, &OrganisationAccount { subject: Some(with.subject.clone()), email: None, used_at: Some(now), ..account })?;
    }
    Ok(is_theirs)
}
