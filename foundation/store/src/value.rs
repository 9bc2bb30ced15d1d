//! The three kinds of column both engines share: whole numbers, texts and bytes.

use jiff::Timestamp;
use jiff::civil::Date;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::{StoreError, postgres_engine};

/// A column value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Absent.
    Null,
    /// A whole number: a count, minutes, cents, microseconds since 1970, a truth as 0 or 1.
    Integer(i64),
    /// A text: an id, a day as year-month-day, JSON.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A text value of anything that can be written: an id, a day, a word.
pub fn text(value: impl std::fmt::Display) -> Value {
    Value::Text(value.to_string())
}

/// A whole-number value.
#[must_use]
pub fn int(value: i64) -> Value {
    Value::Integer(value)
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(i64::from(value))
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}
impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Integer(value.as_microsecond())
    }
}
impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::Text(value.to_string())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl sqlite::ToSql for Value {
    fn to_sql(&self) -> sqlite::Result<sqlite::types::ToSqlOutput<'_>> {
        use sqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(value) if *kind == Type::INT4 => i32::try_from(*value)?.to_sql(kind, out),
            Self::Integer(value) => value.to_sql(kind, out),
            Self::Text(value) => value.to_sql(kind, out),
            Self::Bytes(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    fn at(&self, column: usize) -> Result<&Value, StoreError> {
        self.0.get(column).ok_or_else(|| StoreError::unreadable("row", format!("no column {column}")))
    }

    /// The text in a column.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when it is absent or of another kind.
    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.at(column)? {
            Value::Text(value) => Ok(value),
            _ => Err(StoreError::unreadable("column", "not a text")),
        }
    }

    /// The whole number in a column.
    ///
    /// # Errors
    /// As [`Row::text`].
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.at(column)? {
            Value::Integer(value) => Ok(*value),
            _ => Err(StoreError::unreadable("column", "not a whole number")),
        }
    }

    /// The bytes in a column.
    ///
    /// # Errors
    /// As [`Row::text`].
    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.at(column)? {
            Value::Bytes(value) => Ok(value),
            _ => Err(StoreError::unreadable("column", "not bytes")),
        }
    }

    /// The text in a column, or nothing where it is null.
    ///
    /// # Errors
    /// As [`Row::text`].
    pub fn maybe_text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// The whole number in a column, or nothing where it is null.
    ///
    /// # Errors
    /// As [`Row::text`].
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// The instant in a column of microseconds.
    ///
    /// # Errors
    /// As [`Row::text`].
    pub fn instant(&self, column: usize) -> Result<Timestamp, StoreError> {
        Timestamp::from_microsecond(self.int(column)?).map_err(|e| StoreError::unreadable("instant", e))
    }

    /// The id, day or other parsed text in a column.
    ///
    /// # Errors
    /// As [`Row::text`], and when the text does not parse.
    pub fn parse<T: std::str::FromStr>(&self, column: usize) -> Result<T, StoreError> {
        self.text(column)?.parse().map_err(|_| StoreError::unreadable("column", format!("not a {}", std::any::type_name::<T>())))
    }
}

/// One row of an answer while it passes: nothing is copied, and it is gone when the next one comes.
pub(crate) enum Passing<'r> {
    Sqlite(&'r sqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Passing<'_> {
    /// The text in a column.
    pub(crate) fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self {
            Self::Sqlite(row) => row.get_ref(column)?.as_str().map_err(|_| StoreError::unreadable("column", "not a text")),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// The whole number in a column.
    pub(crate) fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self {
            Self::Sqlite(row) => {
                row.get_ref(column)?.as_i64().map_err(|_| StoreError::unreadable("column", "not a whole number"))
            }
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// The bytes in a column.
    pub(crate) fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self {
            Self::Sqlite(row) => row.get_ref(column)?.as_blob().map_err(|_| StoreError::unreadable("column", "not bytes")),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// Whether two columns hold the same.
    pub(crate) fn is_same(&self, one: usize, other: usize) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(row) => Ok(row.get_ref(one)? == row.get_ref(other)?),
            Self::Postgres(row) => Ok(postgres_engine::cell(row, one)? == postgres_engine::cell(row, other)?),
        }
    }

    /// Whether a column holds a value.
    pub(crate) fn is(&self, column: usize, value: &Value) -> Result<bool, StoreError> {
        use sqlite::types::ValueRef;
        match self {
            Self::Sqlite(row) => Ok(match (row.get_ref(column)?, value) {
                (ValueRef::Null, Value::Null) => true,
                (ValueRef::Integer(there), Value::Integer(value)) => there == *value,
                (ValueRef::Text(there), Value::Text(value)) => there == value.as_bytes(),
                (ValueRef::Blob(there), Value::Bytes(value)) => there == value.as_slice(),
                _ => false,
            }),
            Self::Postgres(row) => Ok(postgres_engine::cell(row, column)? == *value),
        }
    }
}
