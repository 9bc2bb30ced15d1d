//! The words of the person's own week, in four languages side by side. The translations are drafts: no native reader has checked them yet.

use intake::paper::Language;

use super::super::words::Say;

words! {
    WEEK: "Your week" / "Su semana" / "Sua semana" / "Semèn ou";
    WEEK_WHY: "When and where you come" / "Cuándo y dónde viene" / "Quando e onde você vem" / "Kilè ak ki kote ou vini";
    TODAY: "Today" / "Hoy" / "Hoje" / "Jodi a";
    NOTHING_TODAY: "Nothing today." / "Nada hoy." / "Nada hoje." / "Anyen jodi a.";
    THIS_WEEK: "This week" / "Esta semana" / "Esta semana" / "Semèn sa a";
    NEXT_WEEK: "Next week" / "La próxima semana" / "Próxima semana" / "Semèn pwochèn";
    NOTHING: "Nothing is planned." / "No hay nada previsto." / "Nada está previsto." / "Pa gen anyen ki prevwa.";
    CANCELLED: "Does not take place" / "No se hará" / "Não vai acontecer" / "Pa pral fèt";
    BY_VIDEO: "can be joined by video" / "se puede por video" / "pode ser por vídeo" / "ou ka antre pa videyo";
    WITH: "with {name}" / "con {name}" / "com {name}" / "avèk {name}";
    MET: "You have met {met} so far." / "Lleva {met} hasta ahora." / "Você já fez {met} até agora." / "Ou fè {met} deja.";
    PLANNED: "{planned} are still planned." / "Todavía hay {planned} previstas." / "Ainda há {planned} previstas." / "Gen {planned} ki prevwa toujou.";
    NEEDED: "Your week needs {needed}." / "Su semana necesita {needed}." / "Sua semana precisa de {needed}." / "Semèn ou bezwen {needed}.";
    HOURS: "{h} h {m} min" / "{h} h {m} min" / "{h} h {m} min" / "{h} è {m} min";
    CANNOT: "Cannot come?" / "¿No puede venir?" / "Não pode vir?" / "Ou pa ka vini?";
    CANNOT_HOW: "Call us as soon as you know. We look for another time with you. You do not have to say why."
        / "Llámenos en cuanto lo sepa. Buscamos otra hora con usted. No tiene que decir por qué."
        / "Ligue assim que souber. Procuramos outro horário com você. Não precisa dizer por quê."
        / "Rele nou kou ou konnen. N ap chèche yon lòt lè avè w. Ou pa oblije di poukisa.";
    CALENDAR: "Put it into your calendar" / "Ponerla en su calendario" / "Colocar no seu calendário" / "Mete l nan kalandriye ou";
    CALENDAR_WHY: "Only times, under a word you choose" / "Solo horas, con una palabra suya" / "Só horários, com uma palavra sua" / "Lè sèlman, ak yon mo ou chwazi";
    CALENDAR_HOW: "Your phone can keep these times in its calendar and follow changes. Others who look at your phone see only the word you choose, never what it is for."
        / "Su teléfono puede guardar estas horas en su calendario y seguir los cambios. Quien mire su teléfono ve solo la palabra que usted elija, nunca para qué es."
        / "Seu telefone pode guardar estes horários no calendário e seguir as mudanças. Quem olhar seu telefone vê só a palavra que você escolher, nunca para que é."
        / "Telefòn ou ka kenbe lè sa yo nan kalandriye li epi swiv chanjman. Moun ki gade telefòn ou wè sèlman mo ou chwazi a, pa janm sa li ye pou li.";
    COMPANIES: "The company that makes your calendar can read what is in it. If others share your calendar, they see it too."
        / "La empresa de su calendario puede leer lo que hay en él. Si comparte su calendario, otros también lo ven."
        / "A empresa do seu calendário pode ler o que está nele. Se você divide o calendário, outros também veem."
        / "Konpayi ki fè kalandriye ou ka li sa ki ladan l. Si ou pataje kalandriye ou, lòt moun wè l tou.";
    CALLED: "What is an appointment called?" / "¿Cómo se llama una cita?" / "Como se chama um compromisso?" / "Kijan yon randevou rele?";
    APPOINTMENT: "Appointment" / "Cita" / "Compromisso" / "Randevou";
    PLACE: "Say the street" / "Decir la calle" / "Dizer a rua" / "Di ri a";
    MAKE: "Make the address" / "Crear la dirección" / "Criar o endereço" / "Fè adrès la";
    CHANGE: "Save" / "Guardar" / "Salvar" / "Anrejistre";
    RENEW: "Give me a new address" / "Darme una dirección nueva" / "Quero um endereço novo" / "Ban m yon nouvo adrès";
    RENEW_WHY: "The old one stops at once." / "La anterior deja de servir enseguida." / "O antigo para na hora." / "Ansyen an sispann menm kote a.";
    END: "End the calendar" / "Terminar el calendario" / "Encerrar o calendário" / "Fini kalandriye a";
    HAVE_ONE: "You have a calendar. Its address was shown when you made it and is kept nowhere."
        / "Usted tiene un calendario. La dirección se mostró al crearlo y no se guarda en ningún lugar."
        / "Você tem um calendário. O endereço foi mostrado quando o criou e não é guardado em lugar nenhum."
        / "Ou gen yon kalandriye. Yo te montre adrès la lè ou te fè l, li pa kenbe okenn kote.";
    MADE: "Here is your address. It is shown only now."
        / "Esta es su dirección. Se muestra solo ahora."
        / "Este é o seu endereço. Só aparece agora."
        / "Men adrès ou. Li parèt kounye a sèlman.";
    OPEN_IT: "Open it in your calendar" / "Abrirla en su calendario" / "Abrir no seu calendário" / "Louvri l nan kalandriye ou";
    COPY_IT: "Or copy it:" / "O cópiela:" / "Ou copie:" / "Oswa kopye l:";
    SAVED: "Saved. Your phone shows it within some hours."
        / "Guardado. Su teléfono lo muestra en unas horas."
        / "Salvo. Seu telefone mostra em algumas horas."
        / "Anrejistre. Telefòn ou ap montre l nan kèk èdtan.";
    ENDED: "It has ended. Take it off your phone too."
        / "Terminó. Quítelo también de su teléfono."
        / "Encerrado. Tire também do seu telefone."
        / "Li fini. Retire l sou telefòn ou tou.";
    WRITE_WORD: "Write a word of no more than 40 letters."
        / "Escriba una palabra de no más de 40 letras."
        / "Escreva uma palavra de até 40 letras."
        / "Ekri yon mo ki pa depase 40 lèt.";
    PLACE_FREE: "A place is free for you" / "Hay un lugar para usted" / "Há um lugar para você" / "Gen yon plas pou ou";
    PLACE_FROM: "From {day} on." / "Desde el {day}." / "A partir de {day}." / "Apati {day}.";
    PLACE_UNTIL: "We keep it for you until {until}."
        / "Se lo guardamos hasta el {until}."
        / "Guardamos para você até {until}."
        / "N ap kenbe l pou ou jiska {until}.";
    TAKE_IT: "Yes, I take it" / "Sí, lo quiero" / "Sim, eu quero" / "Wi, mwen pran l";
    NOT_NOW: "No, not this one" / "No, este no" / "Não, este não" / "Non, pa sa a";
    PLACE_YES: "It is yours. You see it in your week from its first day."
        / "Es suyo. Lo verá en su semana desde el primer día."
        / "É seu. Você verá na sua semana desde o primeiro dia."
        / "Li pou ou. W ap wè l nan semèn ou depi premye jou a.";
    PLACE_NO: "Somebody else gets it. Nothing changes for you."
        / "Otra persona lo recibe. Para usted nada cambia."
        / "Outra pessoa fica com ele. Para você nada muda."
        / "Yon lòt moun ap jwenn li. Anyen pa chanje pou ou.";
    PLACE_LATE: "This place is not open any more. Call us if you would like one."
        / "Este lugar ya no está libre. Llámenos si quiere uno."
        / "Este lugar não está mais livre. Ligue se quiser um."
        / "Plas sa a pa disponib ankò. Rele nou si ou ta vle youn.";
    NONE_NOW: "There is no calendar while you do not come here."
        / "No hay calendario mientras usted no viene aquí."
        / "Não há calendário enquanto você não vem aqui."
        / "Pa gen kalandriye pandan ou pa vini isit la.";
}

/// A day of the week, from Monday.
pub(super) fn weekday(language: Language, from_monday: i8) -> &'static str {
    const DAYS: [[&str; 7]; 4] = [
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"],
        ["lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"],
    ];
    let row = match language {
        Language::En => 0,
        Language::Es => 1,
        Language::Pt => 2,
        Language::Ht => 3,
    };
    let at = usize::try_from(from_monday - 1).unwrap_or(0);
    DAYS.get(row).and_then(|days| days.get(at)).copied().unwrap_or_default()
}

/// `"3 h 0 min"`.
pub(super) fn hours(language: Language, minutes: i64) -> String {
    HOURS.with(language, &[("{h}", &(minutes / 60).to_string()), ("{m}", &(minutes % 60).to_string())])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_word_is_there_in_every_language_and_none_points_to_the_kind_of_care() {
        super::super::super::words::are_whole_and_say_nothing_of_the_kind_of_care(super::ALL);
    }
}
