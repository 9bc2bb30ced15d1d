//! The words of the pages about confidentiality, in four languages side by side. Short sentences; what would be said of the law is said
//! as what happens. The translations are drafts: no native reader has checked them yet.

use access::{Kind, Role};
use confidential::consent::Gap;
use confidential::decide::Reason;
use confidential::disclosure::Rested;
use reactions::own::WhyLooked;

use super::super::words::Say;

words! {
    PRIVACY: "Who knows about you" / "Quién sabe de usted" / "Quem sabe de você" / "Kiyès ki konnen sou ou";
    WAITING: "This waits for you:" / "Esto le espera:" / "Isto espera por você:" / "Sa ap tann ou:";
    MAY_KNOW: "Who may be told" / "A quién podemos decir" / "A quem podemos contar" / "Kiyès nou ka di";
    MAY_KNOW_WHY: "Whom you let us tell, and how to stop it"
        / "A quién nos dejó decir, y cómo pararlo"
        / "A quem você nos deixou contar, e como parar"
        / "Kiyès ou kite nou di, ak kijan pou kanpe sa";
    TOLD: "Who was told" / "A quién se le dijo" / "A quem foi contado" / "Kiyès nou te di";
    TOLD_WHY: "What we sent about you, three years back"
        / "Lo que enviamos sobre usted, tres años atrás"
        / "O que enviamos sobre você, três anos atrás"
        / "Sa nou voye sou ou, twa lane anvan";
    LOOKED: "Who looked" / "Quién miró" / "Quem olhou" / "Kiyès ki gade";
    LOOKED_WHY: "Who opened your record here, and when"
        / "Quién abrió su expediente aquí, y cuándo"
        / "Quem abriu seu prontuário aqui, e quando"
        / "Kiyès ki louvri dosye ou isit la, ak kilè";
    NOBODY_MAY: "You let us tell nobody outside."
        / "No nos dejó decir nada a nadie de afuera."
        / "Você não nos deixou contar a ninguém de fora."
        / "Ou pa kite nou di pèsonn deyò anyen.";
    OVER: "Stopped or ended" / "Parados o terminados" / "Parados ou terminados" / "Kanpe oswa fini";
    TO_WHOM: "Who" / "Quién" / "Quem" / "Kiyès";
    WHAT: "What" / "Qué" / "O quê" / "Kisa";
    WHAT_FOR: "What for" / "Para qué" / "Para quê" / "Pou kisa";
    UNTIL: "Until when" / "Hasta cuándo" / "Até quando" / "Jiska kilè";
    SIGNED: "Signed" / "Firmado" / "Assinado" / "Siyen";
    HOLDS: "They may be told now." / "Se les puede decir ahora." / "Podemos contar a eles agora." / "Nou ka di yo kounye a.";
    HOLDS_UNTIL: "They may be told now. You cannot stop it before {day} is over."
        / "Se les puede decir ahora. No puede pararlo antes de que pase el {day}."
        / "Podemos contar a eles agora. Você não pode parar antes de passar {day}."
        / "Nou ka di yo kounye a. Ou pa ka kanpe l anvan {day} fin pase.";
    STOPS_AFTER: "You asked to stop. It ends after {day}."
        / "Usted pidió pararlo. Termina después del {day}."
        / "Você pediu para parar. Termina depois de {day}."
        / "Ou mande pou kanpe l. L ap fini apre {day}.";
    STOPPED: "Stopped {day}. Nothing more is sent."
        / "Parado el {day}. No se envía nada más."
        / "Parado em {day}. Nada mais é enviado."
        / "Kanpe {day}. Nou pa voye anyen ankò.";
    ENDED: "Ended. Nothing more is sent." / "Terminó. No se envía nada más." / "Terminou. Nada mais é enviado." / "Li fini. Nou pa voye anyen ankò.";
    VOID: "Nothing is sent by this one." / "Con este no se envía nada." / "Por este nada é enviado." / "Nou pa voye anyen ak sa a.";
    STOP: "Stop this sharing" / "Parar esto" / "Parar isto" / "Kanpe sa a";
    SEE_SENT: "See what would be sent" / "Ver qué se enviaría" / "Ver o que seria enviado" / "Wè sa nou ta voye";
    STOP_ASK: "Stop this sharing?" / "¿Parar esto?" / "Parar isto?" / "Kanpe sa a?";
    STOP_NOW: "From this moment we tell them nothing more."
        / "Desde este momento no les decimos nada más."
        / "A partir deste momento não contamos mais nada a eles."
        / "Apati kounye a nou pa di yo anyen ankò.";
    STOP_PAST: "What we sent before stays with them. We cannot take it back."
        / "Lo que enviamos antes se queda con ellos. No podemos recogerlo."
        / "O que enviamos antes fica com eles. Não podemos pegar de volta."
        / "Sa nou te voye anvan rete nan men yo. Nou pa ka reprann li.";
    STOP_PAYS: "They pay for your care. When you stop, days that are not paid yet may be yours to pay. Not sure? Call us first."
        / "Ellos pagan su atención. Si lo para, los días sin pagar pueden quedar a su cargo. ¿No está seguro? Llámenos antes."
        / "Eles pagam seu cuidado. Se parar, dias ainda não pagos podem ficar por sua conta. Não tem certeza? Ligue antes."
        / "Se yo ki peye swen ou. Si ou kanpe, jou ki poko peye yo ka vin sou kont ou. Ou pa sèten? Rele nou anvan.";
    STOP_HELD: "You agreed with a court or with probation that this goes on until {day}. So it cannot stop before. We write down today that you want to stop. It ends by itself after that day."
        / "Usted acordó con un juez o con probatoria que esto sigue hasta el {day}. Por eso no puede parar antes. Hoy anotamos que quiere pararlo. Termina solo después de ese día."
        / "Você combinou com um juiz ou com a condicional que isto segue até {day}. Por isso não pode parar antes. Hoje anotamos que quer parar. Termina sozinho depois desse dia."
        / "Ou te dakò ak yon jij oswa ak pwobasyon pou sa kontinye jiska {day}. Se sa k fè li pa ka kanpe anvan. Jodi a nou ekri ou vle kanpe l. L ap fini poukont li apre jou sa a.";
    STOP_YES: "Yes, stop it now" / "Sí, pararlo ya" / "Sim, parar agora" / "Wi, kanpe l kounye a";
    STOP_WISH: "Write down that I want to stop" / "Anoten que quiero pararlo" / "Anotem que quero parar" / "Ekri mwen vle kanpe l";
    STOP_NO: "No, go back" / "No, volver" / "Não, voltar" / "Non, tounen";
    STOP_DONE: "It is stopped. Nothing more is sent to them."
        / "Está parado. No se les envía nada más."
        / "Está parado. Nada mais é enviado a eles."
        / "Li kanpe. Nou pa voye yo anyen ankò.";
    WISH_DONE: "We wrote down that you want to stop."
        / "Anotamos que quiere pararlo."
        / "Anotamos que você quer parar."
        / "Nou ekri ou vle kanpe l.";
    SENT: "What would be sent" / "Lo que se enviaría" / "O que seria enviado" / "Sa nou ta voye";
    SENT_WHY: "If we wrote to them today, it would be this and no more. Looking sends nothing."
        / "Si les escribiéramos hoy, sería esto y nada más. Mirar no envía nada."
        / "Se escrevêssemos a eles hoje, seria isto e nada mais. Olhar não envia nada."
        / "Si nou ta ekri yo jodi a, se ta sa a epi anyen ankò. Gade pa voye anyen.";
    OTHERS: "Choose another" / "Elegir otro" / "Escolher outro" / "Chwazi yon lòt";
    LEAVES: "This would be sent" / "Esto se enviaría" / "Isto seria enviado" / "Nou ta voye sa";
    IS_EMPTY: "Nothing about this is in your record yet."
        / "Todavía no hay nada de esto en su expediente."
        / "Ainda não há nada disto no seu prontuário."
        / "Poko gen anyen sou sa nan dosye ou.";
    IS_WRITTEN: "Your team writes it when it is sent."
        / "Su equipo lo escribe cuando se envía."
        / "Sua equipe escreve quando for enviado."
        / "Ekip ou a ekri l lè y ap voye l.";
    IS_APART: "They are kept apart and not shown here." / "Se guardan aparte y no se muestran aquí." / "São guardadas à parte e não aparecem aqui." / "Yo kenbe yo apa, nou pa montre yo isit la.";
    STAYS: "This stays here" / "Esto se queda aquí" / "Isto fica aqui" / "Sa rete isit la";
    NOTHING_LEAVES: "Nothing would be sent." / "No se enviaría nada." / "Nada seria enviado." / "Nou pa ta voye anyen.";
    WHY_NOT_COVERED: "You did not let us." / "Usted no lo permitió." / "Você não deixou." / "Ou pa pèmèt li.";
    WHY_APART: "It needs a paper of its own." / "Necesita un papel aparte." / "Precisa de um papel próprio." / "Li bezwen yon papye apa.";
    WHY_KEPT_BACK: "We agreed to keep it here." / "Acordamos dejarlo aquí." / "Combinamos deixar aqui." / "Nou te dakò kenbe l isit la.";
    WHY_NOT_NEEDED: "It is not needed for this." / "No hace falta para esto." / "Não é preciso para isto." / "Li pa nesesè pou sa.";
    WHY_STOPPED: "You stopped it." / "Usted lo paró." / "Você parou." / "Ou kanpe l.";
    WHY_ENDED: "It has ended." / "Ya terminó." / "Já terminou." / "Li fini.";
    WHY_OTHER: "It does not hold now. Ask us why." / "Ahora no vale. Pregúntenos por qué." / "Agora não vale. Pergunte por quê." / "Li pa valab kounye a. Mande nou poukisa.";
    FROM_TO: "From {from} to {to}." / "Del {from} al {to}." / "De {from} a {to}." / "Depi {from} jiska {to}.";
    TOLD_NOTHING: "We told nobody in this time." / "No dijimos nada a nadie en este tiempo." / "Não contamos a ninguém neste tempo." / "Nou pa di pèsonn anyen pandan tan sa a.";
    TOLD_ASK: "Something is wrong or not clear? Call us."
        / "¿Algo está mal o no está claro? Llámenos."
        / "Algo está errado ou não está claro? Ligue."
        / "Gen yon bagay ki pa bon oswa ki pa klè? Rele nou.";
    AS_TABLE: "As a table (CSV)" / "Como tabla (CSV)" / "Como tabela (CSV)" / "Kòm tablo (CSV)";
    WHEN: "When" / "Cuándo" / "Quando" / "Kilè";
    HOW: "How" / "Cómo" / "Como" / "Kijan";
    BECAUSE: "Why we could" / "Por qué pudimos" / "Por que pudemos" / "Poukisa nou te kapab";
    DETAILS: "In our words" / "En nuestras palabras" / "Em nossas palavras" / "Nan mo pa nou";
    OWN_WORDS: "In your words" / "En sus palabras" / "Nas suas palavras" / "Nan mo pa ou";
    ACCOUNT: "Who was told about you" / "A quién se le dijo de usted" / "A quem foi contado sobre você" / "Kiyès nou te di sou ou";
    ON_CONSENT: "You signed that we may" / "Usted firmó que podíamos" / "Você assinou que podíamos" / "Ou te siyen nou te kapab";
    ON_OWN_RIGHT: "You asked for your own record" / "Usted pidió su expediente" / "Você pediu seu prontuário" / "Ou te mande pwòp dosye ou";
    ON_EMERGENCY: "A medical emergency" / "Una emergencia médica" / "Uma emergência médica" / "Yon ijans medikal";
    ON_ORDER: "A court ordered it" / "Un juez lo ordenó" / "Um juiz ordenou" / "Yon jij te bay lòd la";
    ON_SERVICE: "They work for us under an agreement" / "Trabajan para nosotros con un acuerdo" / "Trabalham para nós sob um acordo" / "Yo travay pou nou anba yon akò";
    ON_AUDIT: "An audit by law" / "Una auditoría por ley" / "Uma auditoria por lei" / "Yon odit dapre lalwa";
    ON_PUBLIC_HEALTH: "Public health, without your name" / "Salud pública, sin su nombre" / "Saúde pública, sem seu nome" / "Sante piblik, san non ou";
    ON_CRIME: "A crime in our house" / "Un delito en nuestra casa" / "Um crime em nossa casa" / "Yon krim lakay nou";
    ON_CHILD: "To protect a child" / "Para proteger a un niño" / "Para proteger uma criança" / "Pou pwoteje yon timoun";
    ON_DEATH: "The law about somebody who died" / "La ley sobre alguien que murió" / "A lei sobre alguém que morreu" / "Lalwa sou yon moun ki mouri";
    LOOKED_NOTHING: "Nobody opened your record in this time."
        / "Nadie abrió su expediente en este tiempo."
        / "Ninguém abriu seu prontuário neste tempo."
        / "Pèsonn pa louvri dosye ou pandan tan sa a.";
    LOOKED_BY: "We show the job, not the name. If a look seems wrong, call us and we check it."
        / "Mostramos el trabajo, no el nombre. Si algo le parece mal, llámenos y lo revisamos."
        / "Mostramos o trabalho, não o nome. Se algo parecer errado, ligue e verificamos."
        / "Nou montre travay la, pa non an. Si yon bagay pa sanble bon, rele nou, n ap verifye.";
    ALL_LOOKS: "Show three years" / "Mostrar tres años" / "Mostrar três anos" / "Montre twa lane";
    TIMES: "{n} times" / "{n} veces" / "{n} vezes" / "{n} fwa";
    FOR_CARE: "to give you care" / "para atenderle" / "para cuidar de você" / "pou ba ou swen";
    FOR_PAYMENT: "so that your care is paid" / "para que se pague su atención" / "para que seu cuidado seja pago" / "pou yo peye swen ou";
    FOR_VISITS: "to plan your visits" / "para planear sus visitas" / "para planejar suas visitas" / "pou planifye vizit ou yo";
    FOR_DUTY: "to check that your record is kept safe" / "para ver que su expediente esté seguro" / "para ver se seu prontuário está seguro" / "pou verifye dosye ou an sekirite";
    FOR_OPERATIONS: "to run the program" / "para manejar el programa" / "para o programa funcionar" / "pou fè pwogram nan mache";
    FOR_OVERSIGHT: "to check the work of whoever keeps them" / "para revisar el trabajo de quien las guarda" / "para verificar o trabalho de quem as guarda" / "pou verifye travay moun ki kenbe yo";
    FOR_TRAINING: "to learn to do our work better" / "para aprender a trabajar mejor" / "para aprender a trabalhar melhor" / "pou aprann fè travay nou pi byen";
    FOR_DEFENCE: "to answer a lawsuit" / "para responder a una demanda" / "para responder a um processo" / "pou reponn yon pwosè";
    FORMER: "Somebody who worked here" / "Alguien que trabajaba aquí" / "Alguém que trabalhava aqui" / "Yon moun ki te travay isit la";
    CLINICIAN: "Clinician" / "Profesional clínico" / "Profissional clínico" / "Klinisyen";
    INTAKE: "Admissions" / "Admisiones" / "Admissões" / "Admisyon";
    MEDICAL_ASSISTANT: "Medical assistant" / "Asistente médico" / "Assistente médico" / "Asistan medikal";
    PRESCRIBER: "Prescriber" / "Quien receta" / "Quem receita" / "Moun ki preskri";
    NURSE: "Nurse" / "Enfermería" / "Enfermagem" / "Enfimyè";
    CASE_MANAGER: "Case manager" / "Gestor de caso" / "Gerente de caso" / "Jesyonè ka";
    REVIEWER: "Insurance approvals" / "Permisos del seguro" / "Autorizações do plano" / "Apwobasyon asirans";
    BILLER: "Billing" / "Facturación" / "Faturamento" / "Faktirasyon";
    DIRECTOR: "Clinical director" / "Dirección clínica" / "Direção clínica" / "Direktè klinik";
    OFFICER: "Privacy officer" / "Oficial de privacidad" / "Responsável pela privacidade" / "Responsab konfidansyalite";
    FRONT_DESK: "Front desk" / "Recepción" / "Recepção" / "Resepsyon";
    PEER: "Peer worker" / "Trabajador par" / "Trabalhador par" / "Travayè parèy";
    INTERN: "In training" / "En formación" / "Em formação" / "Nan fòmasyon";
    INSTALLER: "Computer support" / "Soporte de computación" / "Suporte de computador" / "Sipò òdinatè";
    THE_RECORD: "your record" / "su expediente" / "seu prontuário" / "dosye ou";
    THE_NOTES: "notes" / "notas" / "anotações" / "nòt yo";
    THE_PLAN: "your plan" / "su plan" / "seu plano" / "plan ou";
    THE_ANSWERS: "your answers to questions" / "sus respuestas a preguntas" / "suas respostas a perguntas" / "repons ou yo";
    THE_COVER: "insurance and costs" / "seguro y costos" / "plano de saúde e custos" / "asirans ak depans";
    THE_PAPERS: "papers and letters" / "papeles y cartas" / "papéis e cartas" / "papye ak lèt";
    THE_SHARING: "what was shared" / "lo que se compartió" / "o que foi partilhado" / "sa ki te pataje";
    A_PART: "a part of your record" / "una parte de su expediente" / "uma parte do seu prontuário" / "yon pati nan dosye ou";
}

