//! The cipher against the standards' own examples, and what it makes of a file.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::num::NonZeroU32;

use crate::cipher::{self, NotDone};
use crate::{Connection, ErrorCode};

const KEY: &str = "x'603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'";
const OTHER_KEY: &str = "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'";

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    hex::decode(hex).unwrap().try_into().unwrap()
}

fn open(path: &std::path::Path, key: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"{key}\"")).unwrap();
    connection
}

/// NIST SP 800-38A, F.2.5 and F.2.6.
#[test]
fn pages_are_encrypted_as_the_standard_says() {
    let (key, iv) = (bytes(&KEY[2..66]), bytes("000102030405060708090a0b0c0d0e0f"));
    let clear: [u8; 32] = bytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
    let mut page = clear;
    cipher::encrypt(&key, &iv, &mut page).unwrap();
    assert_eq!(hex::encode(page), "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d");
    cipher::decrypt(&key, &iv, &mut page).unwrap();
    assert_eq!(page, clear);
    assert_eq!(cipher::encrypt(&key, &iv, &mut page[..17]), Err(NotDone), "only whole blocks");
    assert_eq!(cipher::decrypt(&key, &iv, &mut page[..17]), Err(NotDone), "only whole blocks");
}

/// RFC 4231, case 2; PBKDF2 with HMAC-SHA-512 over the words of RFC 6070.
#[test]
fn tags_and_keys_are_made_as_the_standards_say() {
    let tag = cipher::authenticate(b"Jefe", b"what do ya want ", b"for nothing?").unwrap();
    assert_eq!(hex::encode(tag), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    let mut key = [0; 64];
    cipher::derive(b"password", b"salt", NonZeroU32::MIN, &mut key);
    let expected = "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252\
                    c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce";
    assert_eq!(hex::encode(key), expected);
    let (mut one, mut other) = ([0; 16], [0; 16]);
    cipher::random(&mut one).unwrap();
    cipher::random(&mut other).unwrap();
    assert_ne!(one, other);
}

#[test]
fn a_file_opens_with_its_key_only_and_a_changed_page_does_not_pass() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    let connection = open(&path, KEY);
    let settings = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(settings("cipher_provider"), "stepdown");
    assert_eq!(settings("cipher_hmac_algorithm"), "HMAC_SHA256");
    assert_eq!(settings("cipher_status"), "1");
    connection.execute_batch("CREATE TABLE t (words TEXT); INSERT INTO t VALUES ('a heron by the river')").unwrap();
    drop(connection);

    let file = std::fs::read(&path).unwrap();
    assert!(!file.starts_with(b"SQLite") && !file.windows(5).any(|window| window == b"heron"));
    let read = |key: &str| open(&path, key).query_row("SELECT words FROM t", [], |row| row.get::<_, String>(0));
    assert_eq!(read(KEY).unwrap(), "a heron by the river");
    assert_eq!(read(OTHER_KEY).unwrap_err().sqlite_error_code(), Some(ErrorCode::NotADatabase));

    let mut changed = file.clone();
    let last = changed.len() - 200;
    changed[last] ^= 1;
    std::fs::write(&path, changed).unwrap();
    assert!(read(KEY).is_err(), "the tag of the page does not hold");
}

#[test]
fn a_file_in_clear_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("CREATE TABLE t (words TEXT)").unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(b"SQLite format 3\0"));
    assert!(!crate::SQLCIPHER_VERSION.is_empty());
}
