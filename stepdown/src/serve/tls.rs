//! Encryption from certificate files: rustls on ring, TLS 1.2 and 1.3.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::prelude::{FromDer, X509Certificate};

/// The setting that is wrong, and why.
pub(crate) type Wrong = (&'static str, String);

/// What the server needs to encrypt.
///
/// # Errors
/// When one of the files cannot be read or the two do not belong together.
pub(crate) fn configuration(cert: &Path, key: &Path) -> Result<Arc<ServerConfig>, Wrong> {
    let chain = chain(cert)?;
    let wrong_key = |error: &dyn std::fmt::Display| ("tls_key", format!("{} holds no private key: {error}.", key.display()));
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong_key(&error))?;
    let broken = |error: rustls::Error| ("tls_cert", format!("The certificate and the key cannot be used: {error}."));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(broken)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => ("tls_key", format!("{} is not the key of {}.", key.display(), cert.display())),
            other => broken(other),
        })?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// From when to when the certificate holds.
pub(crate) fn validity(cert: &Path) -> Option<(Timestamp, Timestamp)> {
    let chain = chain(cert).ok()?;
    let (_, first) = X509Certificate::from_der(chain.first()?).ok()?;
    let moment = |time: x509_parser::time::ASN1Time| Timestamp::from_second(time.timestamp()).ok();
    moment(first.validity().not_before).zip(moment(first.validity().not_after))
}

fn chain(cert: &Path) -> Result<Vec<CertificateDer<'static>>, Wrong> {
    let wrong = |error: &dyn std::fmt::Display| ("tls_cert", format!("{} holds no certificate: {error}.", cert.display()));
    let all =
        CertificateDer::pem_file_iter(cert).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(|error| wrong(&error))?;
    if all.is_empty() { Err(wrong(&"there is no PEM block of a certificate in it")) } else { Ok(all) }
}
