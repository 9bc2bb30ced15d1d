//! What is done with the means of signing in, on an account in hand. Nothing here reads or writes the database.

use jiff::Timestamp;
use sign_in::{Enrolment, PasskeySite, PasskeyUsed, TotpSecret, check_new_password, check_new_pin};
use vocabulary::id::StaffId;

use super::{Account, Vault};
use crate::{Problems, Refusal, Staff};

/// Takes a code of the authenticator app or a recovery code, and uses it up. `false` when it is neither.
pub fn accept_code(account: &mut Account, typed: &str, vault: &Vault, now: Timestamp) -> bool {
    let secret = account.authenticator.as_deref().and_then(|sealed| secret(vault, account.staff, sealed));
    if let Some(Ok(step)) = secret.map(|secret| secret.verify(typed, now.as_millisecond(), account.last_step)) {
        account.last_step = Some(step);
        return true;
    }
    match account.recovery_codes.spend(typed) {
        Some(left) => {
            account.recovery_codes = left;
            true
        }
        None => false,
    }
}

fn secret(vault: &Vault, staff: StaffId, sealed: &str) -> Option<TotpSecret> {
    let opened = vault.open(staff, sealed).inspect_err(|error| tracing::error!(%staff, %error, "authenticator")).ok()?;
    TotpSecret::from_stored(&opened).ok()
}

/// A new secret for an authenticator app, sealed, with what the person needs to set the app up.
///
/// # Errors
/// [`Refusal::Refused`] when this installation has no key to seal it with; [`Refusal::Fault`].
pub fn new_authenticator(vault: &Vault, staff: &Staff, issuer: &str) -> Result<(String, Enrolment), Refusal> {
    let secret = TotpSecret::generate().map_err(|error| Refusal::Fault(error.to_string()))?;
    let sealed = vault.seal(staff.id, &secret.to_stored()).map_err(|error| no_key(&error))?;
    Ok((sealed, shown(&secret, staff, issuer)?))
}

/// What the person needs to set the app up with a secret that was made before and not confirmed yet.
///
/// # Errors
/// As [`new_authenticator`].
pub fn show_authenticator(vault: &Vault, staff: &Staff, sealed: &str, issuer: &str) -> Result<Enrolment, Refusal> {
    let opened = vault.open(staff.id, sealed).map_err(|error| no_key(&error))?;
    let secret = TotpSecret::from_stored(&opened).map_err(|error| Refusal::Fault(error.to_string()))?;
    shown(&secret, staff, issuer)
}

fn shown(secret: &TotpSecret, staff: &Staff, issuer: &str) -> Result<Enrolment, Refusal> {
    let plain = |name: &str| name.replace(':', " ");
    let issuer = if issuer.trim().is_empty() { "Stepdown".to_owned() } else { plain(issuer) };
    secret.enrolment(&issuer, &plain(&staff.login)).map_err(|error| Refusal::Fault(error.to_string()))
}

fn no_key(error: &super::VaultError) -> Refusal {
    Refusal::refused(
        "no_key_for_authenticator",
        "ASVS-11.2",
        format!("An authenticator app cannot be set up here: {error}."),
        "Use a passkey, or ask whoever runs the computer.",
    )
}

/// Confirms a new authenticator app by one of its codes: the step that was used.
///
/// # Errors
/// [`Refusal::Invalid`] with what to do.
pub fn confirm_authenticator(vault: &Vault, staff: StaffId, sealed: &str, typed: &str, now: Timestamp) -> Result<u64, Refusal> {
    let wrong = || {
        Refusal::invalid(
            "code",
            "This is not the code of now. Wait for the next one, and check that the phone sets its clock by itself.",
        )
    };
    let secret = secret(vault, staff, sealed).ok_or_else(wrong)?;
    secret.verify(typed, now.as_millisecond(), None).map_err(|_| wrong())
}

/// Looks at a new password: everything weak about it, in words.
///
/// # Errors
/// [`Refusal::Invalid`].
pub fn check_password(staff: &Staff, program: &str, new: &str, again: &str) -> Result<(), Refusal> {
    let mut problems = Problems::none();
    let names = [staff.name.given.as_str(), &staff.name.family, &staff.login, program];
    if let Err(weaknesses) = check_new_password(new, &names) {
        let told: Vec<String> = weaknesses.iter().map(ToString::to_string).collect();
        problems.add("password", told.join(" "));
    }
    problems.require("again", new == again, "The two are not the same. Type it again.");
    problems.finish(Some(()))
}

/// Looks at a new PIN.
///
/// # Errors
/// [`Refusal::Invalid`].
pub fn check_pin(new: &str, again: &str) -> Result<(), Refusal> {
    let mut problems = Problems::none();
    problems.check("pin", check_new_pin(new));
    problems.require("pin_again", new == again, "The two are not the same. Type it again.");
    problems.finish(Some(()))
}

/// Notes that a passkey signed in.
pub(super) fn note_use(account: &mut Account, used: PasskeyUsed, now: Timestamp) {
    if let Some(passkey) = account.passkeys.iter_mut().find(|passkey| passkey.key.id() == used.passkey_id) {
        passkey.used_at = Some(now);
        if let Some(changed) = used.changed {
            passkey.key = changed;
        }
    }
}

/// Takes a passkey out of use that may have been copied.
pub(super) fn take_out_of_use(account: &mut Account, site: &PasskeySite, answer: &str) {
    if let Ok(answered) = site.whose(answer) {
        tracing::warn!(staff = %account.staff, "a passkey may have been copied and is out of use");
        account.passkeys.retain(|passkey| passkey.key.id() != answered.passkey_id);
    }
}
