//! Why inquiries end without an admission: the program's own list, embedded and dated, with keys that can be counted.

use std::sync::LazyLock;

use serde::Deserialize;

static LIST: LazyLock<Vec<Loss>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../../data/loss-reasons.toml"));
    file.map_or_else(|_| Vec::new(), |file| file.reason)
});

#[derive(Debug, Deserialize)]
struct File {
    reason: Vec<Loss>,
}

/// A reason.
#[derive(Debug, Deserialize)]
pub struct Loss {
    /// Its key: `other_program`.
    pub key: String,
    /// For screens.
    pub words: String,
}

/// All of them, in the order of a form.
#[must_use]
pub fn all() -> &'static [Loss] {
    &LIST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_and_its_keys_are_different() {
        let mut keys: Vec<&str> = all().iter().map(|loss| loss.key.as_str()).collect();
        assert!(keys.len() >= 6);
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all().len());
    }
}
