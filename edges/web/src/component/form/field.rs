//! One field of a form with its label, its hint, its problem. A real input: works without script.

use maud::{Markup, Render, html};

use super::around::around;
use super::problem::Problem;

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Area { rows: u8 },
    Date,
    Time,
    Money,
    Number,
    Password,
    Code,
    Tel,
    Email,
    Search,
    File,
}

/// A field. Built with one of the starters, drawn by splicing it into a form.
#[derive(Debug, Clone)]
pub struct Field {
    kind: Kind,
    pub(super) name: String,
    pub(super) label: String,
    value: String,
    pub(super) hint: Option<String>,
    pub(super) wrong: Option<String>,
    pub(super) optional: bool,
    autocomplete: Option<&'static str>,
    placeholder: Option<String>,
    class: &'static str,
    read_only: bool,
    focus: bool,
    max: Option<u32>,
    enter_next: bool,
    id: Option<String>,
    list: Option<&'static str>,
}

impl Field {
    fn new(kind: Kind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            label: label.into(),
            value: String::new(),
            hint: None,
            wrong: None,
            optional: false,
            autocomplete: None,
            placeholder: None,
            class: "",
            read_only: false,
            focus: false,
            max: None,
            enter_next: false,
            id: None,
            list: None,
        }
    }

    /// One line of text.
    #[must_use]
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Text, name, label)
    }

    /// Several lines of text; grows while typing.
    #[must_use]
    pub fn area(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self::new(Kind::Area { rows }, name, label)
    }

    /// A day, `2026-03-12`, picked or typed.
    #[must_use]
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { class: "medium", ..Self::new(Kind::Date, name, label) }
    }

    /// A time of day, `09:00`.
    #[must_use]
    pub fn time(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Time, name, label)
    }

    /// Dollars and cents: `1250.00`.
    #[must_use]
    pub fn money(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Money, name, label)
    }

    /// A whole number.
    #[must_use]
    pub fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { class: "short", ..Self::new(Kind::Number, name, label) }
    }

    /// A password. Never filled in again after an error.
    #[must_use]
    pub fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: Some("current-password"), ..Self::new(Kind::Password, name, label) }
    }

    /// A one-time code of digits.
    #[must_use]
    pub fn code(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: Some("one-time-code"), ..Self::new(Kind::Code, name, label) }
    }

    /// A telephone number.
    #[must_use]
    pub fn tel(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { class: "medium", ..Self::new(Kind::Tel, name, label) }
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Email, name, label)
    }

    /// Words to find something in a list; `/` jumps here.
    #[must_use]
    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Search, name, label)
    }

    /// A file from this computer. The form needs `enctype="multipart/form-data"`.
    #[must_use]
    pub fn file(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::File, name, label)
    }

    /// What it holds now.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// A sentence of help under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Takes its own problem, if it has one, from all problems of the form.
    #[must_use]
    pub fn problems(mut self, problems: &[Problem]) -> Self {
        self.wrong = Problem::at(problems, &self.name).map(str::to_owned);
        self
    }

    /// Says that it may stay empty. Every other field is needed.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The browser's fill-in hint: `username`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// A sample of what to type. Never the label.
    #[must_use]
    pub fn placeholder(mut self, sample: impl Into<String>) -> Self {
        self.placeholder = Some(sample.into());
        self
    }

    /// How wide: `short`, `medium`, `code`.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// Shown, not changed.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Where typing starts when the page opens.
    #[must_use]
    pub fn focus(mut self) -> Self {
        self.focus = true;
        self
    }

    /// The most letters it takes.
    #[must_use]
    pub fn max(mut self, letters: u32) -> Self {
        self.max = Some(letters);
        self
    }

    /// `Enter` in it presses the button with the key `Enter`; `Shift Enter` starts a new line. For the
    /// one line about a person in a group note.
    #[must_use]
    pub fn enter_next(mut self) -> Self {
        self.enter_next = true;
        self
    }

    /// An id other than the name, where one page has the same field twice.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The id of a list of what may be typed, to choose from; anything else may be typed too.
    #[must_use]
    pub fn list(mut self, id: &'static str) -> Self {
        self.list = Some(id);
        self
    }

    fn input(&self, id: &str, told_by: Option<&str>) -> Markup {
        let (kind, mode, class) = match self.kind {
            Kind::Text | Kind::Area { .. } => ("text", None, self.class),
            Kind::Date => ("date", None, self.class),
            Kind::Time => ("time", None, self.class),
            Kind::Money => ("text", Some("decimal"), "num"),
            Kind::Number => ("text", Some("numeric"), self.class),
            Kind::Password => ("password", None, self.class),
            Kind::Code => ("text", Some("numeric"), "pin"),
            Kind::Tel => ("tel", Some("tel"), self.class),
            Kind::Email => ("email", Some("email"), self.class),
            Kind::Search => ("search", None, self.class),
            Kind::File => ("file", None, self.class),
        };
        let secret = matches!(self.kind, Kind::Password | Kind::Code | Kind::File);
        let value = (!secret && !self.value.is_empty()).then_some(&self.value);
        html! {
            input class=(format!("in {class}").trim_end()) type=(kind) id=(id) name=(self.name) value=[value]
                inputmode=[mode] autocomplete=[self.autocomplete] list=[self.list] placeholder=[&self.placeholder] maxlength=[self.max]
                aria-describedby=[told_by] aria-invalid=[self.wrong.as_ref().map(|_| "true")]
                readonly[self.read_only] autofocus[self.focus] data-find[matches!(self.kind, Kind::Search)];
        }
    }

    fn control(&self, id: &str, told_by: Option<&str>) -> Markup {
        match self.kind {
            Kind::Area { rows } => html! {
                textarea.area id=(id) name=(self.name) rows=(rows) maxlength=[self.max]
                    placeholder=[&self.placeholder] aria-describedby=[told_by]
                    aria-invalid=[self.wrong.as_ref().map(|_| "true")]
                    readonly[self.read_only] autofocus[self.focus] data-enter-next[self.enter_next] { (self.value) }
            },
            Kind::Money => html! { div.pre { span { "$" } (self.input(id, told_by)) } },
            _ => self.input(id, told_by),
        }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let id = self.id.as_deref().unwrap_or(&self.name);
        around(id, &self.label, self.optional, self.hint.as_deref(), self.wrong.as_deref(), |told_by| self.control(id, told_by))
    }
}
