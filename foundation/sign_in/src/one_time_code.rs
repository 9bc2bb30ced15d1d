//! Six digits from an authenticator app (RFC 6238 on RFC 4226): making the secret, showing it as a QR picture, checking a
//! code. A code works once (ASVS 5.0.0-6.5.1): the caller keeps the step that was used last.

use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::UnixMillis;
use crate::bytes::{NoRandomness, random};

/// How long one code is shown, in seconds.
pub const STEP_SECONDS: u64 = 30;
/// How many steps before and after now are still taken, for clocks that differ.
const SKEW: u16 = 1;
const DIGITS: u8 = 6;
/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// The secret shared with the authenticator app. `Debug` does not show it; store its base32 text encrypted.
#[derive(Clone)]
pub struct TotpSecret(Totp);

/// What a person needs to set up the app: shown once, never logged.
#[derive(Clone)]
pub struct Enrolment {
    /// `otpauth://…`, for a device that opens it directly.
    pub uri: String,
    /// The same as a picture: an `<svg>` element with no style or script in it, black on white, with a quiet zone.
    pub qr_svg: String,
    /// The secret in groups of four letters, for typing.
    pub typed_secret: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

/// Why no enrolment can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// The secret that is stored cannot be read, or is shorter than 128 bits.
    #[error("the secret of the authenticator app cannot be read; set the app up again")]
    UnreadableSecret,
    /// Issuer or account contain a colon or are empty.
    #[error("the program's name and the account name must not be empty and must not contain a colon")]
    UnusableName,
    /// Issuer and account are too long for a picture.
    #[error("the program's name and the account name are too long for a QR picture; shorten them")]
    TooLong,
}

/// Why a code was not taken. On the screen all are said in the same words; the difference is for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefused {
    /// Not six digits.
    #[error("a code has six digits")]
    NotACode,
    /// Not the code of this minute.
    #[error("not the code of now; look at the app again and check the clock of the phone")]
    Wrong,
    /// The right code, but it (or a later one) was used already.
    #[error("this code was used already; wait for the next one")]
    UsedBefore,
}

impl TotpSecret {
    /// A new secret.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        let bytes = random::<SECRET_BYTES>()?;
        Self::from_bytes(&bytes).ok_or(NoRandomness)
    }

    /// A secret that was stored as base32.
    ///
    /// # Errors
    /// [`EnrolmentError::UnreadableSecret`].
    pub fn from_stored(base32: &str) -> Result<Self, EnrolmentError> {
        let secret = Secret::try_from_base32(base32).map_err(|_| EnrolmentError::UnreadableSecret)?;
        Self::from_bytes(secret.as_bytes()).ok_or(EnrolmentError::UnreadableSecret)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let secret = Secret::new(bytes.into());
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS).with_skew(SKEW);
        builder.with_step_duration(STEP_SECONDS).with_secret(secret).build().ok().map(Self)
    }

    /// The text to store: base32 without padding.
    #[must_use]
    pub fn to_stored(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The code an app shows at this moment.
    #[must_use]
    pub fn code_at(&self, now: UnixMillis) -> String {
        self.0.generate(seconds(now)).to_string()
    }

    /// What a person needs to set up the app. `issuer` is the neutral name of the program, `account` the sign-in name.
    ///
    /// # Errors
    /// [`EnrolmentError::UnusableName`] or [`EnrolmentError::TooLong`].
    pub fn enrolment(&self, issuer: &str, account: &str) -> Result<Enrolment, EnrolmentError> {
        let unusable = |name: &str| name.trim().is_empty() || name.contains(':');
        if unusable(issuer) || unusable(account) {
            return Err(EnrolmentError::UnusableName);
        }
        let named = Builder::new().with_secret(self.0.secret().clone()).with_issuer(Some(issuer)).with_account_name(account);
        let uri = named.build().and_then(|totp| totp.to_url()).map_err(|_| EnrolmentError::UnusableName)?;
        let stored = self.to_stored();
        let letters: Vec<char> = stored.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(Enrolment { qr_svg: qr_svg(&uri)?, uri, typed_secret: groups.join(" ") })
    }

    /// Checks a code as typed (spaces do not matter) and returns the step it belongs to. Store that step in the same
    /// transaction as the sign-in, and give it back as `last_used_step` the next time.
    ///
    /// # Errors
    /// [`CodeRefused`].
    pub fn verify(&self, typed: &str, now: UnixMillis, last_used_step: Option<u64>) -> Result<u64, CodeRefused> {
        let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if code.len() != usize::from(DIGITS) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CodeRefused::NotACode);
        }
        let step = self.0.check(&code, seconds(now)).ok_or(CodeRefused::Wrong)?;
        if last_used_step.is_some_and(|last| step <= last) { Err(CodeRefused::UsedBefore) } else { Ok(step) }
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

fn seconds(now: UnixMillis) -> u64 {
    u64::try_from(now.div_euclid(1000)).unwrap_or(0)
}

fn qr_svg(uri: &str) -> Result<String, EnrolmentError> {
    let code = qrcode::QrCode::with_error_correction_level(uri, qrcode::EcLevel::M).map_err(|_| EnrolmentError::TooLong)?;
    let picture = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(220, 220).quiet_zone(true).build();
    // Inside a page the XML declaration has no place.
    Ok(picture.find("<svg").and_then(|start| picture.get(start..)).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests;
