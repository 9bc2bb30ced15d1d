//! The public site as somebody who acts: it may put a request into the queue and nothing else; the readable policy says so
//! (`public_site.cedar`). In the ledger it stands as the program itself, with the web as the source.

use access::{Actor, Role};

pub(super) fn public_site() -> Actor {
    Actor {
        staff: Actor::STEPDOWN,
        signature_name: "The public site".to_owned(),
        credential: String::new(),
        roles: vec![Role::PublicSite],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}
