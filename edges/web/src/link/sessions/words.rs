//! The words of the pages about sessions and of the screen at the door, in four languages side by side. No word points to the kind of
//! care. The translations are drafts: no native reader has checked them yet.

use super::super::words::Say;

words! {
    SESSIONS: "Your next times" / "Sus próximas citas" / "Seus próximos horários" / "Pwochen lè ou yo";
    SESSIONS_WHY: "When, and the way in by video" / "Cuándo, y cómo entrar por video" / "Quando, e como entrar por vídeo" / "Ki lè, ak kijan pou antre pa videyo";
    NONE: "Nothing in the next seven days. Call us if that surprises you."
        / "Nada en los próximos siete días. Llámenos si le sorprende."
        / "Nada nos próximos sete dias. Ligue se isso for estranho."
        / "Anyen nan sèt jou k ap vini yo. Rele nou si sa sipriz ou.";
    IN_PERSON: "Here, in person" / "Aquí, en persona" / "Aqui, pessoalmente" / "Isit la, an pèsòn";
    BY_VIDEO: "By video" / "Por video" / "Por vídeo" / "Pa videyo";
    BOTH: "Here or by video" / "Aquí o por video" / "Aqui ou por vídeo" / "Isit la oswa pa videyo";
    OPENS: "Opens {time}" / "Abre {time}" / "Abre {time}" / "Louvri {time}";
    JOIN: "Join" / "Entrar" / "Entrar" / "Antre";
    NOT_YET: "You have not said yes to video yet." / "Todavía no dijo sí al video." / "Você ainda não disse sim ao vídeo." / "Ou poko di wi pou videyo.";
    VIDEO: "About video" / "Sobre el video" / "Sobre o vídeo" / "Sou videyo";
    VIDEO_WHY: "Read this, then say yes or no" / "Léalo y diga sí o no" / "Leia e diga sim ou não" / "Li sa, epi di wi oswa non";
    CONSENT_1: "By video you talk with us over the internet instead of coming in. Everybody in the group sees and hears you as if you were here."
        / "Por video usted habla con nosotros por internet en vez de venir. Todos en el grupo le ven y oyen como si estuviera aquí."
        / "Por vídeo você fala conosco pela internet em vez de vir. Todos no grupo veem e ouvem você como se estivesse aqui."
        / "Pa videyo ou pale avèk nou sou entènèt olye ou vini. Tout moun nan gwoup la wè w epi tande w kòm si ou te la.";
    CONSENT_2: "Be where nobody else can hear. Nobody may record. The line can break; then call us."
        / "Esté donde nadie más pueda oír. Nadie puede grabar. La línea puede cortarse; entonces llámenos."
        / "Fique onde ninguém mais ouça. Ninguém pode gravar. A linha pode cair; então ligue para nós."
        / "Rete kote pèsonn lòt pa ka tande. Pèsonn pa gen dwa anrejistre. Liy lan ka koupe; lè sa a rele nou.";
    CONSENT_3: "Each time we ask which town and state you are in, so that help finds you and because the law asks where you are."
        / "Cada vez preguntamos en qué ciudad y estado está, para que la ayuda le encuentre y porque la ley pregunta dónde está."
        / "A cada vez perguntamos em que cidade e estado você está, para que a ajuda o encontre e porque a lei pergunta onde você está."
        / "Chak fwa nou mande nan ki vil ak eta ou ye, pou èd ka jwenn ou epi paske lalwa mande ki kote ou ye.";
    CONSENT_4: "You can say no, and you can change your mind at any time. Then we find another way together."
        / "Puede decir no y puede cambiar de opinión cuando quiera. Entonces buscamos juntos otra manera."
        / "Você pode dizer não e pode mudar de ideia quando quiser. Então achamos juntos outro jeito."
        / "Ou ka di non, epi ou ka chanje lide nenpòt lè. Lè sa a n ap jwenn yon lòt fason ansanm.";
    SAY_YES: "Yes, I agree to video" / "Sí, acepto el video" / "Sim, aceito o vídeo" / "Wi, mwen dakò ak videyo";
    SAY_NO: "No, not by video" / "No, por video no" / "Não, por vídeo não" / "Non, pa pa videyo";
    SAID_YES: "You said yes to video." / "Usted dijo sí al video." / "Você disse sim ao vídeo." / "Ou te di wi pou videyo.";
    SAID_NO: "You said no to video. Call us: we find another way."
        / "Usted dijo no al video. Llámenos: buscamos otra manera."
        / "Você disse não ao vídeo. Ligue: achamos outro jeito."
        / "Ou te di non pou videyo. Rele nou: n ap jwenn yon lòt fason.";
    SHOWN_AS: "What should others see as your name there?" / "¿Qué nombre deben ver los demás allí?" / "Que nome os outros devem ver lá?" / "Ki non lòt moun dwe wè la?";
    OTHER_NAME: "Another name" / "Otro nombre" / "Outro nome" / "Yon lòt non";
    TOWN: "Which town are you in now?" / "¿En qué ciudad está ahora?" / "Em que cidade você está agora?" / "Nan ki vil ou ye kounye a?";
    STATE: "State, two letters" / "Estado, dos letras" / "Estado, duas letras" / "Eta, de lèt";
    AT_HOME: "I am at home" / "Estoy en casa" / "Estou em casa" / "Mwen lakay mwen";
    WRITE_NAME: "Write a first name or initials." / "Escriba un nombre o iniciales." / "Escreva um primeiro nome ou iniciais." / "Ekri yon premye non oswa inisyal.";
    WRITE_TOWN: "Write the town you are in." / "Escriba la ciudad donde está." / "Escreva a cidade onde está." / "Ekri vil kote ou ye a.";
    WRITE_STATE: "Write the state as two letters: MA." / "Escriba el estado con dos letras: MA." / "Escreva o estado com duas letras: MA." / "Ekri eta a ak de lèt: MA.";
    READY: "The room is ready" / "La sala está lista" / "A sala está pronta" / "Sal la pare";
    READY_WHY: "It opens in a new page, for ten minutes from now. To come back later, press Join again."
        / "Se abre en una página nueva, durante diez minutos. Para volver después, toque Entrar otra vez."
        / "Abre numa página nova, por dez minutos. Para voltar depois, toque Entrar de novo."
        / "Li louvri nan yon nouvo paj, pandan dis minit. Pou tounen pita, peze Antre ankò.";
    OPEN_ROOM: "Open the video room" / "Abrir la sala de video" / "Abrir a sala de vídeo" / "Louvri sal videyo a";
    NO_SERVER: "Video is not set up here yet. Call us." / "El video no está listo aquí todavía. Llámenos." / "O vídeo ainda não está pronto aqui. Ligue." / "Videyo poko pare isit la. Rele nou.";
    NOT_OPEN: "This is not open now. It opens 15 minutes before it begins."
        / "Ahora no está abierto. Abre 15 minutos antes de empezar."
        / "Não está aberto agora. Abre 15 minutos antes de começar."
        / "Li pa louvri kounye a. Li louvri 15 minit anvan li kòmanse.";
    IS_OVER: "This is over." / "Esto ya terminó." / "Isto já acabou." / "Sa a fini.";
    IS_HERE: "This one is here, in person. Come in, or call us."
        / "Esta es aquí, en persona. Venga, o llámenos."
        / "Este é aqui, pessoalmente. Venha, ou ligue."
        / "Sa a se isit la, an pèsòn. Vini, oswa rele nou.";
    NO_SEAT: "No place by video is free. Come in, or call us."
        / "No hay lugar por video. Venga, o llámenos."
        / "Não há lugar por vídeo. Venha, ou ligue."
        / "Pa gen plas pa videyo. Vini, oswa rele nou.";
    CODE: "Your code for the door" / "Su código para la puerta" / "Seu código para a porta" / "Kòd ou pou pòt la";
    CODE_WHY: "When you arrive, type it at the door or say it at the desk"
        / "Al llegar, escríbalo en la puerta o dígalo en recepción"
        / "Ao chegar, digite na porta ou diga na recepção"
        / "Lè ou rive, tape l nan pòt la oswa di l nan biwo a";
    CODE_ASK: "Show my code" / "Mostrar mi código" / "Mostrar meu código" / "Montre kòd mwen";
    CODE_UNTIL: "Good until {time}. It works once." / "Vale hasta {time}. Sirve una vez." / "Vale até {time}. Serve uma vez." / "Bon jiska {time}. Li mache yon sèl fwa.";
    KIOSK_TYPE: "Type the code from your phone" / "Escriba el código de su teléfono" / "Digite o código do seu telefone" / "Tape kòd ki nan telefòn ou";
    KIOSK_TYPED: "{count} of 6 digits typed" / "{count} de 6 números escritos" / "{count} de 6 números digitados" / "{count} nan 6 chif tape";
    KIOSK_BACK: "Take back one" / "Borrar uno" / "Apagar um" / "Retire youn";
    KIOSK_WRONG: "That did not work. Ask at the desk." / "No funcionó. Pregunte en recepción." / "Não funcionou. Pergunte na recepção." / "Sa pa mache. Mande nan biwo a.";
    KIOSK_SLOW: "Too many tries. Wait a minute, or ask at the desk." / "Demasiados intentos. Espere un minuto o pregunte en recepción." / "Tentativas demais. Espere um minuto ou pergunte na recepção." / "Twòp esè. Tann yon minit, oswa mande nan biwo a.";
    KIOSK_HERE: "Thank you. You are checked in." / "Gracias. Ya está registrado." / "Obrigado. Você está registrado." / "Mèsi. Ou anrejistre.";
    KIOSK_WAIT: "Please wait here. Someone comes to you." / "Espere aquí, por favor. Alguien viene." / "Espere aqui, por favor. Alguém vem até você." / "Tanpri tann isit la. Yon moun ap vini jwenn ou.";
    KIOSK_WAIT_WHY: "You can also take part by video today. Say so when they come."
        / "También puede participar por video hoy. Dígalo cuando vengan."
        / "Você também pode participar por vídeo hoje. Diga quando vierem."
        / "Ou ka patisipe pa videyo tou jodi a. Di sa lè yo vini.";
    KIOSK_ASK: "Before you come in" / "Antes de entrar" / "Antes de entrar" / "Anvan ou antre";
    KIOSK_DONE: "Done" / "Listo" / "Pronto" / "Fini";
    KIOSK_CLOSED: "This screen is closed. Ask at the desk." / "Esta pantalla está cerrada. Pregunte en recepción." / "Esta tela está fechada. Pergunte na recepção." / "Ekran sa a fèmen. Mande nan biwo a.";
    KIOSK_EACH: "Answer each question." / "Conteste cada pregunta." / "Responda cada pergunta." / "Reponn chak kesyon.";
    YES: "Yes" / "Sí" / "Sim" / "Wi";
    NO: "No" / "No" / "Não" / "Non";
}

