//! Who is acting: a member of staff in a session, or a person in care through a link of their own.

use policy::Role;
use store::Author;
use vocabulary::id::{PatientId, StaffId};

use crate::Staff;

/// The member of staff who asks, as the session knows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Who.
    pub staff: StaffId,
    /// Name and credential as signed.
    pub signature_name: String,
    /// The credential alone.
    pub credential: String,
    /// Roles held.
    pub roles: Vec<Role>,
    /// Who co-signs their notes, when somebody must.
    pub supervisor: Option<StaffId>,
    /// Whether their notes need that co-signature.
    pub needs_cosignature: bool,
    /// The person in care who acts through their own link; nothing for staff. Such an actor holds no role and never will: what it
    /// may do stands in `person.cedar`.
    pub person: Option<PatientId>,
}

impl Actor {
    /// The id under which the program itself acts: at the command line and by the clock. No member of staff ever has it, because
    /// it is no id of version 7; in the ledger its writes stand as `stepdown`.
    pub const STEPDOWN: StaffId = StaffId(uuid::Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0057_e9d0));

    /// The actor a staff record makes.
    #[must_use]
    pub fn of(staff: &Staff) -> Self {
        Self {
            staff: staff.id,
            signature_name: staff.signature_name(),
            credential: staff.credential.clone(),
            roles: staff.roles.clone(),
            supervisor: staff.supervisor,
            needs_cosignature: staff.needs_cosignature(),
            person: None,
        }
    }

    /// The person in care, through their own link: their own things and nothing else.
    #[must_use]
    pub fn person(patient: PatientId, name: impl Into<String>) -> Self {
        Self {
            staff: StaffId(uuid::Uuid::nil()),
            signature_name: name.into(),
            credential: String::new(),
            roles: Vec::new(),
            supervisor: None,
            needs_cosignature: false,
            person: Some(patient),
        }
    }

    /// The program itself in one role: it may do what the role may and nothing more.
    #[must_use]
    pub fn of_stepdown(role: Role) -> Self {
        Self {
            staff: Self::STEPDOWN,
            signature_name: "Stepdown".to_owned(),
            credential: String::new(),
            roles: vec![role],
            supervisor: None,
            needs_cosignature: false,
            person: None,
        }
    }

    /// As the ledger names them.
    #[must_use]
    pub fn author(&self) -> Author {
        match self.person {
            Some(patient) => Author::Patient(patient),
            None if self.staff == Self::STEPDOWN => Author::Stepdown,
            None => Author::Staff(self.staff),
        }
    }

    /// Whether they hold a role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
