//! Tokens that are believed and tokens that are not, signed here with keys of an invented issuer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};

use super::{Expected, Identity, KeySet, Provider, ProviderRefused, TokenRefused, Trip, check, is_issuer};
use crate::SessionToken;
use crate::bytes::to_text;

const ISSUER: &str = "https://id.example.org";
const CLIENT: &str = "stepdown";
const NONCE: &str = "of-this-trip";
/// 2026-03-12 14:00 UTC.
const NOW: i64 = 1_773_324_000;

/// An invented issuer with one key of each kind.
struct Issuer {
    rsa: RsaKeyPair,
    p256: EcdsaKeyPair,
    ed25519: Ed25519KeyPair,
    random: SystemRandom,
}

impl Issuer {
    fn new() -> Self {
        let random = SystemRandom::new();
        let way = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let p256 = EcdsaKeyPair::generate_pkcs8(way, &random).unwrap();
        let ed25519 = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        Self {
            rsa: RsaKeyPair::from_pkcs8(include_bytes!("../../tests/issuer_rsa.pk8")).unwrap(),
            p256: EcdsaKeyPair::from_pkcs8(way, p256.as_ref(), &random).unwrap(),
            ed25519: Ed25519KeyPair::from_pkcs8(ed25519.as_ref()).unwrap(),
            random,
        }
    }

    fn keys(&self) -> KeySet {
        let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(self.rsa.public_key());
        let point = self.p256.public_key().as_ref();
        let set = json!({ "keys": [
            { "kty": "RSA", "kid": "rsa", "use": "sig", "n": to_text(&public.n), "e": to_text(&public.e) },
            { "kty": "EC", "kid": "p256", "alg": "ES256", "crv": "P-256", "x": to_text(&point[1..33]), "y": to_text(&point[33..]) },
            { "kty": "OKP", "kid": "ed", "crv": "Ed25519", "x": to_text(self.ed25519.public_key().as_ref()) },
            { "kty": "RSA", "kid": "locked", "use": "enc", "n": to_text(&public.n), "e": to_text(&public.e) },
            { "kty": "oct", "kid": "shared", "k": "c2hhcmVk" },
            { "something": "else" },
        ]});
        KeySet::read(set.to_string().as_bytes()).unwrap()
    }

    fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let rsa = |way| {
            let mut signature = vec![0; self.rsa.public().modulus_len()];
            self.rsa.sign(way, &self.random, message, &mut signature).unwrap();
            signature
        };
        match algorithm {
            "RS256" => rsa(&RSA_PKCS1_SHA256),
            "PS256" => rsa(&RSA_PSS_SHA256),
            "ES256" => self.p256.sign(&self.random, message).unwrap().as_ref().to_vec(),
            "EdDSA" => self.ed25519.sign(message).as_ref().to_vec(),
            other => panic!("{other}"),
        }
    }

    fn token(&self, algorithm: &str, key: &str, claims: &Value) -> String {
        let message = joined(&json!({ "alg": algorithm, "kid": key }), claims);
        let signature = to_text(&self.sign(algorithm, message.as_bytes()));
        format!("{message}.{signature}")
    }
}

fn joined(header: &Value, claims: &Value) -> String {
    format!("{}.{}", to_text(header.to_string().as_bytes()), to_text(claims.to_string().as_bytes()))
}

fn claims() -> Value {
    json!({ "iss": ISSUER, "sub": "f3c1", "aud": CLIENT, "exp": NOW + 300, "iat": NOW, "nonce": NONCE })
}

/// The claims with one changed; `null` leaves it out.
fn but(name: &str, value: Value) -> Value {
    let mut all = claims();
    let members = all.as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name)
    } else {
        members.insert(name.to_owned(), value)
    };
    all
}

fn judged(keys: &KeySet, token: &str) -> Result<Identity, TokenRefused> {
    check(token, keys, Expected { issuer: ISSUER, client: CLIENT, nonce: NONCE, now: NOW * 1000 })
}

