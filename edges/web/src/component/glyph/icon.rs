//! Icons drawn in-house on a 24-unit grid. They sit in one file that the browser keeps; a page only
//! points at them. An icon never stands alone: the word beside it carries the meaning.

use maud::{Markup, Render, html};

use crate::asset;

macro_rules! icons {
    ($($variant:ident => $id:literal : $what:literal),+ $(,)?) => {
        /// A shipped icon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icon { $(#[doc = $what] $variant),+ }

        impl Icon {
            /// Every shipped icon, for the gallery and the tests.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

icons! {
    Today => "today": "The day.", Group => "group": "A therapy group.", People => "people": "A person or people.",
    Grid => "grid": "The week.", Inbox => "inbox": "Things sent to you.", Phone => "phone": "A call.",
    Note => "note": "A note.", Shield => "shield": "Safety.", Lock => "lock": "Confidential.",
    Chart => "chart": "Change over time.", Coin => "coin": "Money.", Gear => "gear": "Settings.",
    Search => "search": "Find.", Check => "check": "Done, here.", Clock => "clock": "Time.",
    Screen => "screen": "By video.", Ring => "ring": "Open circle.", Dash => "dash": "Not.",
    Cup => "cup": "Urine test.", Pill => "pill": "Medicine.", Form => "form": "A form or check-in.",
    Down => "down": "Opens downward.", Right => "right": "Goes forward.", Left => "left": "Goes back.",
    Up => "up": "Upward.", Print => "print": "Paper.", Eye => "eye": "Seeing.",
    Thread => "thread": "The thread from finding to note.", Message => "msg": "A message.", More => "more": "More.",
    Flag => "flag": "A mark.", Plus => "plus": "Add.", Close => "close": "Close.",
    Alert => "alert": "Needs a person.", Info => "info": "Good to know.", Undo => "undo": "Take back.",
    Edit => "edit": "Change.", Leave => "leave": "Leave.", Save => "save": "Download.",
    Send => "send": "Send.", Half => "half": "Part of the time.", Pen => "pen": "A signature.",
    Door => "door": "Arrivals.",
}

/// Draws an icon. It is hidden from screen readers: the word beside it speaks.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    let address = format!("{}#{}", asset::href("icons.svg"), icon.id());
    html! { svg.i aria-hidden="true" { use href=(address) {} } }
}

/// The program's mark: steps going down.
#[must_use]
pub fn mark(pixels: u16) -> Markup {
    html! {
        svg.mark width=(pixels) height=(pixels) viewBox="0 0 32 32" aria-hidden="true" {
            rect width="32" height="32" rx="8" fill="currentColor" {}
            path d="M7 10h6v6h6v6h6" fill="none" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        icon(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_in_the_shipped_file() {
        let sprite = include_str!("../../../assets/icons.svg");
        for icon in Icon::ALL {
            assert!(sprite.contains(&format!("id=\"{}\"", icon.id())), "{icon:?}");
        }
    }

    #[test]
    fn an_icon_is_silent_for_screen_readers() {
        assert!(icon(Icon::Shield).into_string().contains("aria-hidden=\"true\""));
    }
}