/// The words of the screen at the door.
pub(in crate::link) struct Kiosk;

/// The words of the screen at the door.
pub(in crate::link) const KIOSK: Kiosk = Kiosk;

macro_rules! of_the_screen {
    ($($name:ident $word:ident;)+) => {
        impl Kiosk {
            $(pub(in crate::link) const fn $name(&self) -> &'static Say { &$word })+
        }
    };
}
of_the_screen! {
    type_it KIOSK_TYPE;
    typed KIOSK_TYPED;
    back KIOSK_BACK;
    wrong KIOSK_WRONG;
    slow KIOSK_SLOW;
    here KIOSK_HERE;
    wait KIOSK_WAIT;
    wait_why KIOSK_WAIT_WHY;
    ask KIOSK_ASK;
    done KIOSK_DONE;
    closed KIOSK_CLOSED;
    each KIOSK_EACH;
    yes YES;
    no NO;
}

/// The words somebody agrees to, in one language, as they are kept.
pub(super) fn consent(language: intake::paper::Language) -> String {
    [&CONSENT_1, &CONSENT_2, &CONSENT_3, &CONSENT_4].map(|say| say.to(language)).join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_word_is_there_in_every_language_and_none_points_to_the_kind_of_care() {
        super::super::super::words::are_whole_and_say_nothing_of_the_kind_of_care(super::ALL);
    }
}
