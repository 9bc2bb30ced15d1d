//! All instruments that are built in, read once. A file that cannot be used is set aside with its reason and keeps no other out
//! (IN-01, IN-09, IN-A13).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{BadFile, Form};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

static STANDARD: LazyLock<Library> = LazyLock::new(|| Library::read(FILES));

/// Forms by id.
#[derive(Debug)]
pub struct Library {
    forms: Vec<Form>,
    by_id: HashMap<String, usize>,
    /// Files that cannot be used.
    pub set_aside: Vec<BadFile>,
}

impl Library {
    /// The instruments that are built in.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// The names and texts of the files that are built in.
    #[must_use]
    pub fn files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// Reads files.
    #[must_use]
    pub fn read(files: &[(&str, &str)]) -> Self {
        let mut library = Self { forms: Vec::with_capacity(files.len()), by_id: HashMap::new(), set_aside: Vec::new() };
        for (name, text) in files {
            if let Err(bad) = Form::read(name, text).and_then(|form| library.add(name, form)) {
                library.set_aside.push(bad);
            }
        }
        library
    }

    fn add(&mut self, file_name: &str, form: Form) -> Result<(), BadFile> {
        if file_name.strip_suffix(".toml") != Some(&form.id) || self.by_id.contains_key(&form.id) {
            let sentence = format!("its id is {:?}.", form.id);
            return Err(BadFile::new(file_name, "id", sentence, "Name the file after the id, once."));
        }
        let taken = form.items.iter().find(|item| self.form_with_item(&item.id).is_some());
        if let Some(item) = taken {
            let place = format!("item {}", item.id);
            return Err(BadFile::new(
                file_name,
                place,
                "another file has this link id.",
                "Choose one that is unique over all files.",
            ));
        }
        self.by_id.insert(form.id.clone(), self.forms.len());
        self.forms.push(form);
        Ok(())
    }

    /// The form with an id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(*self.by_id.get(id)?)
    }

    /// Every form, by id.
    #[must_use]
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The form that has an item with this link id.
    #[must_use]
    pub fn form_with_item(&self, link_id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.item(link_id).is_some())
    }
}
