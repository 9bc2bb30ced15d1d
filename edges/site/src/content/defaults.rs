//! The content that is built in: a whole site for the demonstration program, to be copied and changed.

use std::path::Path;

macro_rules! language {
    ($($code:literal)+) => {
        &[$(
            (concat!($code, "/words.ftl"), include_str!(concat!("../../content/", $code, "/words.ftl"))),
            (concat!($code, "/home.md"), include_str!(concat!("../../content/", $code, "/home.md"))),
            (concat!($code, "/help.md"), include_str!(concat!("../../content/", $code, "/help.md"))),
            (concat!($code, "/how.md"), include_str!(concat!("../../content/", $code, "/how.md"))),
            (concat!($code, "/fit.md"), include_str!(concat!("../../content/", $code, "/fit.md"))),
            (concat!($code, "/week.md"), include_str!(concat!("../../content/", $code, "/week.md"))),
            (concat!($code, "/care.md"), include_str!(concat!("../../content/", $code, "/care.md"))),
            (concat!($code, "/families.md"), include_str!(concat!("../../content/", $code, "/families.md"))),
            (concat!($code, "/cost.md"), include_str!(concat!("../../content/", $code, "/cost.md"))),
            (concat!($code, "/who.md"), include_str!(concat!("../../content/", $code, "/who.md"))),
            (concat!($code, "/contact.md"), include_str!(concat!("../../content/", $code, "/contact.md"))),
            (concat!($code, "/privacy.md"), include_str!(concat!("../../content/", $code, "/privacy.md"))),
        )+]
    };
}

/// Every text file, by its place in the folder.
const TEXTS: &[(&str, &str)] = language!("en" "es" "pt" "ht");

const OTHERS: &[(&str, &str)] =
    &[("site.toml", include_str!("../../content/site.toml")), ("check.toml", include_str!("../../content/check.toml"))];

/// A file of the folder when it is there, else the built-in one; empty when there is neither.
///
/// # Errors
/// When the folder's file cannot be read.
pub(super) fn file(folder: Option<&Path>, name: &str) -> Result<String, String> {
    let own = folder.map(|folder| folder.join(name)).filter(|path| path.exists());
    if let Some(path) = own {
        return std::fs::read_to_string(&path).map_err(|error| format!("{} cannot be read: {error}.", path.display()));
    }
    let built_in = TEXTS.iter().chain(OTHERS).find(|(known, _)| *known == name).map(|(_, text)| *text);
    Ok(built_in.unwrap_or_default().to_owned())
}
