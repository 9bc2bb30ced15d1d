//! Backup and restore: the whole database as one compressed file, encrypted with age, all of it or nothing.
//!
//! | layer | what |
//! |---|---|
//! | outside | age, to a public key or a passphrase: nobody changes or cuts it unnoticed |
//! | inside | gzip |
//! | innermost | the dump of `foundation/store`, the same from either engine |

pub(crate) mod restore;
mod seal;
pub(crate) use seal::{Opener, Seal};
pub(crate) mod write;
