//! The only `unsafe` code of the project: SQLCipher hands bytes over as pointer and length, and wants its answer behind a pointer.
//!
//! `provider.c` is the only caller. It looks at every pointer and length first, and SQLCipher owns all buffers for the whole call: they
//! are as long as it says, 32 bytes for a tag, as long as what comes in for what is encrypted or decrypted. A panic cannot cross the
//! border: it ends the program.

#![expect(unsafe_code, reason = "SQLCipher is C")]

use std::ffi::{c_int, c_uint};
use std::num::NonZeroU32;

use crate::cipher::{self, BLOCK_BYTES, KEY_BYTES, NotDone};

const DONE: c_int = 0;
const FAILED: c_int = 1;

fn told(done: Result<(), NotDone>) -> c_int {
    if done.is_ok() { DONE } else { FAILED }
}

/// Bytes that somebody else owns for the time of a call.
///
/// # Safety
/// Unless `length` is 0, `start` points to that many bytes, which nobody writes meanwhile.
unsafe fn bytes<'a>(start: *const u8, length: usize) -> &'a [u8] {
    // SAFETY: as the caller promises.
    if length == 0 || start.is_null() { &[] } else { unsafe { std::slice::from_raw_parts(start, length) } }
}

/// The same, to be written.
///
/// # Safety
/// As [`bytes`], and nobody reads them meanwhile.
unsafe fn bytes_to_write<'a>(start: *mut u8, length: usize) -> &'a mut [u8] {
    // SAFETY: as the caller promises.
    if length == 0 || start.is_null() { &mut [] } else { unsafe { std::slice::from_raw_parts_mut(start, length) } }
}

/// # Safety
/// `out` points to `length` bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn stepdown_random(out: *mut u8, length: usize) -> c_int {
    // SAFETY: as the caller promises.
    told(cipher::random(unsafe { bytes_to_write(out, length) }))
}

/// # Safety
/// The pointers point to as many bytes as the lengths say, `out` to 32.
#[unsafe(no_mangle)]
unsafe extern "C" fn stepdown_authenticate(
    key: *const u8,
    key_length: usize,
    first: *const u8,
    first_length: usize,
    second: *const u8,
    second_length: usize,
    out: *mut u8,
) -> c_int {
    // SAFETY: as the caller promises. The tag is whole before it is written, so that `out` may be one of the parts.
    unsafe {
        match cipher::authenticate(bytes(key, key_length), bytes(first, first_length), bytes(second, second_length)) {
            Ok(tag) => {
                out.copy_from_nonoverlapping(tag.as_ptr(), tag.len());
                DONE
            }
            Err(NotDone) => FAILED,
        }
    }
}

/// # Safety
/// The pointers point to as many bytes as the lengths say; `out` is none of the others.
#[unsafe(no_mangle)]
unsafe extern "C" fn stepdown_derive(
    words: *const u8,
    words_length: usize,
    salt: *const u8,
    salt_length: usize,
    turns: c_uint,
    out: *mut u8,
    out_length: usize,
) -> c_int {
    let Some(turns) = NonZeroU32::new(turns) else { return FAILED };
    // SAFETY: as the caller promises.
    unsafe { cipher::derive(bytes(words, words_length), bytes(salt, salt_length), turns, bytes_to_write(out, out_length)) };
    DONE
}

/// # Safety
/// As [`in_place`].
#[unsafe(no_mangle)]
unsafe extern "C" fn stepdown_encrypt(key: *const u8, iv: *const u8, from: *const u8, length: usize, out: *mut u8) -> c_int {
    // SAFETY: as the caller promises.
    unsafe { in_place(key, iv, from, length, out, cipher::encrypt) }
}

/// # Safety
/// As [`in_place`].
#[unsafe(no_mangle)]
unsafe extern "C" fn stepdown_decrypt(key: *const u8, iv: *const u8, from: *const u8, length: usize, out: *mut u8) -> c_int {
    // SAFETY: as the caller promises.
    unsafe { in_place(key, iv, from, length, out, cipher::decrypt) }
}

type Work = fn(&[u8; KEY_BYTES], &[u8; BLOCK_BYTES], &mut [u8]) -> Result<(), NotDone>;

/// Copies to where the answer is wanted and works there.
///
/// # Safety
/// `key` points to 32 bytes and `iv` to 16, neither of them in `out`; `from` and `out` point to `length` bytes and may be the same.
unsafe fn in_place(key: *const u8, iv: *const u8, from: *const u8, length: usize, out: *mut u8, work: Work) -> c_int {
    let (mut own_key, mut own_iv) = ([0; KEY_BYTES], [0; BLOCK_BYTES]);
    // SAFETY: as the caller promises.
    unsafe {
        own_key.copy_from_slice(bytes(key, KEY_BYTES));
        own_iv.copy_from_slice(bytes(iv, BLOCK_BYTES));
        out.copy_from(from, length);
        told(work(&own_key, &own_iv, bytes_to_write(out, length)))
    }
}
