//! SQLite whose files are encrypted: SQLCipher, compiled from its source, with ciphers of Rust in place of OpenSSL.
//!
//! Whoever wants SQLite takes the driver from here: it is linked with this library and with no other. A file is in the format of
//! SQLCipher 4 with HMAC-SHA-256, so that its own tools open it with the key and `PRAGMA cipher_hmac_algorithm = HMAC_SHA256`. Why not OpenSSL: `docs/adr/0026-the-database-file-is-encrypted.md`.

pub use rusqlite::*;

mod cipher;
mod handed_over;

/// The release of SQLCipher that is linked.
pub const SQLCIPHER_VERSION: &str = sqlcipher_src::SQLCIPHER_VERSION;

#[cfg(test)]
mod tests;
