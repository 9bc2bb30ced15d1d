//! A part of a record that stands there sealed: it is opened by those who may read it, with the keys of this installation, and by nobody
//! who has the database alone (P2-54).

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::key_ring::{KeyRing, KeyRingError, Place, Sealed};

/// Something sealed in its place. What an earlier version wrote stands in clear and is read as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Envelope<T> {
    /// Only its key opens it.
    Sealed {
        /// The sealed words: what was sealed, as JSON.
        sealed: Sealed,
    },
    /// Of before.
    Clear(T),
}

impl<T: Serialize + DeserializeOwned + Clone> Envelope<T> {
    /// Seals something for its place, with the newest key.
    ///
    /// # Errors
    /// As [`KeyRing::seal`].
    pub fn seal(keys: &KeyRing, place: Place, what: &T) -> Result<Self, KeyRingError> {
        let words = serde_json::to_string(what).map_err(|_| KeyRingError::DoesNotOpen)?;
        Ok(Self::Sealed { sealed: keys.seal(place, &words)? })
    }

    /// Opens it in its place.
    ///
    /// # Errors
    /// As [`KeyRing::open`].
    pub fn open(&self, keys: &KeyRing, place: Place) -> Result<T, KeyRingError> {
        match self {
            Self::Clear(what) => Ok(what.clone()),
            Self::Sealed { sealed } => serde_json::from_str(&keys.open(place, sealed)?).map_err(|_| KeyRingError::DoesNotOpen),
        }
    }
}

impl<T> Envelope<T> {
    /// The name of the key that sealed it; nothing when it stands in clear.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Sealed { sealed } => Some(&sealed.key),
            Self::Clear(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use uuid::Uuid;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Why {
        reason: String,
    }

    const PLACE: Place = Place { kind: "no_contact", bound_to: [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)] };

    #[test]
    fn p2_54_a_sealed_part_shows_nothing_and_opens_in_its_place_only() {
        let keys = KeyRing::for_this_run().unwrap();
        let why = Why { reason: "a heron".into() };
        let kept = Envelope::seal(&keys, PLACE, &why).unwrap();
        let stored = serde_json::to_string(&kept).unwrap();
        assert!(!stored.contains("heron") && stored.starts_with("{\"sealed\":{\"key\":"), "{stored}");
        let read: Envelope<Why> = serde_json::from_str(&stored).unwrap();
        assert_eq!((read.open(&keys, PLACE).unwrap(), read.key()), (why, keys.names().last().copied()));
        let elsewhere = Place { bound_to: [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(4)], ..PLACE };
        assert_eq!(read.open(&keys, elsewhere), Err(KeyRingError::DoesNotOpen));
        assert_eq!(Envelope::seal(&crate::key_ring::NO_KEYS, PLACE, &Why { reason: String::new() }), Err(KeyRingError::NoKey));
    }

    #[test]
    fn what_an_earlier_version_wrote_in_clear_is_read() {
        let read: Envelope<Why> = serde_json::from_str("{\"reason\":\"a heron\"}").unwrap();
        assert_eq!(read.open(&crate::key_ring::NO_KEYS, PLACE).unwrap().reason, "a heron");
        assert_eq!(read.key(), None);
    }
}
