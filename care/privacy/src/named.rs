//! One way to name the choices of this chapter: a stable text that is stored and sent by forms, and words for screens.

/// Declares such an enum; every value carries its text, its words and a documentation comment.
macro_rules! named {
    ($(#[$outer:meta])* $Name:ident { $($(#[doc = $doc:literal])+ $Variant:ident = $text:literal, $words:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Name { $($(#[doc = $doc])+ #[serde(rename = $text)] $Variant,)+ }

        impl $Name {
            /// Every value, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The stable text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $text),+ }
            }

            /// What a person reads on a screen.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$Variant => $words),+ }
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::named::Unknown;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or($crate::named::Unknown)
            }
        }
    };
}
pub(crate) use named;

/// A text that names none of the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("choose one of the answers")]
pub struct Unknown;
