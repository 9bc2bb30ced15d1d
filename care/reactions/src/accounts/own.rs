//! Looking after one's own account. Whatever changes how one signs in needs the password said a short while ago.

use ::store::Tx;
use access::account::step::{self, Kind};
use access::account::{Account, NamedPasskey, means, store};
use access::{Actor, Preferences, Refusal, Staff, session};
use jiff::Timestamp;
use sign_in::{Enrolment, PasskeyOwner, PasskeySite, RecoveryCodes, RegistrationState, SessionToken};

use super::walk::device_name;
use super::{hash, no_account, passkey_refused};
use crate::House;

/// How somebody can sign in, to show to themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAccount {
    /// Whether an authenticator app is set up.
    pub has_authenticator: bool,
    /// How many recovery codes are left.
    pub recovery_codes_left: usize,
    /// The passkeys.
    pub passkeys: Vec<PasskeyLine>,
    /// Whether a PIN opens the locked screen.
    pub has_pin: bool,
    /// How many sessions are open, this one included.
    pub sessions: usize,
}

/// One passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyLine {
    /// By which it is found.
    pub id: String,
    /// As its owner calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it last signed in.
    pub used_at: Option<Timestamp>,
}

impl House {
    /// How the actor can sign in; nothing when they have no account, as in the demonstration.
    ///
    /// # Errors
    /// The database's own.
    pub fn own_account(&self, actor: &Actor) -> Result<Option<OwnAccount>, Refusal> {
        let (now, _) = self.moment();
        self.database().read(|tx| {
            let Some(account) = store::find(tx, actor.staff)? else { return Ok(None) };
            let line = |passkey: &NamedPasskey| PasskeyLine {
                id: passkey.key.id(),
                name: passkey.name.clone(),
                added_at: passkey.added_at,
                used_at: passkey.used_at,
            };
            Ok(Some(OwnAccount {
                has_authenticator: account.authenticator.is_some(),
                recovery_codes_left: account.recovery_codes.left(),
                passkeys: account.passkeys.iter().map(line).collect(),
                has_pin: account.pin.is_some(),
                sessions: session::count(tx, actor.staff, now)?,
            }))
        })
    }

    /// Stores how the actor likes the pages.
    ///
    /// # Errors
    /// The database's own.
    pub fn set_preferences(&self, actor: &Actor, preferences: &Preferences) -> Result<(), Refusal> {
        self.database().write(|tx| Ok(store::put_preferences(tx, actor.staff, preferences)?))
    }

    /// Changes the password and ends every other session of the actor.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with everything weak about it; [`Refusal::Refused`] when the password was not said a short while ago.
    pub fn change_password(
        &self,
        actor: &Actor,
        token: &SessionToken,
        program: &str,
        new: &str,
        again: &str,
    ) -> Result<(), Refusal> {
        let staff = self.database().read::<_, Refusal>(|tx| tx.load::<Staff>(actor.staff)?.ok_or(Refusal::NotFound))?;
        means::check_password(&staff, program, new, again)?;
        let hash = hash(new)?;
        self.change(actor, token, |tx, account| {
            account.password = hash.clone();
            session::end_others(tx, actor.staff, token)
        })
    }

    /// Sets the PIN that opens a locked screen.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what to choose instead; [`Refusal::Refused`] when the password was not said a short while ago.
    pub fn set_pin(&self, actor: &Actor, token: &SessionToken, new: &str, again: &str) -> Result<(), Refusal> {
        means::check_pin(new, again)?;
        let hash = hash(new)?;
        self.change(actor, token, |_, account| {
            account.pin = Some(hash.clone());
            Ok(())
        })
    }

    /// Removes the PIN: a locked screen then asks for the password.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the password was not said a short while ago.
    pub fn remove_pin(&self, actor: &Actor, token: &SessionToken) -> Result<(), Refusal> {
        self.change(actor, token, |_, account| {
            account.pin = None;
            Ok(())
        })
    }

    /// Ten new recovery codes, to show once. The earlier ones end.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the password was not said a short while ago.
    pub fn new_recovery_codes(&self, actor: &Actor, token: &SessionToken) -> Result<Vec<String>, Refusal> {
        let new = RecoveryCodes::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
        self.change(actor, token, |_, account| {
            account.recovery_codes = new.stored.clone();
            Ok(())
        })?;
        Ok(new.shown)
    }

    /// What to show for setting up an authenticator app, in place of the one before. It counts once it is confirmed.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the password was not said a short while ago, or there is no key to seal secrets with.
    pub fn start_authenticator(&self, actor: &Actor, token: &SessionToken, program: &str) -> Result<Enrolment, Refusal> {
        let (now, _) = self.moment();
        self.change(actor, token, |tx, account| {
            let staff = tx.load::<Staff>(account.staff)?.ok_or(Refusal::NotFound)?;
            if let Some(sealed) = step::look::<String>(tx, token, Kind::AuthenticatorAdd, now)? {
                return means::show_authenticator(self.vault(), &staff, &sealed, program);
            }
            let (sealed, enrolment) = means::new_authenticator(self.vault(), &staff, program)?;
            step::keep(tx, token, Kind::AuthenticatorAdd, &sealed, now)?;
            Ok(enrolment)
        })
    }

