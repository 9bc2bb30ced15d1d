//! The first walk: from a one-time link to an account that is ready. Each step is kept; only the end changes anything.

use ::store::{Author, Entry, Tx};
use access::account::invitation::{self, Factor, Invitation};
use access::account::step::{self, Kind};
use access::account::{NamedPasskey, means, store};
use access::{Problems, Refusal, Staff, session};
use sign_in::{Enrolment, PasskeyOwner, PasskeySite, RegistrationState, SessionToken};
use vocabulary::PersonName;

use super::{hash, passkey_refused, stale};
use crate::House;

/// Whom a link is for, before the walk begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The given name, to greet.
    pub given_name: String,
    /// Whether it is the first person of an installation, who has no name yet.
    pub is_first: bool,
    /// Whether a browser has opened it already: no other may.
    pub is_taken: bool,
}

/// How far a walk has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    /// Who walks.
    pub staff: Staff,
    /// Whether their name is still to be typed.
    pub needs_name: bool,
    /// Whether the password is chosen.
    pub has_password: bool,
}

/// A walk that ended.
pub struct Walked {
    /// The recovery codes, to show once.
    pub recovery_codes: Vec<String>,
    /// The session that has begun.
    pub session: SessionToken,
}

impl House {
    /// Whom a link is for; nothing when it is dead or never was.
    ///
    /// # Errors
    /// The database's own.
    pub fn invited(&self, code: &SessionToken) -> Result<Option<Invited>, Refusal> {
        let (now, today) = self.moment();
        let found = self.database().read::<_, Refusal>(|tx| invitation::by_code(tx, code, now, today))?;
        Ok(found.map(|found| Invited {
            given_name: found.staff.name.given,
            is_first: found.is_first,
            is_taken: found.browser.is_some(),
        }))
    }

