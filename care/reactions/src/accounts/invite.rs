//! Who may get in: one-time links for the first walk, the first link of an installation, and the end of access.

use ::store::{Author, Entry, Tx};
use access::account::{invitation, store};
use access::{Action, Actor, Circumstances, Kind, Refusal, Role, Staff};
use jiff::Timestamp;
use vocabulary::PersonName;
use vocabulary::id::StaffId;

use crate::House;

/// The name an installation's first person has until they type their own.
const FIRST_LOGIN: &str = "installer";

/// A one-time link for somebody's first walk. Give it to that person only; whoever opens it first walks.
#[derive(Clone, PartialEq, Eq)]
pub struct SetupLink {
    /// For whom.
    pub staff: StaffId,
    /// The address, to put after the origin: `/setup/…`.
    pub path: String,
    /// It works until this moment, once.
    pub dies_at: Timestamp,
}

impl std::fmt::Debug for SetupLink {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SetupLink").field("staff", &self.staff).field("dies_at", &self.dies_at).finish_non_exhaustive()
    }
}

impl House {
    /// Invites a member of staff: a link that works for 72 hours, once. An older link dies; an account they have stays until the new
    /// walk ends.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the actor may not manage staff, or it is their own account, or the person's last day has passed.
    pub fn invite(&self, actor: &Actor, staff: StaffId) -> Result<SetupLink, Refusal> {
        self.require_manages(actor, staff)?;
        let link = self.database().write(|tx| self.link_for(tx, staff))?;
        tracing::info!(by = %actor.staff, %staff, "invited to set up an account");
        Ok(link)
    }

    /// As [`House::invite`], by whoever runs the machine: `stepdown staff invite LOGIN`.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when nobody has this sign-in name, or their last day has passed.
    pub fn invite_by_login(&self, login: &str) -> Result<SetupLink, Refusal> {
        self.database().write(|tx| {
            let staff = store::staff_by_login(tx, login.trim())?;
            let staff =
                staff.ok_or_else(|| Refusal::invalid("login", "Nobody has this sign-in name. Look at the list of staff."))?;
            self.link_for(tx, staff.id)
        })
    }

    /// The link for the first person of an installation: when nobody at all has an account. It is for whoever holds the installer's
    /// role; where there is no such person yet, for a new one, who types their own name on the way. Each call makes a new link.
    ///
    /// # Errors
    /// [`Refusal::Fault`]; the database's own.
    pub fn first_setup_link(&self) -> Result<Option<SetupLink>, Refusal> {
        self.database().write(|tx| {
            if store::is_any_ready(tx)? {
                return Ok(None);
            }
            let staff = self.first_person(tx)?;
            self.link_for(tx, staff).map(Some)
        })
    }

    /// Closes somebody's access now: their means of signing in are gone, every session and link of theirs ends. What they wrote and
    /// signed stays theirs. Their last day of work is set on their record.
    ///
    /// # Errors
    /// [`Refusal::Refused`] when the actor may not manage staff, or it is their own account.
    pub fn close_access(&self, actor: &Actor, staff: StaffId) -> Result<(), Refusal> {
        self.require_manages(actor, staff)?;
        self.database().write(|tx| super::leave::close(tx, staff))?;
        tracing::info!(by = %actor.staff, %staff, "access closed");
        Ok(())
    }

    /// Who of the staff can sign in, for the list of staff. The others need an invitation.
    ///
    /// # Errors
    /// The database's own.
    pub fn staff_with_access(&self) -> Result<Vec<StaffId>, Refusal> {
        self.database().read(|tx| Ok(store::ready(tx)?))
    }

    pub(super) fn require_manages(&self, actor: &Actor, staff: StaffId) -> Result<(), Refusal> {
        let own = Circumstances::own_if(actor.staff == staff);
        if self.policy().allows(&actor.roles, Action::ManageStaff, Kind::Staff, &own) {
            return Ok(());
        }
        Err(Refusal::refused(
            "not_your_role",
            "P2-54",
            "Your role does not allow you to open or close this account.",
            "Ask somebody else who looks after the staff.",
        ))
    }

    fn link_for(&self, tx: &Tx<'_>, staff: StaffId) -> Result<SetupLink, Refusal> {
        let (now, today) = self.moment();
        let stored = tx.load::<Staff>(staff)?.ok_or(Refusal::NotFound)?;
        if !stored.works_on(today) && stored.from <= today {
            return Err(Refusal::invalid(
                "staff",
                "Their work here has ended. If they came back, begin anew on their page first.",
            ));
        }
        let is_first = stored.recorded_by == Author::Stepdown && stored.login == FIRST_LOGIN;
        let (code, dies_at) = invitation::make(tx, staff, is_first, now)?;
        Ok(SetupLink { staff, path: format!("/setup/{}", code.to_cookie()), dies_at })
    }

    fn first_person(&self, tx: &Tx<'_>) -> Result<StaffId, Refusal> {
        let (now, today) = self.moment();
        let all = schedule::program::all_staff(tx)?;
        let known = all.iter().find(|staff| staff.roles.contains(&Role::Installer) && staff.works_on(today));
        if let Some(known) = known {
            return Ok(known.id);
        }
        let staff = Staff {
            id: self.ids().next(now),
            name: PersonName { given: "First".into(), family: "person".into() },
            credential: String::new(),
            roles: vec![Role::Installer],
            npi: None,
            supervisor: None,
            login: FIRST_LOGIN.into(),
            from: today,
            to: None,
            left_at: None,
        };
        tx.append(&staff, &Entry { at: now, by: Author::Stepdown, reason: "first start" })?;
        Ok(staff.id)
    }
}
