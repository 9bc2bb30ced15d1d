//! What is wrong with a form: a box at the top that takes focus and links to each field, and the same
//! words beside the field. Everything typed stays. Ink on amber: red means safety only.

use maud::{Markup, html};

use crate::component::Icon;

/// One thing wrong, at one field, with the remedy in the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field, as in the form.
    pub field: String,
    /// What is wrong and what to do: "Enter the end time. The group started at 9:00".
    pub words: String,
}

impl Problem {
    /// A problem at a field.
    pub fn new(field: impl Into<String>, words: impl Into<String>) -> Self {
        Self { field: field.into(), words: words.into() }
    }

    /// The words for this field, if it has a problem.
    #[must_use]
    pub fn at<'a>(problems: &'a [Self], field: &str) -> Option<&'a str> {
        problems.iter().find(|problem| problem.field == field).map(|problem| problem.words.as_str())
    }
}

/// The box at the top of the form; nothing when there is no problem.
#[must_use]
pub fn error_summary(problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.errors role="alert" tabindex="-1" id="problems" data-focus {
                h2 { (Icon::Alert) @if problems.len() == 1 { "There is a problem" } @else { "There are " (problems.len()) " problems" } }
                ul {
                    @for problem in problems {
                        li { a href={ "#" (problem.field) } { (problem.words) } }
                    }
                }
            }
        }
    }
}

/// The words beside the field. The field points at them with `aria-describedby`.
#[must_use]
pub fn wrong_words(field: &str, words: &str) -> Markup {
    html! { p.wrong-words id={ (field) "-wrong" } { (Icon::Alert) span { span.vh { "Problem: " } (words) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_names_every_problem_and_links_to_its_field() {
        let problems = [Problem::new("ended", "Enter the end time"), Problem::new("topic", "Choose a topic")];
        let drawn = error_summary(&problems).into_string();
        assert!(drawn.contains("There are 2 problems"));
        assert!(drawn.contains("href=\"#ended\"") && drawn.contains("href=\"#topic\""));
        assert!(drawn.contains("tabindex=\"-1\""));
    }

    #[test]
    fn no_problem_no_box() {
        assert!(error_summary(&[]).into_string().is_empty());
    }

    #[test]
    fn a_field_finds_its_own_words() {
        let problems = [Problem::new("ended", "Enter the end time")];
        assert_eq!(Problem::at(&problems, "ended"), Some("Enter the end time"));
        assert_eq!(Problem::at(&problems, "topic"), None);
    }
}
