//! What SQLCipher asks of its cipher, in safe words: AES-256-CBC, HMAC-SHA-256, PBKDF2, random bytes.

use std::num::NonZeroU32;

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use ring::rand::SecureRandom as _;
use ring::{hmac, pbkdf2};

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;
/// Bytes of a block, and of what each page begins its encryption with.
pub(crate) const BLOCK_BYTES: usize = 16;
/// Bytes of the tag that vouches for a page.
pub(crate) const TAG_BYTES: usize = 32;

/// It was not done: the machine gave no randomness, or the bytes are no whole blocks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotDone;

/// Random bytes of the operating system.
pub(crate) fn random(out: &mut [u8]) -> Result<(), NotDone> {
    ring::rand::SystemRandom::new().fill(out).map_err(|_| NotDone)
}

/// The tag over both parts, one after the other.
pub(crate) fn authenticate(key: &[u8], first: &[u8], second: &[u8]) -> Result<[u8; TAG_BYTES], NotDone> {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    context.update(first);
    context.update(second);
    context.sign().as_ref().try_into().map_err(|_| NotDone)
}

/// A key out of words and salt.
pub(crate) fn derive(words: &[u8], salt: &[u8], turns: NonZeroU32, out: &mut [u8]) {
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA512, turns, salt, words, out);
}

/// Encrypts whole blocks in their place.
pub(crate) fn encrypt(key: &[u8; KEY_BYTES], iv: &[u8; BLOCK_BYTES], bytes: &mut [u8]) -> Result<(), NotDone> {
    let length = bytes.len();
    let cipher = cbc::Encryptor::<Aes256>::new(key.into(), iv.into());
    cipher.encrypt_padded::<NoPadding>(bytes, length).map(drop).map_err(|_| NotDone)
}

/// Decrypts whole blocks in their place.
pub(crate) fn decrypt(key: &[u8; KEY_BYTES], iv: &[u8; BLOCK_BYTES], bytes: &mut [u8]) -> Result<(), NotDone> {
    let cipher = cbc::Decryptor::<Aes256>::new(key.into(), iv.into());
    cipher.decrypt_padded::<NoPadding>(bytes).map(drop).map_err(|_| NotDone)
}
