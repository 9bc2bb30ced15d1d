//! What a person said, and whether it can be an answer at all. An answer is kept as it was given: a blank stays a blank, and an
//! answer to a question that should not have been asked counts (IN-04).

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::form::{Form, Item};

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The code of one option.
    Code(String),
    /// A whole number.
    Number(i64),
    /// The codes of several options; an empty list is no answer.
    Codes(Vec<String>),
    /// Something that cannot be an answer to any question: a fraction, a truth, a table.
    Unreadable,
}

/// Answers by link id, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<(String, Answer)>);

/// Context by key; a key that is not there is `unknown`.
pub type ContextValues = std::collections::BTreeMap<String, String>;

/// Why answers cannot be scored. The names of the first two are those of the vectors.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The form has no such item.
    #[error("the form has no item {0:?}")]
    UnknownItem(String),
    /// This cannot be an answer to the item.
    #[error("this is not an answer to the item {0:?}")]
    InvalidAnswer(String),
    /// The context key cannot have this value.
    #[error("the context {key:?} must be one of {allowed}")]
    InvalidContext {
        /// Which key.
        key: String,
        /// What it may be.
        allowed: String,
    },
}

/// Answers that fit a form, by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub(crate) values: Vec<Given>,
    pub(crate) context: Vec<u8>,
}

/// An answer by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Blank,
    Option(usize),
    Number(i64),
    Options(u64),
}

impl Form {
    /// Reads answers: a link id that the form does not have is found before all else, then the first answer in the form's order
    /// that does not fit its item (IN-17, 1).
    ///
    /// # Errors
    /// [`Fault`].
    pub fn read_answers(&self, answers: &Answers, context: &ContextValues) -> Result<Filled, Fault> {
        let mut given: Vec<Option<&Answer>> = vec![None; self.items.len()];
        for (id, answer) in answers.iter() {
            match self.places.get(id).and_then(|at| given.get_mut(*at)) {
                Some(place) => *place = Some(answer),
                None => return Err(Fault::UnknownItem(id.to_owned())),
            }
        }
        let one = |(item, answer): (&Item, Option<&Answer>)| match answer {
            None => Ok(Given::Blank),
            Some(answer) => item.read(answer).ok_or_else(|| Fault::InvalidAnswer(item.id.clone())),
        };
        let values = self.items.iter().zip(given).map(one).collect::<Result<_, _>>()?;
        Ok(Filled { values, context: self.read_context(context)? })
    }

    fn read_context(&self, context: &ContextValues) -> Result<Vec<u8>, Fault> {
        let mut places = Vec::with_capacity(self.context.len());
        for known in &self.context {
            let value = context.get(&known.key).map_or("unknown", String::as_str);
            let at = known.values.iter().position(|name| name == value).and_then(|at| u8::try_from(at).ok());
            let fault = || Fault::InvalidContext { key: known.key.clone(), allowed: known.values.join(", ") };
            places.push(at.ok_or_else(fault)?);
        }
        Ok(places)
    }
}

impl Item {
    fn read(&self, answer: &Answer) -> Option<Given> {
        match answer {
            Answer::Codes(codes) if codes.is_empty() => Some(Given::Blank),
            Answer::Code(code) if !self.takes_several => self.place_of(code).map(Given::Option),
            Answer::Number(number) => {
                self.range.filter(|(min, max)| (min..=max).contains(&number)).map(|_| Given::Number(*number))
            }
            Answer::Codes(codes) if self.takes_several => self.read_several(codes),
            _ => None,
        }
    }

    fn read_several(&self, codes: &[String]) -> Option<Given> {
        let mut chosen = 0_u64;
        for code in codes {
            let bit = 1 << self.place_of(code)?;
            if chosen & bit != 0 || (codes.len() > 1 && self.option(code)?.is_exclusive) {
                return None;
            }
            chosen |= bit;
        }
        Some(Given::Options(chosen))
    }
}

impl Answers {
    /// The answer to an item.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Answer> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, answer)| answer)
    }

    /// Puts an answer in; one that was there is replaced, no answer takes it out.
    pub fn set(&mut self, id: &str, answer: Option<Answer>) {
        self.0.retain(|(known, _)| known != id);
        let is_said = |answer: &Answer| !matches!(answer, Answer::Codes(codes) if codes.is_empty());
        if let Some(answer) = answer.filter(is_said) {
            self.0.push((id.to_owned(), answer));
        }
    }

    /// Every answer with its link id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(from: I) -> Self {
        Self(from.into_iter().collect())
    }
}

impl Fault {
    /// Its stable name, as the vectors say it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownItem(_) => "unknown-item",
            Self::InvalidAnswer(_) => "invalid-answer",
            Self::InvalidContext { .. } => "invalid-context",
        }
    }

    /// The item or the context key it is about.
    #[must_use]
    pub fn about(&self) -> &str {
        match self {
            Self::UnknownItem(item) | Self::InvalidAnswer(item) => item,
            Self::InvalidContext { key, .. } => key,
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Code(code) => to.serialize_str(code),
            Self::Number(number) => to.serialize_i64(*number),
            Self::Codes(codes) => codes.serialize(to),
            Self::Unreadable => to.serialize_bool(false),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnswerReader)
    }
}

struct AnswerReader;

impl<'de> Visitor<'de> for AnswerReader {
    type Value = Answer;
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a code, a whole number or a list of codes")
    }
    fn visit_str<E>(self, code: &str) -> Result<Answer, E> {
        Ok(Answer::Code(code.to_owned()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Answer, E> {
        Ok(Answer::Number(number))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Answer, E> {
        Ok(i64::try_from(number).map_or(Answer::Unreadable, Answer::Number))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Answer, E> {
        Ok(Answer::Unreadable)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Answer, E> {
        Ok(Answer::Unreadable)
    }
    /// Nothing said.
    fn visit_unit<E>(self) -> Result<Answer, E> {
        Ok(Answer::Codes(Vec::new()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Answer, A::Error> {
        let (mut codes, mut is_readable) = (Vec::new(), true);
        while let Some(answer) = list.next_element::<Answer>()? {
            match answer {
                Answer::Code(code) => codes.push(code),
                _ => is_readable = false,
            }
        }
        Ok(if is_readable { Answer::Codes(codes) } else { Answer::Unreadable })
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Answer::Unreadable)
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (id, answer) in &self.0 {
            map.serialize_entry(id, answer)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(AnswersReader)
    }
}

struct AnswersReader;

impl<'de> Visitor<'de> for AnswersReader {
    type Value = Answers;
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a table of answers by link id")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answers, A::Error> {
        let mut answers: Vec<(String, Answer)> = Vec::new();
        while let Some((id, answer)) = map.next_entry::<String, Answer>()? {
            if answers.iter().any(|(known, _)| *known == id) {
                return Err(serde::de::Error::custom(format!("{id:?} is answered twice")));
            }
            answers.push((id, answer));
        }
        Ok(Answers(answers))
    }
}
