//! Signing in with the organisation's account, and saying whose it is (ADR 0027). The identity comes from the edge, which asked the issuer
//! and checked its signature; whether it opens anything is decided here.

use access::account::attempt::Begun;
use access::account::attempt::organisation as attempt;
use access::account::organisation::{self, OrganisationAccount};
use access::{Actor, Refusal, Staff, session};
use jiff::Timestamp;
use sign_in::SessionToken;
use sign_in::open_id::Identity;
use vocabulary::id::StaffId;

pub use access::account::attempt::organisation::Rules;
pub use access::account::organisation::{AWAITED, KnownBy};

use crate::House;

/// What a browser that wants to go to the issuer gets.
#[derive(Debug)]
pub enum Leaving {
    /// Too many attempts failed from this address: not before this moment.
    WaitUntil(Timestamp),
    /// It may go, and keeps this until it is back.
    Go(SessionToken),
}

/// What became of a sign-in with the organisation's account.
#[derive(Debug)]
pub enum Arrival {
    /// They are in.
    In(SessionToken),
    /// Ask for the code. The browser keeps the token until then.
    Code(SessionToken),
    /// Too many attempts failed: not before this moment.
    WaitUntil(Timestamp),
    /// The same words as after any sign-in that failed.
    Refused,
}

impl House {
    /// Begins a sign-in with the organisation's account.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn leave_for_organisation(&self, address: &str) -> Result<Leaving, Refusal> {
        let (now, _) = self.moment();
        Ok(match self.database().write(|tx| attempt::leave(tx, address, now))? {
            Begun::WaitUntil(until) => Leaving::WaitUntil(until),
            Begun::Begun(token) => Leaving::Go(token),
        })
    }

    /// Whether a browser that was away is back, the first time and soon enough. Whatever it brings is looked at only then.
    ///
    /// # Errors
    /// The database's own.
    pub fn back_from_organisation(&self, token: &SessionToken) -> Result<bool, Refusal> {
        let (now, _) = self.moment();
        self.database().write(|tx| attempt::come_back(tx, token, now))
    }

    /// Counts a trip that brought nothing that could be believed, and says so in the log.
    ///
    /// # Errors
    /// The database's own.
    pub fn fail_at_organisation(&self, address: &str) -> Result<(), Refusal> {
        let (now, _) = self.moment();
        tracing::info!("sign-in with the organisation's account refused");
        self.database().write(|tx| attempt::fail(tx, address, now))
    }

    /// Takes an identity that the issuer signed. `has_two_proofs` says whether the issuer saw both; otherwise the code is asked for. The
    /// session the browser had before ends.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn arrive_from_organisation(
        &self,
        identity: &Identity,
        rules: Rules<'_>,
        has_two_proofs: bool,
        address: &str,
        previous: Option<&SessionToken>,
    ) -> Result<Arrival, Refusal> {
        let moment = self.moment();
        let arrived = self.database().write::<_, Refusal>(|tx| {
            let arrived = attempt::arrive(tx, identity, rules, has_two_proofs, address, moment)?;
            Ok(match arrived {
                attempt::Arrived::In(entered) => Ok((entered.staff, self.enter(tx, &entered)?)),
                other => Err(other),
            })
        })?;
        Ok(match arrived {
            Ok((staff, session)) => {
                self.leave(previous)?;
                tracing::info!(%staff, "signed in with the organisation's account");
                Arrival::In(session)
            }
            Err(attempt::Arrived::Code(token)) => Arrival::Code(token),
            Err(attempt::Arrived::WaitUntil(until)) => Arrival::WaitUntil(until),
            Err(_) => {
                tracing::info!("sign-in with the organisation's account refused");
                Arrival::Refused
            }
        })
    }

    /// By which issuer the person of a session came, to sign out there too.
    ///
    /// # Errors
    /// The database's own.
    pub fn came_by(&self, token: &SessionToken) -> Result<Option<String>, Refusal> {
        self.database().read(|tx| session::issuer(tx, token))
    }

    /// The organisation's account of a member of staff, for whoever manages staff.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the actor may not manage staff, or it is their own.
    pub fn organisation_account(&self, actor: &Actor, staff: StaffId) -> Result<Option<OrganisationAccount>, Refusal> {
        self.require_manages(actor, staff)?;
        self.database().read(|tx| Ok(organisation::find(tx, staff)?))
    }

    /// Says which account at the issuer is a member of staff's. Nobody does so for themselves.
    ///
    /// # Errors
    /// [`Refusal::Refused`] as above; [`Refusal::Invalid`] when it is somebody else's, or the person does not work here.
    pub fn bind_organisation_account(
        &self,
        actor: &Actor,
        staff: StaffId,
        issuer: &str,
        known_by: &KnownBy,
    ) -> Result<(), Refusal> {
        self.require_manages(actor, staff)?;
        let (now, today) = self.moment();
        self.database().write(|tx| {
            let stored = tx.load::<Staff>(staff)?.ok_or(Refusal::NotFound)?;
            if !stored.works_on(today) && stored.from <= today {
                return Err(Refusal::invalid("subject", "Their work here has ended. If they came back, begin anew first."));
            }
            organisation::allow(tx, staff, issuer, known_by.clone(), now)
        })?;
        tracing::info!(by = %actor.staff, %staff, "the organisation's account was bound");
        Ok(())
    }

    /// Unbinds somebody from the organisation's account and ends the sessions that came by it, and every other of theirs.
    ///
    /// # Errors
    /// [`Refusal::Refused`] as above.
    pub fn unbind_organisation_account(&self, actor: &Actor, staff: StaffId) -> Result<(), Refusal> {
        self.require_manages(actor, staff)?;
        self.database().write::<_, Refusal>(|tx| {
            organisation::remove(tx, staff)?;
            session::end_all(tx, staff)
        })?;
        tracing::info!(by = %actor.staff, %staff, "the organisation's account was unbound");
        Ok(())
    }
}
