//! The public keys of an issuer (RFC 7517), and the ways of signing that count here.

use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;

use crate::bytes::from_text;

/// A way of signing. Whatever is not in this list is refused: `none`, and everything with a shared secret (ASVS 5.0.0-9.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Ps256,
    Es256,
    EdDsa,
}

impl Algorithm {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rs256,
            "PS256" => Self::Ps256,
            "ES256" => Self::Es256,
            "EdDSA" | "Ed25519" => Self::EdDsa,
            _ => return None,
        })
    }
}

/// The keys of an issuer that we can use.
#[derive(Clone, Debug, Default)]
pub struct KeySet(Vec<Key>);

#[derive(Clone, Debug)]
pub(super) struct Key {
    id: Option<String>,
    only_for: Option<String>,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// An uncompressed point.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

#[derive(Deserialize)]
struct SetWire {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct KeyWire {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// Reads the keys; what is of another kind, or for encryption, is passed over. `None` when it is no list of keys.
    #[must_use]
    pub fn read(json: &[u8]) -> Option<Self> {
        let wire: SetWire = serde_json::from_slice(json).ok()?;
        let keys = wire.keys.into_iter().filter_map(|one| serde_json::from_value::<KeyWire>(one).ok());
        Some(Self(keys.filter_map(Key::of).collect()))
    }

    /// The one key a token can be signed with: the one it names, or the only one that fits when it names none.
    pub(super) fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Option<&Key> {
        let mut fitting = self.0.iter().filter(|key| key.fits(algorithm) && (id.is_none() || key.id.as_deref() == id));
        let found = fitting.next();
        found.filter(|_| fitting.next().is_none())
    }
}

impl Key {
    fn of(wire: KeyWire) -> Option<Self> {
        if wire.purpose.is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let bytes = |text: Option<String>| text.as_deref().and_then(from_text);
        let sized = |text: Option<String>| bytes(text).filter(|bytes| bytes.len() == 32);
        let material = match (wire.kty.as_str(), wire.crv.as_deref()) {
            ("RSA", _) => Material::Rsa { modulus: whole(bytes(wire.n)?), exponent: whole(bytes(wire.e)?) },
            ("EC", Some("P-256")) => Material::P256([vec![4], sized(wire.x)?, sized(wire.y)?].concat()),
            ("OKP", Some("Ed25519")) => Material::Ed25519(sized(wire.x)?),
            _ => return None,
        };
        Some(Self { id: wire.kid, only_for: wire.alg, material })
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        let is_kind = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => matches!(self.material, Material::Rsa { .. }),
            Algorithm::Es256 => matches!(self.material, Material::P256(_)),
            Algorithm::EdDsa => matches!(self.material, Material::Ed25519(_)),
        };
        is_kind && self.only_for.as_deref().is_none_or(|only| Algorithm::parse(only) == Some(algorithm))
    }

    pub(super) fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let checked = match (&self.material, algorithm) {
            (Material::Rsa { modulus, exponent }, Algorithm::Rs256 | Algorithm::Ps256) => {
                let way = if algorithm == Algorithm::Rs256 { &RSA_PKCS1_2048_8192_SHA256 } else { &RSA_PSS_2048_8192_SHA256 };
                RsaPublicKeyComponents { n: modulus, e: exponent }.verify(way, message, signature)
            }
            (Material::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            (Material::Ed25519(key), Algorithm::EdDsa) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            _ => return false,
        };
        checked.is_ok()
    }
}

/// A number without zeros in front.
fn whole(bytes: Vec<u8>) -> Vec<u8> {
    bytes.into_iter().skip_while(|byte| *byte == 0).collect()
}
