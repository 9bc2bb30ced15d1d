//! A licensed wording or a translation that this program was given (IN-19): kept in its own store, never in the built-in files. The
//! same language again replaces it by a new version; what was shown earlier stays readable.

use access::{Action, Command, Context, Done, Kind, Refusal};
use forms::{Form, Overlay};
use serde::{Deserialize, Serialize};
use vocabulary::id::FormWordingId;

use crate::{Fact, store};

/// An overlay file as it was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormWording {
    /// The id.
    pub id: FormWordingId,
    /// Of which instrument.
    pub instrument: String,
    /// In which language.
    pub language: String,
    /// The file, word for word.
    pub text: String,
}

/// Loads one.
#[derive(Clone, Debug)]
pub struct LoadWording {
    /// The instrument's id.
    pub instrument: String,
    /// The overlay file.
    pub text: String,
}

impl Command for LoadWording {
    type Output = FormWordingId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<FormWordingId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let form = form(&self.instrument)?;
        let overlay = Overlay::read(&self.text, form).map_err(|bad| Refusal::invalid("text", bad.to_string()))?;
        let known = store::wordings_of(cx.tx, &form.id)?.into_iter().find(|known| known.language == overlay.language);
        let wording =
            |id| FormWording { id, instrument: form.id.clone(), language: overlay.language.clone(), text: self.text.clone() };
        let Some(known) = known else {
            let new = wording(cx.new_id());
            cx.tx.append(&new, &cx.entry("wording loaded"))?;
            return Ok(Done::with(new.id, Fact::WordingLoaded));
        };
        let next = wording(known.id);
        if next == known.record {
            return Ok(Done::already(known.id));
        }
        cx.tx.amend(&next, known.version, &cx.entry("wording replaced"))?;
        Ok(Done::with(known.id, Fact::WordingLoaded))
    }
}

/// The form with an id.
pub(crate) fn form(instrument: &str) -> Result<&'static Form, Refusal> {
    let form = forms::Library::standard().form(instrument);
    form.ok_or_else(|| Refusal::invalid("instrument", "There is no such form here. Choose one of the list."))
}

/// The words to show a form in: those of the language if they were loaded, else the licensed English ones, else its own.
///
/// # Errors
/// The database's own.
pub fn wording_of(cx: &Context<'_>, form: &Form, language: &str) -> Result<Option<Overlay>, Refusal> {
    let all = store::wordings_of(cx.tx, &form.id)?;
    let of = |language: &str| all.iter().find(|known| known.language == language);
    // A file that an older version took and this one does not is as if it were not there; the form then says that words are missing.
    let chosen = of(language).or_else(|| of("en"));
    Ok(chosen.and_then(|wording| Overlay::read(&wording.text, form).ok()))
}