    /// Confirms the new authenticator app by one of its codes; the one before does not count any more.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when it is not the code of now.
    pub fn finish_authenticator(&self, actor: &Actor, token: &SessionToken, code: &str) -> Result<(), Refusal> {
        let (now, _) = self.moment();
        self.change(actor, token, |tx, account| {
            let sealed = step::look::<String>(tx, token, Kind::AuthenticatorAdd, now)?;
            let sealed = sealed
                .ok_or_else(|| Refusal::invalid("code", "It took longer than 15 minutes. Begin again with a new picture."))?;
            account.last_step = Some(means::confirm_authenticator(self.vault(), account.staff, &sealed, code, now)?);
            account.authenticator = Some(sealed);
            step::take::<String>(tx, token, Kind::AuthenticatorAdd, now)?;
            Ok(())
        })
    }

    /// Removes the authenticator app. Refused while it is the only second means.
    ///
    /// # Errors
    /// [`Refusal::Refused`].
    pub fn remove_authenticator(&self, actor: &Actor, token: &SessionToken) -> Result<(), Refusal> {
        self.change(actor, token, |_, account| {
            if !account.has_passkey() {
                return Err(last_means("Add a passkey first."));
            }
            (account.authenticator, account.last_step) = (None, None);
            Ok(())
        })
    }

    /// What to ask the browser for another passkey.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the password was not said a short while ago.
    pub fn passkey_question(
        &self,
        actor: &Actor,
        token: &SessionToken,
        site: &PasskeySite,
    ) -> Result<serde_json::Value, Refusal> {
        let (now, _) = self.moment();
        self.change(actor, token, |tx, account| {
            let staff = tx.load::<Staff>(account.staff)?.ok_or(Refusal::NotFound)?;
            let full = staff.name.full();
            let owner = PasskeyOwner { id: staff.id.0, account: &staff.login, shown_name: &full };
            let started = site.start_registration(&owner, &account.keys(), now.as_millisecond());
            let (question, state) = started.map_err(passkey_refused)?;
            step::keep(tx, token, Kind::PasskeyAdd, &state, now)?;
            Ok(question)
        })
    }

    /// Adds a passkey with the browser's answer.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when it was not taken.
    pub fn add_passkey(
        &self,
        actor: &Actor,
        token: &SessionToken,
        site: &PasskeySite,
        answer: &str,
        name: &str,
    ) -> Result<(), Refusal> {
        let (now, _) = self.moment();
        self.change(actor, token, |tx, account| {
            let state = step::take::<RegistrationState>(tx, token, Kind::PasskeyAdd, now)?;
            let state = state.ok_or_else(|| passkey_refused(sign_in::PasskeyError::TooLate))?;
            let finished = site.finish_registration(&state, account.staff.0, answer, now.as_millisecond());
            let key = finished.map_err(passkey_refused)?;
            account.passkeys.push(NamedPasskey { name: device_name(name), added_at: now, used_at: None, key });
            Ok(())
        })
    }

    /// Gives a passkey another name.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn rename_passkey(&self, actor: &Actor, token: &SessionToken, id: &str, name: &str) -> Result<(), Refusal> {
        self.change(actor, token, |_, account| {
            let passkey = account.passkeys.iter_mut().find(|passkey| passkey.key.id() == id).ok_or(Refusal::NotFound)?;
            passkey.name = device_name(name);
            Ok(())
        })
    }

    /// Removes a passkey. Refused while it is the only second means.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::Refused`].
    pub fn remove_passkey(&self, actor: &Actor, token: &SessionToken, id: &str) -> Result<(), Refusal> {
        self.change(actor, token, |_, account| {
            let before = account.passkeys.len();
            account.passkeys.retain(|passkey| passkey.key.id() != id);
            match account.passkeys.len() {
                now if now == before => Err(Refusal::NotFound),
                0 if account.authenticator.is_none() => Err(last_means("Add another passkey or an authenticator app first.")),
                _ => Ok(()),
            }
        })
    }

    /// Ends every session of the actor, this one too.
    ///
    /// # Errors
    /// The database's own.
    pub fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), Refusal> {
        self.database().write(|tx| session::end_all(tx, actor.staff))
    }

    fn change<T>(
        &self,
        actor: &Actor,
        token: &SessionToken,
        work: impl Fn(&Tx<'_>, &mut Account) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.database().write(|tx| {
            let mut account = store::find(tx, actor.staff)?.ok_or_else(no_account)?;
            if !self.confirmed(tx, token)? {
                return Err(Refusal::refused(
                    "confirm_first",
                    "ASVS-7.5",
                    "Before this is changed, your password is asked for once more.",
                    "Say your password and try again.",
                ));
            }
            let done = work(tx, &mut account)?;
            store::put(tx, &account)?;
            Ok(done)
        })
    }
}

fn last_means(remedy: &str) -> Refusal {
    Refusal::refused("last_second_means", "ASVS-6.3", "This is the only thing beside your password that shows it is you.", remedy)
}
