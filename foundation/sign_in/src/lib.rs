//! Proving who somebody is: password, one-time code, passkey, back-off.
