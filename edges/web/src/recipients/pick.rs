//! What a form that names somebody outside takes out of the directory: the names to choose from while typing, and, when a name is nobody
//! there, whom it may mean. Whatever is typed stays possible.

use access::Refusal;
use maud::{Markup, html};
use privacy::outside_recipient::{Directory, DirectoryFor, Listed};

use crate::app::App;
use crate::component::{Banner, Button, Tick};
use crate::signed::Signed;

/// The id of the list of names, for [`crate::component::Field::list`].
pub(crate) const NAMES: &str = "directory-names";

/// The id of the list of intermediaries.
pub(crate) const INTERMEDIARIES: &str = "directory-intermediaries";

/// What the directory offers to a form in which these names were typed; nothing to a role that may not see it.
pub(crate) async fn directory(app: &App, signed: &Signed, typed: Vec<String>) -> Result<Directory, Refusal> {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &DirectoryFor { typed: typed.clone() })).await {
        Ok(found) => Ok((*found).clone()),
        Err(Refusal::NotFound) => Ok(Directory::default()),
        Err(other) => Err(other),
    }
}

/// The lists that fields refer to, once on a page.
pub(crate) fn lists(listed: &[Listed]) -> Markup {
    html! {
        datalist id=(NAMES) { @for one in listed { option value=(one.name) { (one.reached_at) } } }
        datalist id=(INTERMEDIARIES) { @for one in listed.iter().filter(|one| one.is_intermediary) { option value=(one.name) {} } }
    }
}

/// Whom a name may mean, each as a button that takes it, in the form where it was typed.
pub(crate) fn suggested(nearly: &[Listed]) -> Markup {
    html! {
        @if !nearly.is_empty() {
            div.full {
                (Banner::due("This name is not in the directory. Somebody there is called nearly so:"))
                div.acts { @for one in nearly { (Button::plain(format!("Use {}", one.in_words())).named("use", one.name.clone())) } }
            }
        }
    }
}

/// The name of the box that says that names stay as typed.
pub(crate) const AS_TYPED: &str = "as_typed";

/// The same for a form of several names: each with whom it may mean, and a box to go on all the same.
pub(crate) fn suggested_each(nearly: &[(String, Vec<Listed>)]) -> Markup {
    html! {
        @if !nearly.is_empty() {
            div.full {
                (Banner::due("The directory has nearly the same name. Write it as it stands there, or say that it is somebody else."))
                ul { @for (typed, near) in nearly { li { q { (typed) } ": " (near.iter().map(Listed::in_words).collect::<Vec<_>>().join("; ")) } } }
                (Tick::new(AS_TYPED, "yes", "They are others: keep the names as typed"))
            }
        }
    }
}