/// Why something stays or nothing leaves.
pub(super) const fn reason(reason: Reason) -> &'static Say {
    match reason {
        Reason::Consent(Gap::MissingCategory) | Reason::NotCovered => &WHY_NOT_COVERED,
        Reason::CounselingNotesApart | Reason::ProceedingsApart => &WHY_APART,
        Reason::KeptBack => &WHY_KEPT_BACK,
        Reason::NotNeeded => &WHY_NOT_NEEDED,
        Reason::Consent(Gap::Revoked) => &WHY_STOPPED,
        Reason::Consent(Gap::Expired) => &WHY_ENDED,
        _ => &WHY_OTHER,
    }
}

/// On what a disclosure rested.
pub(super) const fn rested(rested: Rested) -> &'static Say {
    match rested {
        Rested::OnConsent => &ON_CONSENT,
        Rested::OnOwnRight => &ON_OWN_RIGHT,
        Rested::OnEmergency => &ON_EMERGENCY,
        Rested::OnOrder => &ON_ORDER,
        Rested::OnService => &ON_SERVICE,
        Rested::OnAudit => &ON_AUDIT,
        Rested::OnPublicHealth => &ON_PUBLIC_HEALTH,
        Rested::OnCrime => &ON_CRIME,
        Rested::OnChildAbuse => &ON_CHILD,
        Rested::OnDeath => &ON_DEATH,
    }
}

