//! Every word of these pages in four languages, each beside the others so that none can be forgotten. The translations are drafts: no
//! native reader has checked them yet. No word points to what kind of care this is.

use intake::paper::Language;

/// One thing said in every language.
pub(super) struct Say {
    pub(super) en: &'static str,
    pub(super) es: &'static str,
    pub(super) pt: &'static str,
    pub(super) ht: &'static str,
}

impl Say {
    /// In one of them.
    pub(super) const fn to(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Es => self.es,
            Language::Pt => self.pt,
            Language::Ht => self.ht,
        }
    }

    /// In one of them, with what stands for each name in braces.
    pub(super) fn with(&self, language: Language, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.to(language).to_owned(), |words, (name, value)| words.replace(name, value))
    }
}

macro_rules! words {
    ($($name:ident: $en:literal / $es:literal / $pt:literal / $ht:literal;)+) => {
        $(pub(super) const $name: Say = Say { en: $en, es: $es, pt: $pt, ht: $ht };)+

        #[cfg(test)]
        const ALL: &[&Say] = &[$(&$name),+];
    };
}

words! {
    TITLE: "For you" / "Para usted" / "Para você" / "Pou ou";
    LEAVE: "Leave now" / "Salir ya" / "Sair agora" / "Soti kounye a";
    LANGUAGE: "Language" / "Idioma" / "Idioma" / "Lang";
    HELP: "In danger now? Call 911. Hard thoughts? Call or text 988, any hour."
        / "¿Peligro ahora? Llame al 911. ¿Pensamientos difíciles? Llame o escriba al 988, a cualquier hora."
        / "Perigo agora? Ligue 911. Pensamentos difíceis? Ligue ou escreva para 988, a qualquer hora."
        / "Ou an danje kounye a? Rele 911. Move panse? Rele oswa tekste 988, nenpòt lè.";
    FIRST: "Before we go on" / "Antes de seguir" / "Antes de continuar" / "Anvan nou kontinye";
    WHY_BIRTHDAY: "This page is for one person. Tell us the month and day you were born. Not the year."
        / "Esta página es para una persona. Díganos el mes y el día en que nació. El año no."
        / "Esta página é para uma pessoa. Diga o mês e o dia em que nasceu. O ano não."
        / "Paj sa a se pou yon sèl moun. Di nou mwa ak jou ou te fèt. Pa ane a.";
    MONTH: "Month" / "Mes" / "Mês" / "Mwa";
    DAY: "Day" / "Día" / "Dia" / "Jou";
    GO_ON: "Go on" / "Seguir" / "Continuar" / "Kontinye";
    NOT_OPENED: "This did not open. Check the month and day, wait a little, and try again. If it still does not open, the link has ended: ask us for a new one."
        / "No se abrió. Revise el mes y el día, espere un poco e intente otra vez. Si no se abre, el enlace terminó: pídanos uno nuevo."
        / "Não abriu. Confira o mês e o dia, espere um pouco e tente de novo. Se não abrir, o link terminou: peça um novo."
        / "Li pa louvri. Verifye mwa ak jou a, tann yon ti moman, eseye ankò. Si li toujou pa louvri, lyen an fini: mande nou yon lòt.";
    TOO_OFTEN: "Too many tries from here. Wait 15 minutes, then try again, or call us."
        / "Demasiados intentos desde aquí. Espere 15 minutos e intente otra vez, o llámenos."
        / "Tentativas demais daqui. Espere 15 minutos e tente de novo, ou ligue para nós."
        / "Twòp esè soti isit la. Tann 15 minit, epi eseye ankò, oswa rele nou.";
    CLOSED: "This page has closed" / "Esta página se cerró" / "Esta página fechou" / "Paj sa a fèmen";
    CLOSED_WHY: "Nobody touched it for 15 minutes, or it was closed. What you saved is safe. Open your link again to go on."
        / "Nadie la tocó por 15 minutos, o se cerró. Lo que guardó está a salvo. Abra su enlace otra vez para seguir."
        / "Ninguém tocou nela por 15 minutos, ou foi fechada. O que salvou está seguro. Abra seu link de novo para continuar."
        / "Pèsonn pa manyen li pandan 15 minit, oswa li te fèmen. Sa ou te anrejistre an sekirite. Louvri lyen ou a ankò pou kontinye.";
    HELLO: "Hello" / "Hola" / "Olá" / "Bonjou";
    TO_DO: "A few things before your first day. You can stop at any time and come back: each is saved when you finish it."
        / "Algunas cosas antes de su primer día. Puede parar y volver cuando quiera: cada una se guarda al terminarla."
        / "Algumas coisas antes do seu primeiro dia. Você pode parar e voltar quando quiser: cada uma é salva quando termina."
        / "Kèk bagay anvan premye jou ou. Ou ka kanpe epi tounen lè ou vle: chak bagay anrejistre lè ou fini li.";
    DETAILS: "Check how to reach you" / "Revise cómo contactarle" / "Confira como falar com você" / "Verifye kijan pou jwenn ou";
    CARD: "Photo of your insurance card" / "Foto de su tarjeta del seguro" / "Foto do seu cartão do plano" / "Foto kat asirans ou";
    QUESTIONS: "A few questions" / "Algunas preguntas" / "Algumas perguntas" / "Kèk kesyon";
    QUESTIONS_HERE: "We ask these with you, here." / "Las haremos con usted, aquí." / "Vamos fazer com você, aqui." / "N ap poze yo avè w, isit la.";
    TO_ANSWER: "to answer" / "por responder" / "a responder" / "pou reponn";
    QUESTION: "Question" / "Pregunta" / "Pergunta" / "Kesyon";
    OF: "of" / "de" / "de" / "sou";
    SEVERAL: "You can choose several." / "Puede elegir varias." / "Pode escolher várias." / "Ou ka chwazi plizyè.";
    WHOLE_NUMBER: "A whole number" / "Un número entero" / "Um número inteiro" / "Yon nonm antye";
    RATHER_NOT: "I would rather not answer this" / "Prefiero no contestar esto" / "Prefiro não responder isto" / "Mwen pito pa reponn sa a";
    CHOOSE_ONE: "Choose an answer, or say that you would rather not."
        / "Elija una respuesta, o diga que prefiere no contestar."
        / "Escolha uma resposta, ou diga que prefere não responder."
        / "Chwazi yon repons, oswa di ou pito pa reponn.";
    EACH_SAVED: "Every answer is saved at once." / "Cada respuesta se guarda enseguida." / "Cada resposta é salva na hora." / "Chak repons anrejistre menm kote a.";
    STOP_HERE: "Stop here and go on later" / "Parar aquí y seguir después" / "Parar aqui e continuar depois" / "Kanpe la a epi kontinye pita";
    IN_ENGLISH: "So far these questions are in English only. Call us and we go through them with you."
        / "Por ahora estas preguntas están solo en inglés. Llámenos y las vemos con usted."
        / "Por enquanto estas perguntas estão só em inglês. Ligue e vemos com você."
        / "Pou kounye a kesyon sa yo an angle sèlman. Rele nou, n ap fè yo avè w.";
    AT_THE_END: "That was the last one" / "Esa fue la última" / "Essa foi a última" / "Se te dènye a";
    LEFT_OPEN: "You left these open. That is fine; you can still answer them."
        / "Dejó estas sin contestar. Está bien; todavía puede contestarlas."
        / "Você deixou estas em aberto. Tudo bem; ainda pode responder."
        / "Ou kite sa yo san repons. Pa gen pwoblèm; ou ka toujou reponn yo.";
    HAND_IN: "Send my answers" / "Enviar mis respuestas" / "Enviar minhas respostas" / "Voye repons mwen yo";
    NONE_YET: "Nothing is answered yet. Answer at least one question, or call us."
        / "Todavía no hay respuestas. Conteste al menos una pregunta, o llámenos."
        / "Ainda não há respostas. Responda pelo menos uma pergunta, ou ligue."
        / "Poko gen repons. Reponn omwen yon kesyon, oswa rele nou.";
    ANSWERS_SENT: "Your answers are with us. They cannot be changed here any more; call us if one was wrong."
        / "Ya tenemos sus respuestas. Aquí no se pueden cambiar más; llámenos si alguna estaba mal."
        / "Suas respostas já estão conosco. Aqui não podem mais ser mudadas; ligue se alguma estava errada."
        / "Nou gen repons ou yo. Ou pa ka chanje yo isit la ankò; rele nou si youn pa t bon.";
    HELP_TITLE: "You are not alone with this" / "No está a solas con esto" / "Você não está só com isto" / "Ou pa poukont ou ak sa";
    HELP_NOW: "In danger, or thinking of ending your life? Talk to somebody now. These numbers answer at any hour."
        / "¿Está en peligro o piensa en quitarse la vida? Hable con alguien ahora. Estos números contestan a cualquier hora."
        / "Está em perigo ou pensa em tirar a própria vida? Fale com alguém agora. Estes números atendem a qualquer hora."
        / "Ou an danje, oswa ou panse retire lavi w? Pale ak yon moun kounye a. Nimewo sa yo reponn nenpòt lè.";
    HELP_TOLD: "Our team has been told, and somebody will talk with you. At night and on weekends they may see it only on the next working day: do not wait for us."
        / "Nuestro equipo ya lo sabe y alguien hablará con usted. De noche y en fin de semana quizá lo vea solo el próximo día de trabajo: no nos espere."
        / "Nossa equipe já sabe e alguém vai falar com você. À noite e no fim de semana talvez só veja no próximo dia útil: não espere por nós."
        / "Ekip nou an konnen, yon moun ap pale avè w. Lannwit ak nan wikenn, yo ka wè l sèlman pwochen jou travay la: pa tann nou.";
    CALL: "Call" / "Llamar" / "Ligar" / "Rele";
    TEXT: "Text" / "Enviar texto" / "Enviar mensagem" / "Voye tèks";
    DONE: "Done" / "Hecho" / "Feito" / "Fini";
    STILL: "To do" / "Por hacer" / "A fazer" / "Pou fè";
    ALL_DONE: "That is all. Thank you." / "Eso es todo. Gracias." / "É tudo. Obrigado." / "Se tout. Mèsi.";
    CLOSE: "I am done, close this" / "Terminé, cerrar esto" / "Terminei, fechar isto" / "Mwen fini, fèmen sa";
    THANKS: "Thank you" / "Gracias" / "Obrigado" / "Mèsi";
    THANKS_WHY: "The link has ended. You can close this page."
        / "El enlace terminó. Puede cerrar esta página."
        / "O link terminou. Pode fechar esta página."
        / "Lyen an fini. Ou ka fèmen paj sa a.";
    TIMES: "When we expect you" / "Cuándo le esperamos" / "Quando esperamos você" / "Kilè n ap tann ou";
    TIMES_WHY: "Say whether you come, and choose reminders"
        / "Diga si viene y elija recordatorios"
        / "Diga se vem e escolha lembretes"
        / "Di si w ap vini epi chwazi rapèl";
    TIMES_NONE: "Nothing in the next two weeks." / "Nada en las próximas dos semanas." / "Nada nas próximas duas semanas." / "Anyen nan de semèn k ap vini yo.";
    TIMES_KEPT: "Thank you. We wrote it down." / "Gracias. Lo anotamos." / "Obrigado. Anotamos." / "Mèsi. Nou ekri l.";
    COMES: "I come" / "Vengo" / "Eu vou" / "M ap vini";
    CANNOT_COME: "I cannot come" / "No puedo venir" / "Não posso ir" / "Mwen pa kapab vini";
    ANOTHER_TIME: "Ask for another time" / "Pedir otra hora" / "Pedir outro horário" / "Mande yon lòt lè";
    YOU_SAID: "You said" / "Usted dijo" / "Você disse" / "Ou te di";
    REMIND: "Reminders" / "Recordatorios" / "Lembretes" / "Rapèl";
    REMIND_BEFORE: "The day before" / "El día antes" / "No dia anterior" / "Jou anvan an";
    REMIND_SAME: "Two hours before" / "Dos horas antes" / "Duas horas antes" / "De zèdtan anvan";
    REMIND_KEEP: "Keep this" / "Guardar" / "Guardar" / "Kenbe sa a";
    BACK: "Back" / "Atrás" / "Voltar" / "Tounen";
    READ_FIRST: "Read it in peace. If something is not clear, call us and do not sign yet."
        / "Léalo con calma. Si algo no está claro, llámenos y no firme todavía."
        / "Leia com calma. Se algo não estiver claro, ligue e não assine ainda."
        / "Li li trankil. Si yon bagay pa klè, rele nou epi pa siyen ankò.";
    AS_FILE: "The same as a file, to keep" / "Lo mismo como archivo, para guardar" / "O mesmo como arquivo, para guardar" / "Menm bagay la kòm fichye, pou kenbe";
    YOUR_NAME: "Your full name, as your signature" / "Su nombre completo, como su firma" / "Seu nome completo, como assinatura" / "Tout non ou, kòm siyati ou";
    OR_DRAW: "You can also draw it here" / "También puede dibujarla aquí" / "Também pode desenhar aqui" / "Ou ka desine li isit la tou";
    CLEAR: "Draw again" / "Dibujar otra vez" / "Desenhar de novo" / "Desine ankò";
    SIGN: "Yes, I sign" / "Sí, firmo" / "Sim, assino" / "Wi, mwen siyen";
    GOT_IT: "I got it" / "Lo recibí" / "Recebi" / "Mwen resevwa li";
    NOT_SIGN: "I choose not to" / "Prefiero no hacerlo" / "Prefiro não" / "Mwen chwazi pa fè sa";
    NOT_SIGN_WHY: "That is your right. Tell us why if you like; you do not have to."
        / "Es su derecho. Díganos por qué si quiere; no es necesario."
        / "É seu direito. Diga por quê se quiser; não precisa."
        / "Se dwa ou. Di nou poukisa si ou vle; ou pa oblije.";
    NEEDED: "We cannot begin without this one. Talk with us first."
        / "No podemos empezar sin este. Hable con nosotros primero."
        / "Não podemos começar sem este. Fale conosco primeiro."
        / "Nou pa ka kòmanse san sa a. Pale avèk nou anvan.";
    SAY_NO: "Yes, I choose not to" / "Sí, prefiero no hacerlo" / "Sim, prefiro não" / "Wi, mwen chwazi pa fè sa";
    WRITE_NAME: "Write your name to sign." / "Escriba su nombre para firmar." / "Escreva seu nome para assinar." / "Ekri non ou pou siyen.";
    CHANGED: "These words changed while you read. Please read them again."
        / "Estas palabras cambiaron mientras leía. Léalas otra vez."
        / "Estas palavras mudaram enquanto lia. Leia de novo."
        / "Mo sa yo chanje pandan w t ap li. Tanpri li yo ankò.";
    ALREADY: "You have answered this one." / "Ya contestó esto." / "Você já respondeu isto." / "Ou reponn sa deja.";
    IS_RIGHT: "Is this right?" / "¿Está bien esto?" / "Está certo?" / "Èske sa bon?";
    YES_RIGHT: "Yes, it is right" / "Sí, está bien" / "Sim, está certo" / "Wi, li bon";
    NOT_RIGHT: "What should we change?" / "¿Qué debemos cambiar?" / "O que devemos mudar?" / "Kisa pou nou chanje?";
    WRITE_CHANGE: "Write what we should change."
        / "Escriba qué debemos cambiar."
        / "Escreva o que devemos mudar."
        / "Ekri sa pou nou chanje.";
    SEND: "Send" / "Enviar" / "Enviar" / "Voye";
    NOTHING_KNOWN: "We have nothing on file yet. Write how to reach you."
        / "No tenemos nada todavía. Escriba cómo contactarle."
        / "Não temos nada ainda. Escreva como falar com você."
        / "Nou poko gen anyen. Ekri kijan pou jwenn ou.";
    ADDRESS: "Address" / "Dirección" / "Endereço" / "Adrès";
    NUMBER: "Phone" / "Teléfono" / "Telefone" / "Telefòn";
    EMAIL: "E-mail" / "Correo" / "E-mail" / "Imèl";
    FRONT: "Front of the card" / "Frente de la tarjeta" / "Frente do cartão" / "Devan kat la";
    REVERSE: "Back of the card" / "Reverso de la tarjeta" / "Verso do cartão" / "Dèyè kat la";
    NO_CARD: "No card? Skip this and tell us on your first day."
        / "¿Sin tarjeta? Salte esto y díganos su primer día."
        / "Sem cartão? Pule e diga no primeiro dia."
        / "Pa gen kat? Sote sa epi di nou premye jou a.";
    BAD_PHOTO: "Send a photo (JPEG or PNG) of up to 12 MB."
        / "Envíe una foto (JPEG o PNG) de hasta 12 MB."
        / "Envie uma foto (JPEG ou PNG) de até 12 MB."
        / "Voye yon foto (JPEG oswa PNG) jiska 12 MB.";
    IDLE: "This page closes after 15 minutes without touch."
        / "Esta página se cierra tras 15 minutos sin tocarla."
        / "Esta página fecha após 15 minutos sem toque."
        / "Paj sa a fèmen apre 15 minit san touche.";
    STILL_THERE: "Are you still there?" / "¿Sigue ahí?" / "Ainda está aí?" / "Ou la toujou?";
    STAY: "Yes, stay open" / "Sí, dejar abierta" / "Sim, manter aberta" / "Wi, kite l louvri";
    CALL_US: "Call us" / "Llámenos" / "Ligue para nós" / "Rele nou";
}

/// Says of a table of words that each is there in every language and that none points to the kind of care.
#[cfg(test)]
pub(super) fn are_whole_and_say_nothing_of_the_kind_of_care(all: &[&Say]) {
    let telling = [
        "treat",
        "recover",
        "addic",
        "drug",
        "alcohol",
        "substance",
        "mental",
        "therap",
        "counsel",
        "dose",
        "rehab",
        "tratamiento",
        "droga",
        "terapia",
        "tratamento",
        "dwòg",
        "tretman",
    ];
    for say in all {
        for language in Language::ALL {
            let words = say.to(language).to_lowercase();
            assert!(!words.is_empty());
            for word in telling {
                assert!(!words.contains(word), "{word} in {words}");
            }
        }
        let names =
            |words: &str| words.split('{').skip(1).map(|rest| rest.split('}').next().map(str::to_owned)).collect::<Vec<_>>();
        assert!(Language::ALL.iter().all(|language| names(say.to(*language)) == names(say.en)), "{}", say.en);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_word_is_there_in_every_language_and_none_points_to_the_kind_of_care() {
        super::are_whole_and_say_nothing_of_the_kind_of_care(super::ALL);
    }
}
