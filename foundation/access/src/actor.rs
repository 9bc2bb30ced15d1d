//! Who is acting: a member of staff in a session.

use policy::Role;
use store::Author;
use vocabulary::id::StaffId;

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
        }
    }

    /// As the ledger names them.
    #[must_use]
    pub fn author(&self) -> Author {
        if self.staff == Self::STEPDOWN { Author::Stepdown } else { Author::Staff(self.staff) }
    }

    /// Whether they hold a role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