    /// Begins a walk: the link belongs to this browser from now on. Nothing when it is dead or another browser was first.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn begin_walk(&self, code: &SessionToken) -> Result<Option<SessionToken>, Refusal> {
        let (now, today) = self.moment();
        self.database().write(|tx| invitation::begin(tx, code, now, today))
    }

    /// How far the walk of a browser has come.
    ///
    /// # Errors
    /// The database's own.
    pub fn walk(&self, browser: &SessionToken) -> Result<Option<Walk>, Refusal> {
        let (now, today) = self.moment();
        let found = self.database().read::<_, Refusal>(|tx| invitation::by_browser(tx, browser, now, today))?;
        Ok(found.map(|found| Walk {
            needs_name: found.is_first && found.gathered.password.is_none(),
            has_password: found.gathered.password.is_some(),
            staff: found.staff,
        }))
    }

    /// The first step of the first person: their name, and the name they sign in with.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem; [`Refusal::Refused`] when the link is dead.
    pub fn walk_name(&self, browser: &SessionToken, given: &str, family: &str, login: &str) -> Result<(), Refusal> {
        let login = login.trim().to_lowercase();
        self.database().write(|tx| {
            let walking = self.walking(tx, browser)?;
            let mut problems = Problems::none();
            let name = problems.check("given", PersonName::parse(given, family));
            let fits =
                (2..=60).contains(&login.chars().count()) && login.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c));
            problems.require("login", fits, "Use 2 to 60 letters, digits, dots or hyphens, without blanks.");
            let taken = store::staff_by_login(tx, &login)?.is_some_and(|other| other.id != walking.staff.id);
            problems.require("login", !taken, "Somebody else has this sign-in name. Choose another.");
            let name = problems.finish(name)?;
            let stored = tx.load::<Staff>(walking.staff.id)?.filter(|_| walking.is_first).ok_or_else(stale)?;
            let named = Staff { name, login: login.clone(), ..stored.record.clone() };
            if named == stored.record {
                return Ok(());
            }
            let entry =
                Entry { at: self.clock().now(), by: Author::Staff(named.id), reason: "said their name at the first start" };
            Ok(tx.amend(&named, stored.version, &entry)?)
        })
    }

    /// Chooses the password.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with everything weak about it; [`Refusal::Refused`] when the link is dead.
    pub fn walk_password(&self, browser: &SessionToken, program: &str, new: &str, again: &str) -> Result<(), Refusal> {
        let walking = self.database().read::<_, Refusal>(|tx| self.walking(tx, browser))?;
        means::check_password(&walking.staff, program, new, again)?;
        let hash = hash(new)?;
        self.database().write(|tx| {
            let mut walking = self.walking(tx, browser)?;
            walking.gathered.password = Some(hash.clone());
            invitation::keep(tx, &walking)
        })
    }

    /// What to show for setting up an authenticator app; the same again when the page is opened again.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the link is dead or there is no key to seal secrets with.
    pub fn walk_authenticator(&self, browser: &SessionToken, program: &str) -> Result<Enrolment, Refusal> {
        self.database().write(|tx| {
            let mut walking = self.walking(tx, browser)?;
            if let Some(sealed) = &walking.gathered.authenticator {
                return means::show_authenticator(self.vault(), &walking.staff, sealed, program);
            }
            let (sealed, enrolment) = means::new_authenticator(self.vault(), &walking.staff, program)?;
            walking.gathered.authenticator = Some(sealed);
            invitation::keep(tx, &walking)?;
            Ok(enrolment)
        })
    }

    /// Ends the walk with a code of the authenticator app.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when it is not the code of now; [`Refusal::Refused`] when the link is dead.
    pub fn walk_with_authenticator(&self, browser: &SessionToken, code: &str) -> Result<Walked, Refusal> {
        let (now, _) = self.moment();
        self.database().write(|tx| {
            let walking = self.walking(tx, browser)?;
            let sealed = walking.gathered.authenticator.clone().ok_or_else(stale)?;
            let step = means::confirm_authenticator(self.vault(), walking.staff.id, &sealed, code, now)?;
            self.ended(tx, &walking, Factor::Authenticator(sealed, step))
        })
    }

    /// What to ask the browser for a passkey.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the link is dead.
    pub fn walk_passkey_question(&self, browser: &SessionToken, site: &PasskeySite) -> Result<serde_json::Value, Refusal> {
        let (now, _) = self.moment();
        self.database().write(|tx| {
            let walking = self.walking(tx, browser)?;
            let full = walking.staff.name.full();
            let owner = PasskeyOwner { id: walking.staff.id.0, account: &walking.staff.login, shown_name: &full };
            let started = site.start_registration(&owner, &[], now.as_millisecond());
            let (question, state) = started.map_err(passkey_refused)?;
            step::keep(tx, browser, Kind::PasskeyAdd, &state, now)?;
            Ok(question)
        })
    }

    /// Ends the walk with a passkey.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when it was not taken; [`Refusal::Refused`] when the link is dead.
    pub fn walk_with_passkey(
        &self,
        browser: &SessionToken,
        site: &PasskeySite,
        answer: &str,
        name: &str,
    ) -> Result<Walked, Refusal> {
        let (now, _) = self.moment();
        self.database().write(|tx| {
            let walking = self.walking(tx, browser)?;
            let state = step::take::<RegistrationState>(tx, browser, Kind::PasskeyAdd, now)?;
            let state = state.ok_or_else(|| passkey_refused(sign_in::PasskeyError::TooLate))?;
            let finished = site.finish_registration(&state, walking.staff.id.0, answer, now.as_millisecond());
            let key = finished.map_err(passkey_refused)?;
            let passkey = NamedPasskey { name: device_name(name), added_at: now, used_at: None, key };
            self.ended(tx, &walking, Factor::Passkey(Box::new(passkey)))
        })
    }

    fn walking(&self, tx: &Tx<'_>, browser: &SessionToken) -> Result<Invitation, Refusal> {
        let (now, today) = self.moment();
        invitation::by_browser(tx, browser, now, today)?.ok_or_else(stale)
    }

    fn ended(&self, tx: &Tx<'_>, walking: &Invitation, factor: Factor) -> Result<Walked, Refusal> {
        let (now, _) = self.moment();
        let recovery_codes = invitation::finish(tx, walking, factor, now)?;
        let session = session::begin(tx, walking.staff.id, now)?;
        tracing::info!(staff = %walking.staff.id, "account ready");
        Ok(Walked { recovery_codes, session })
    }
}

/// A name for a device: what was typed, or a plain one.
pub(super) fn device_name(typed: &str) -> String {
    let name: String = vocabulary::name::tidy(typed).chars().take(60).collect();
    if name.is_empty() { "Passkey".into() } else { name }
}
