//! `stepdown config check` and `stepdown config show`.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::command_line::ConfigWish;
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::settings::key::{KEYS, Key, Shape};
use crate::settings::{Reading, check, reading_of};

/// Explains every problem.
pub(crate) fn check(wish: &ConfigWish) -> Result<Exit, Failure> {
    let reading = reading_of(&wish.serve.place, wish.serve.flags());
    let problems = check::all(&reading, Timestamp::now());
    let wrong = problems.iter().filter(|problem| !problem.is_warning).count();
    if wish.json {
        say::json(&json!({ "ok": wrong == 0, "file": reading.file, "problems": problems }))?;
    } else {
        for problem in &problems {
            let mark = if problem.is_warning { "look at " } else { "problem " };
            let rule = problem.rule.map(|rule| format!(" ({rule})")).unwrap_or_default();
            say::line(format!("{mark} {}{rule}: {}\n         {}", problem.key, problem.sentence, problem.remedy))?;
        }
        if wrong == 0 && reading.text("daypack_folder").is_none() {
            say::line(
                "note     daypack_folder: No day pack is written in the evening; it can be printed on screen or by `stepdown daypack`.",
            )?;
        }
        let warnings = problems.len() - wrong;
        say::line(match (wrong, warnings) {
            (0, 0) => "Everything is right.".to_owned(),
            (0, _) => format!("Stepdown works as it is; {} to look at.", say::count(warnings, "thing")),
            _ => format!("{} to mend.", say::count(wrong, "problem")),
        })?;
    }
    Ok(if wrong == 0 { Exit::Done } else { Exit::Refused })
}

/// Shows every setting.
pub(crate) fn show(wish: &ConfigWish) -> Result<Exit, Failure> {
    let reading = reading_of(&wish.serve.place, wish.serve.flags());
    if wish.json {
        let all: serde_json::Map<String, Value> = KEYS
            .iter()
            .map(|key| {
                (key.name.to_owned(), json!({ "value": shown(&reading, key), "from": reading.source(key.name).in_words() }))
            })
            .collect();
        say::json(&json!({ "file": reading.file, "settings": all }))?;
        return Ok(Exit::Done);
    }
    match &reading.file {
        Some(file) => say::line(format!("# {}", file.display()))?,
        None => say::line("# no settings file")?,
    }
    for key in KEYS {
        match shown(&reading, key) {
            Some(value) => {
                say::line(format!("{} = {value:?}  # {}; {}", key.name, reading.source(key.name).in_words(), key.says))?
            }
            None => say::line(format!("# {} is not set; {}", key.name, key.says))?,
        }
    }
    Ok(Exit::Done)
}

fn shown(reading: &Reading, key: &Key) -> Option<String> {
    let text = reading.text(key.name)?;
    Some(match key.shape {
        Shape::Postgres => without_password(text),
        Shape::Secret | Shape::EncryptionKey => "…".to_owned(),
        Shape::MailServer => mail_server(text),
        _ => text.to_owned(),
    })
}

/// A database address as it may be shown.
fn without_password(text: &str) -> String {
    match url::Url::parse(text) {
        Ok(mut url) => {
            if url.password().is_some() && url.set_password(Some("…")).is_err() {
                return "postgres://…".to_owned();
            }
            url.set_query(None);
            url.to_string().replace("%E2%80%A6", "…")
        }
        Err(_) => "postgres://…".to_owned(),
    }
}

/// The address of a mail server as it may be shown: with what it says about encryption, and nothing else behind the question mark.
fn mail_server(text: &str) -> String {
    let Ok(url) = url::Url::parse(text) else { return "…".to_owned() };
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| format!("?tls={value}"));
    format!("{}{}", without_password(text), tls.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://me:secret@db/stepdown"), "postgres://me:…@db/stepdown");
        assert_eq!(without_password("postgres://me@db/stepdown?password=secret"), "postgres://me@db/stepdown");
        assert_eq!(without_password("postgres://me:secret@[db/stepdown"), "postgres://…");
        assert_eq!(mail_server("smtps://me:secret@mail.example.org:465"), "smtps://me:…@mail.example.org:465");
        assert_eq!(mail_server("smtps://me:secret@[mail"), "…");
    }

    #[test]
    fn what_a_mail_server_says_about_encryption_is_shown_and_nothing_else_beside_it() {
        let shown = mail_server("smtp://me:secret@mail.example.org?tls=required&password=secret");
        assert_eq!(shown, "smtp://me:…@mail.example.org?tls=required");
        assert_eq!(mail_server("smtp://mail.example.org"), "smtp://mail.example.org");
    }
}
