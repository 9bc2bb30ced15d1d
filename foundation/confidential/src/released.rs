//! A value that passed the gate, marked with the channel it passed for. A page takes what was released to staff, a claim file
//! what was released to a payer; the two cannot be mixed up.

use std::marker::PhantomData;
use std::ops::Deref;

/// The channel: a signed-in member of staff, on a screen or on paper inside the program.
#[derive(Debug, Clone, Copy)]
pub struct ToStaff;

/// The channel: a payer or its clearing house, for payment.
#[derive(Debug, Clone, Copy)]
pub struct ToPayer;

/// The channel: the person it is about, through a link of their own.
#[derive(Debug, Clone, Copy)]
pub struct ToPatient;
/// The channel: the person themself, by text or e-mail that others may read.
#[derive(Debug, Clone, Copy)]
pub struct ToPerson;

/// The channel: anybody outside, as a packet with its notice.
#[derive(Debug, Clone, Copy)]
pub struct ToOutside;

/// A value that may be shown on this channel. Only the gate makes one.
pub struct Released<T, Channel = ToStaff> {
    content: T,
    channel: PhantomData<Channel>,
}

impl<T, Channel> Released<T, Channel> {
    pub(crate) fn new(content: T) -> Self {
        Self { content, channel: PhantomData }
    }

    /// Goes on with a part of what was released, or with another form of it, for the same channel.
    pub fn map<U>(self, part: impl FnOnce(T) -> U) -> Released<U, Channel> {
        Released::new(part(self.content))
    }
}

impl<T, Channel> Deref for Released<T, Channel> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T, Channel> std::fmt::Debug for Released<T, Channel> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Released(..)")
    }
}
