//! Members of staff: who signs, with which credential, in which roles. Leaving closes access and keeps authorship.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use policy::Role;
use serde::{Deserialize, Serialize};
use store::{Author, Chain, Record, StoreError, Tx, Value, text};
use uuid::Uuid;
use vocabulary::id::StaffId;
use vocabulary::{PersonName, search};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// The id.
    pub id: StaffId,
    /// The name as signed.
    pub name: PersonName,
    /// The credential as signed, like `LICSW`; empty for staff without one.
    pub credential: String,
    /// The roles held.
    pub roles: Vec<Role>,
    /// National Provider Identifier, ten digits, for those who appear on claims.
    pub npi: Option<String>,
    /// Who co-signs, for staff in training.
    pub supervisor: Option<StaffId>,
    /// The name they sign in with.
    pub login: String,
    /// First day of work.
    pub from: Date,
    /// Last day of work; access ends with it.
    pub to: Option<Date>,
    /// The moment at which work ended before the last day did; access ended then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<Timestamp>,
}

impl Staff {
    /// `"Jo Alvarez, LICSW"`.
    #[must_use]
    pub fn signature_name(&self) -> String {
        if self.credential.is_empty() { self.name.full() } else { format!("{}, {}", self.name.full(), self.credential) }
    }

    /// Whether they work here on a day. On the day on which their work was ended they do not, from that moment.
    #[must_use]
    pub fn works_on(&self, day: Date) -> bool {
        let is_over = match self.left_at {
            Some(_) => self.to.is_none_or(|last| last <= day),
            None => self.to.is_some_and(|last| last < day),
        };
        self.from <= day && !is_over
    }

    /// Their record as it stands once their work ended at this moment of this day.
    #[must_use]
    pub fn leaving(&self, at: Timestamp, day: Date) -> Self {
        Self { to: Some(day.max(self.from)), left_at: Some(at), ..self.clone() }
    }

    /// Their record as it stands once they begin anew on this day.
    #[must_use]
    pub fn returning(&self, from: Date) -> Self {
        Self { from, to: None, left_at: None, ..self.clone() }
    }

    /// Whether their notes need a co-signature.
    #[must_use]
    pub fn needs_cosignature(&self) -> bool {
        self.roles.contains(&Role::Intern)
    }
}

impl Record for Staff {
    const TABLE: &'static str = "staff";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("login", text(&self.login)), ("find", text(search::tokens(&self.name.full()).join(" ")))]
    }
}

/// Who wrote a record, by name, from names at hand.
#[must_use]
pub fn author_among(names: &HashMap<StaffId, String>, author: Author) -> String {
    match author {
        Author::Staff(staff) => names.get(&staff).cloned().unwrap_or_else(|| "a former colleague".to_owned()),
        Author::Stepdown => "Stepdown".to_owned(),
        Author::Patient(_) => "the person".to_owned(),
    }
}

/// Who wrote a record, by name.
///
/// # Errors
/// The database's own.
pub fn author_name(tx: &Tx<'_>, author: Author) -> Result<String, StoreError> {
    let mut names = HashMap::new();
    if let Author::Staff(id) = author
        && let Some(staff) = tx.load::<Staff>(id)?
    {
        names.insert(id, staff.name.full());
    }
    Ok(author_among(&names, author))
}