/// What a look was for.
pub(super) const fn why_looked(why: WhyLooked) -> &'static Say {
    match why {
        WhyLooked::Care => &FOR_CARE,
        WhyLooked::Payment => &FOR_PAYMENT,
        WhyLooked::Visits => &FOR_VISITS,
        WhyLooked::Duty => &FOR_DUTY,
        WhyLooked::Operations => &FOR_OPERATIONS,
        WhyLooked::Oversight => &FOR_OVERSIGHT,
        WhyLooked::Training => &FOR_TRAINING,
        WhyLooked::Defence => &FOR_DEFENCE,
    }
}

/// A role as somebody in care knows it.
pub(super) const fn role(role: Role) -> &'static Say {
    match role {
        Role::Clinician => &CLINICIAN,
        Role::Intake => &INTAKE,
        Role::MedicalAssistant => &MEDICAL_ASSISTANT,
        Role::Prescriber => &PRESCRIBER,
        Role::Nurse => &NURSE,
        Role::CaseManager => &CASE_MANAGER,
        Role::UtilizationReviewer => &REVIEWER,
        Role::Biller => &BILLER,
        Role::ClinicalDirector => &DIRECTOR,
        Role::ComplianceOfficer => &OFFICER,
        Role::FrontDesk => &FRONT_DESK,
        Role::Peer => &PEER,
        Role::Intern => &INTERN,
        Role::Installer | Role::PublicSite => &INSTALLER,
    }
}

/// What was opened.
pub(super) const fn opened(kind: Kind) -> &'static Say {
    match kind {
        Kind::Patient | Kind::Episode => &THE_RECORD,
        Kind::ProgressNote | Kind::CounselingNote | Kind::GroupNoteDraft => &THE_NOTES,
        Kind::TreatmentPlan => &THE_PLAN,
        Kind::Measure | Kind::Assessment => &THE_ANSWERS,
        Kind::Coverage | Kind::Authorization | Kind::ServiceDay | Kind::Charge | Kind::Claim => &THE_COVER,
        Kind::Paper | Kind::Consent | Kind::ReferralDocument | Kind::Message => &THE_PAPERS,
        Kind::Disclosure | Kind::ChartView => &THE_SHARING,
        _ => &A_PART,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::words::are_whole_and_say_nothing_of_the_kind_of_care;

    #[test]
    fn every_word_is_there_in_every_language_and_none_points_to_the_kind_of_care() {
        are_whole_and_say_nothing_of_the_kind_of_care(super::ALL);
    }
}
