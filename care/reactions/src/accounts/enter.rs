//! Signing in. Whatever was wrong, the answer is the same and so is the work (ASVS 5.0.0-6.3.8).

use access::account::attempt::{self, Begun};
use access::{Refusal, session};
use jiff::Timestamp;
use sign_in::{PasskeySite, SessionToken};

use super::hashing;
use crate::House;

/// What became of a name and a password.
#[derive(Debug)]
pub enum Started {
    /// Too many attempts failed: not before this moment.
    WaitUntil(Timestamp),
    /// Ask for the code. Whether the password was right is said to nobody now. The browser keeps the token until then.
    Code(SessionToken),
}

/// A question for a device with a passkey.
#[derive(Debug)]
pub enum PasskeyQuestion {
    /// Too many attempts failed from this address: not before this moment.
    WaitUntil(Timestamp),
    /// What to ask, and what the browser keeps until the answer.
    Ask(serde_json::Value, SessionToken),
}

impl House {
    /// Takes a name and a password.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn start_sign_in(&self, login: &str, password: &str, address: &str) -> Result<Started, Refusal> {
        let (now, today) = self.moment();
        let begun = self.database().write(|tx| attempt::begin(tx, login, address, now, today))?;
        let attempt = match begun {
            Begun::WaitUntil(until) => return Ok(Started::WaitUntil(until)),
            Begun::Begun(attempt) => attempt,
        };
        let is_right = hashing(|passwords| passwords.verify(password, attempt.password.as_ref()))?;
        self.database().write(|tx| attempt::wait_for_code(tx, &attempt, is_right, now))?;
        Ok(Started::Code(attempt.token))
    }

    /// Whether a browser has given name and password and its code is awaited.
    ///
    /// # Errors
    /// The database's own.
    pub fn awaits_code(&self, token: &SessionToken) -> Result<bool, Refusal> {
        let (now, _) = self.moment();
        self.database().read::<_, Refusal>(|tx| attempt::is_waiting(tx, token, now))
    }

    /// Takes the code of the authenticator app or a recovery code and begins a session when all was right. The session the browser
    /// had before ends, so that nobody goes on in it.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn finish_sign_in(
        &self,
        token: &SessionToken,
        code: &str,
        previous: Option<&SessionToken>,
    ) -> Result<Option<SessionToken>, Refusal> {
        let (now, today) = self.moment();
        let begun = self.database().write::<_, Refusal>(|tx| {
            let entered = attempt::finish(tx, token, code, self.vault(), now, today)?;
            entered.map(|entered| Ok((entered.staff, self.enter(tx, &entered)?))).transpose()
        })?;
        let Some((staff, session)) = begun else {
            tracing::info!("sign-in refused");
            return Ok(None);
        };
        self.leave(previous)?;
        tracing::info!(%staff, "signed in");
        Ok(Some(session))
    }

    /// Begins a sign-in with a passkey.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn start_passkey_sign_in(&self, site: &PasskeySite, address: &str) -> Result<PasskeyQuestion, Refusal> {
        let (now, _) = self.moment();
        Ok(match self.database().write(|tx| attempt::begin_passkey(tx, site, address, now))? {
            Begun::WaitUntil(until) => PasskeyQuestion::WaitUntil(until),
            Begun::Begun((question, token)) => PasskeyQuestion::Ask(question, token),
        })
    }

    /// Takes the device's answer and begins a session when it is right.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn finish_passkey_sign_in(
        &self,
        site: &PasskeySite,
        token: &SessionToken,
        answer: &str,
        address: &str,
        previous: Option<&SessionToken>,
    ) -> Result<Option<SessionToken>, Refusal> {
        let (now, today) = self.moment();
        let done = self.database().write::<_, Refusal>(|tx| {
            match attempt::finish_passkey(tx, site, token, answer, address, now, today)? {
                Ok(staff) => Ok(Ok((staff, session::begin(tx, staff, now)?))),
                Err(why) => Ok(Err(why)),
            }
        })?;
        match done {
            Ok((staff, session)) => {
                self.leave(previous)?;
                tracing::info!(%staff, "signed in with a passkey");
                Ok(Some(session))
            }
            Err(error) => {
                tracing::info!(%error, "passkey sign-in refused");
                Ok(None)
            }
        }
    }
}