#[test]
fn a_token_in_each_listed_way_of_signing_is_believed() {
    let issuer = Issuer::new();
    let told = json!({ "amr": ["pwd", "otp"], "acr": "2", "email": "Ana@Example.org", "email_verified": true });
    let mut all = claims();
    all.as_object_mut().unwrap().extend(told.as_object().unwrap().clone());
    for (algorithm, key) in [("RS256", "rsa"), ("PS256", "rsa"), ("ES256", "p256"), ("EdDSA", "ed")] {
        let identity = judged(&issuer.keys(), &issuer.token(algorithm, key, &all)).unwrap();
        assert_eq!(identity.subject, "f3c1", "{algorithm}");
        assert_eq!(identity.email.as_deref(), Some("ana@example.org"));
        assert_eq!((identity.methods.len(), identity.class.as_deref()), (2, Some("2")));
    }
}

#[test]
fn asvs_9_1_2_a_token_that_is_not_signed_in_a_listed_way_is_refused() {
    let issuer = Issuer::new();
    let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(issuer.rsa.public_key());
    // The old trick: the public key taken as a shared secret.
    let with_public = |message: &str| {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &public.n);
        to_text(ring::hmac::sign(&key, message.as_bytes()).as_ref())
    };
    for algorithm in ["none", "None", "NONE", "", "HS256", "HS512", "RS1", "ES256K", "rs256"] {
        let message = joined(&json!({ "alg": algorithm, "kid": "rsa" }), &claims());
        for signature in [String::new(), with_public(&message), to_text(&issuer.sign("RS256", message.as_bytes()))] {
            let judged = judged(&issuer.keys(), &format!("{message}.{signature}"));
            assert_eq!(judged, Err(TokenRefused::Algorithm), "{algorithm}");
        }
    }
    let critical = joined(&json!({ "alg": "RS256", "kid": "rsa", "crit": ["x"], "x": 1 }), &claims());
    let signature = to_text(&issuer.sign("RS256", critical.as_bytes()));
    assert_eq!(judged(&issuer.keys(), &format!("{critical}.{signature}")), Err(TokenRefused::Algorithm));
}

#[test]
fn asvs_9_1_2_a_key_serves_its_own_way_of_signing_only() {
    let issuer = Issuer::new();
    for (named, signed, key) in [
        ("ES256", "RS256", "rsa"),
        ("RS256", "ES256", "p256"),
        ("EdDSA", "ES256", "p256"),
        ("RS256", "RS256", "locked"),
        ("RS256", "RS256", "shared"),
    ] {
        let message = joined(&json!({ "alg": named, "kid": key }), &claims());
        let signature = to_text(&issuer.sign(signed, message.as_bytes()));
        assert_eq!(judged(&issuer.keys(), &format!("{message}.{signature}")), Err(TokenRefused::UnknownKey), "{named} {key}");
    }
    let message = joined(&json!({ "alg": "PS256", "kid": "rsa" }), &claims());
    let signature = to_text(&issuer.sign("RS256", message.as_bytes()));
    assert_eq!(judged(&issuer.keys(), &format!("{message}.{signature}")), Err(TokenRefused::Signature));
}

#[test]
fn a_key_that_is_not_known_or_not_named_among_several_is_refused() {
    let issuer = Issuer::new();
    assert_eq!(judged(&issuer.keys(), &issuer.token("RS256", "newer", &claims())), Err(TokenRefused::UnknownKey));
    let message = joined(&json!({ "alg": "ES256" }), &claims());
    let unnamed = format!("{message}.{}", to_text(&issuer.sign("ES256", message.as_bytes())));
    assert!(judged(&issuer.keys(), &unnamed).is_ok(), "the only one of its kind");
    let one = json!({ "kty": "OKP", "crv": "Ed25519", "x": to_text(issuer.ed25519.public_key().as_ref()) });
    let two = KeySet::read(json!({ "keys": [one, one] }).to_string().as_bytes()).unwrap();
    let message = joined(&json!({ "alg": "EdDSA" }), &claims());
    let unnamed = format!("{message}.{}", to_text(&issuer.sign("EdDSA", message.as_bytes())));
    assert_eq!(judged(&two, &unnamed), Err(TokenRefused::UnknownKey));
    assert_eq!(
        judged(&Issuer { ..Issuer::new() }.keys(), &issuer.token("ES256", "p256", &claims())),
        Err(TokenRefused::Signature)
    );
}

