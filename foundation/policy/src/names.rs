//! One way to name things: an enum whose values have a stable text (stored, logged, used in policy files) and a title
//! for screens.

/// A text that names no known role, action or kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a known {what}; known are: {known}")]
pub struct UnknownName {
    /// What was looked for: role, action or kind.
    pub what: &'static str,
    /// The text that was given.
    pub text: String,
    /// All texts that would have been understood, in order.
    pub known: String,
}

/// Declares such an enum; every value carries its text, its title and a documentation comment.
macro_rules! named {
    ($(#[$outer:meta])* $what:literal $Name:ident {
        $($(#[doc = $doc:literal])+ $Variant:ident = $text:literal, $title:literal;)+
    }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Name {
            $($(#[doc = $doc])+ #[serde(rename = $text)] $Variant,)+
        }

        impl $Name {
            /// Every value, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The stable text: stored, logged and used in the policy files. Never changes its meaning.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $text),+ }
            }

            /// What a person reads on a screen.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$Variant => $title),+ }
            }

            /// What it means, in the words of its documentation.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$Variant => concat!($($doc),+).trim_ascii()),+ }
            }

            /// Its place in [`Self::ALL`].
            pub(crate) const fn index(self) -> usize {
                self as usize
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| $crate::UnknownName {
                    what: $what,
                    text: text.to_owned(),
                    known: Self::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}
pub(crate) use named;
