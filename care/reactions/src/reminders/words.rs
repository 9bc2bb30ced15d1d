//! How a day and an hour are written in a text: short, in the person's language, without a letter that makes the text longer.

use access::{Context, Refusal};
use conversation::language::Language;
use conversation::template::Fill;
use episode::Patient;
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::Phone;
use vocabulary::day::short_day;

/// The language a person is written to in.
pub(crate) fn language_of(person: Option<&Patient>) -> Language {
    person.and_then(|person| person.language.get(..2)).and_then(Language::parse).unwrap_or_default()
}

/// The program's neutral name and number.
pub(crate) fn sender(cx: &Context<'_>) -> Result<Fill, Refusal> {
    let program = schedule::program::all_programs(cx.tx)?.into_iter().next();
    let phone = program.as_ref().map(|program| program.phone.clone()).unwrap_or_default();
    Ok(Fill {
        sender: program.map(|program| program.neutral_name.clone()).unwrap_or_default(),
        phone: Phone::parse(&phone).map_or(phone, |phone| phone.display()),
        ..Fill::default()
    })
}

/// The program's neutral name and number, and a moment in the program's time.
pub(crate) fn fill(cx: &Context<'_>, language: Language, at: Timestamp) -> Result<Fill, Refusal> {
    Ok(filled_at(cx, &sender(cx)?, language, at))
}

/// The same for one of many: the program is read once.
pub(crate) fn filled_at(cx: &Context<'_>, sender: &Fill, language: Language, at: Timestamp) -> Fill {
    Fill { day: day(language, cx.zone.day(at)), time: cx.zone.clock_short(at), ..sender.clone() }
}

fn day(language: Language, day: Date) -> String {
    let (weekdays, months) = match language {
        Language::En => return short_day(day),
        Language::Es => {
            ("lunes martes miercoles jueves viernes sabado domingo", "ene feb mar abr may jun jul ago sep oct nov dic")
        }
        Language::Pt => ("segunda terca quarta quinta sexta sabado domingo", "jan fev mar abr mai jun jul ago set out nov dez"),
        Language::Ht => ("lendi madi mekredi jedi vandredi samdi dimanch", "janv fev mas avr me jen jiy out sept okt nov des"),
    };
    let word = |all: &str, at: i8| all.split(' ').nth(usize::try_from(at).unwrap_or(0)).unwrap_or_default().to_owned();
    let (weekday, month) = (word(weekdays, day.weekday().to_monday_zero_offset()), word(months, day.month() - 1));
    format!("{weekday} {} {month}", day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_short_in_every_language() {
        let thursday = jiff::civil::date(2026, 3, 12);
        let all = Language::ALL.map(|language| day(language, thursday));
        assert_eq!(all, ["Thu Mar 12", "jueves 12 mar", "quinta 12 mar", "jedi 12 mas"]);
    }
}