#[test]
fn asvs_9_2_3_a_token_for_somebody_else_or_of_another_sign_in_or_time_is_refused() {
    use TokenRefused as No;
    let issuer = Issuer::new();
    let table = [
        ("iss", json!("https://id.example.org/"), No::Issuer),
        ("iss", json!("https://elsewhere.example"), No::Issuer),
        ("iss", Value::Null, No::Unreadable),
        ("aud", json!("another"), No::Audience),
        ("aud", json!(["another"]), No::Audience),
        ("aud", json!([CLIENT, "another"]), No::Audience),
        ("aud", json!([]), No::Audience),
        ("aud", Value::Null, No::Unreadable),
        ("azp", json!("another"), No::Audience),
        ("nonce", json!("of-another-trip"), No::Nonce),
        ("nonce", json!(""), No::Nonce),
        ("nonce", Value::Null, No::Nonce),
        ("exp", json!(NOW - 121), No::Expired),
        ("exp", json!("never"), No::Unreadable),
        ("exp", Value::Null, No::Unreadable),
        ("iat", json!(NOW - 601), No::Expired),
        ("iat", json!(NOW + 121), No::NotYet),
        ("iat", Value::Null, No::Unreadable),
        ("nbf", json!(NOW + 121), No::NotYet),
        ("sub", json!(""), No::Unreadable),
        ("sub", json!("a\nb"), No::Unreadable),
        ("sub", json!("x".repeat(256)), No::Unreadable),
        ("sub", json!(7), No::Unreadable),
        ("sub", Value::Null, No::Unreadable),
    ];
    for (name, value, why) in table {
        let told = format!("{name} {value}");
        assert_eq!(judged(&issuer.keys(), &issuer.token("ES256", "p256", &but(name, value))), Err(why), "{told}");
    }
    for (name, value) in [
        ("exp", json!(NOW - 119)),
        ("iat", json!(NOW + 119)),
        ("aud", json!([CLIENT])),
        ("azp", json!(CLIENT)),
        ("exp", json!(1_773_324_300.5)),
    ] {
        assert!(judged(&issuer.keys(), &issuer.token("ES256", "p256", &but(name, value))).is_ok(), "{name}");
    }
}

#[test]
fn an_address_counts_only_when_the_issuer_verified_it() {
    let issuer = Issuer::new();
    for (verified, expected) in
        [(json!(true), true), (json!("true"), true), (json!(false), false), (json!("yes"), false), (Value::Null, false)]
    {
        let mut all = but("email_verified", verified.clone());
        all["email"] = json!("ana@example.org");
        let identity = judged(&issuer.keys(), &issuer.token("EdDSA", "ed", &all)).unwrap();
        assert_eq!(identity.email.is_some(), expected, "{verified}");
        assert_eq!(identity.is_of_domain("Example.org"), expected);
        assert!(!identity.is_of_domain("ample.org") && !identity.is_of_domain("") && !identity.is_of_domain("a@example.org"));
    }
}

#[test]
fn two_proofs_are_two_of_different_kinds_in_the_issuers_own_words() {
    let identity = |methods: &[&str]| Identity {
        subject: "f3c1".into(),
        email: None,
        methods: methods.iter().map(|word| (*word).to_owned()).collect(),
        class: None,
    };
    for (methods, expected) in [
        (&["mfa"][..], true),
        (&["pwd", "otp"], true),
        (&["pin", "hwk"], true),
        (&["pwd"], false),
        (&["otp"], false),
        (&["pwd", "pin"], false),
        (&["pwd", "sms"], false),
        (&["MFA"], false),
        (&[], false),
    ] {
        assert_eq!(identity(methods).shows_two_proofs(), expected, "{methods:?}");
    }
}

proptest! {
    /// Whatever comes as a token, nothing panics; and whoever changes a single letter of a good one is refused.
    #[test]
    fn no_other_text_is_believed(text in "\\PC{0,300}", at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_.=-]") {
        let issuer = Issuer::new();
        prop_assert!(judged(&issuer.keys(), &text).is_err());
        let token = issuer.token("EdDSA", "ed", &claims());
        let at = at.index(token.len());
        let changed = format!("{}{letter}{}", &token[..at], &token[at + 1..]);
        prop_assert!(changed == token || judged(&issuer.keys(), &changed).is_err(), "{at}");
    }
}

#[test]
fn an_issuer_is_used_only_as_itself_and_over_private_lines() {
    let told = |name: &str, value: Value| {
        let mut all = json!({
            "issuer": ISSUER, "authorization_endpoint": "https://id.example.org/auth", "token_endpoint": "https://id.example.org/token",
            "jwks_uri": "https://id.example.org/keys", "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        });
        all[name] = value;
        Provider::read(all.to_string().as_bytes(), ISSUER)
    };
    let fine = told("end_session_endpoint", json!("https://id.example.org/out")).unwrap();
    assert!(fine.end_session.is_some() && !fine.takes_basic && !fine.names_itself);
    assert_eq!(told("issuer", json!("https://id.example.org/")), Err(ProviderRefused::OtherName));
    assert_eq!(told("token_endpoint", json!("http://id.example.org/token")), Err(ProviderRefused::Plain));
    assert_eq!(told("end_session_endpoint", json!("javascript:1")), Err(ProviderRefused::Plain));
    assert_eq!(told("response_types_supported", json!(["id_token"])), Err(ProviderRefused::TooLittle));
    assert_eq!(told("code_challenge_methods_supported", json!(["plain"])), Err(ProviderRefused::TooLittle));
    assert_eq!(Provider::read(b"<html>", ISSUER), Err(ProviderRefused::Unreadable));
    for (text, expected) in [
        (ISSUER, true),
        ("https://id.example.org/realms/clinic", true),
        ("http://127.0.0.1:4000", true),
        ("http://localhost:4000", true),
        ("http://id.example.org", false),
        ("https://id.example.org?x=1", false),
        ("id.example.org", false),
        ("", false),
    ] {
        assert_eq!(is_issuer(text), expected, "{text}");
    }
}

#[test]
fn a_trip_belongs_to_one_browser_and_shows_none_of_its_secrets() {
    let (token, other) = (SessionToken::generate().unwrap(), SessionToken::generate().unwrap());
    let (trip, same) = (Trip::of(&token), Trip::of(&token));
    let provider = Provider::read(
        json!({ "issuer": ISSUER, "authorization_endpoint": "https://id.example.org/auth?tenant=1",
            "token_endpoint": "https://id.example.org/token", "jwks_uri": "https://id.example.org/keys" })
        .to_string()
        .as_bytes(),
        ISSUER,
    )
    .unwrap();
    let address = trip.address(&provider, CLIENT, "https://chart.example.org/sign-in/organisation/back");
    let said: std::collections::BTreeMap<_, _> = address.query_pairs().into_owned().collect();
    assert_eq!(
        (said["tenant"].as_str(), said["code_challenge_method"].as_str(), said["response_type"].as_str()),
        ("1", "S256", "code")
    );
    assert!(same.accepts_state(&said["state"]) && same.nonce() == said["nonce"]);
    assert!(!Trip::of(&other).accepts_state(&said["state"]) && !trip.accepts_state("") && !trip.accepts_state(trip.nonce()));
    assert!(trip.verifier().len() == 43 && !address.as_str().contains(trip.verifier()));
    assert!(!address.as_str().contains(&token.to_cookie()) && format!("{trip:?}") == "Trip(…)");
}
