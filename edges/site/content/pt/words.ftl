# Draft. A native reader reviews each text before it is shown as reviewed (reviewed.toml).

## Frame
skip = Ir para o texto desta página
leave = Sair já
leave-note = “Sair já” abre uma página do tempo. Apertar Esc duas vezes faz o mesmo. Não apaga a lista de páginas do seu navegador.
menu = Todas as páginas
languages = Idiomas
draft-note = Este texto é um rascunho. Uma pessoa que cresceu com este idioma ainda não o leu.
nav-home = Início
nav-help = Ajuda agora
nav-how = Como funciona
nav-fit = Para quem é
nav-week = Uma semana aqui
nav-care = O que fazemos
nav-families = Para a família
nav-cost = Custo
nav-who = Quem somos
nav-contact = Contato
nav-privacy = Privacidade
nav-check = Questionário privado
nav-call = Peça uma ligação
footer-promise = Nunca vendemos o seu nome nem passamos a sua ligação a outros.
footer-free = Sem cookies. Sem rastreadores. Nada de outros sites.
footer-staff = Para a nossa equipe
footer-demo = Isto é uma demonstração. As pessoas e os números deste programa são inventados. As linhas de ajuda acima são reais.

## Crisis
crisis-title = Precisa de ajuda agora?
crisis-emergency = Perigo de vida ou overdose
crisis-emergency-do = Ligue { $number }
crisis-emergency-more = Fique com a pessoa. Dê naloxona, se tiver. A lei ajuda quem liga.
crisis-crisis = Ideias de suicídio ou uma crise
crisis-crisis-do = Ligue ou escreva { $number }
crisis-crisis-more = A qualquer hora. Grátis. Tecle 1 para veteranos, 2 para espanhol.
crisis-state = Não sabe a quem recorrer
crisis-state-do = Ligue ou escreva { $number }
crisis-state-more = { $name }. A qualquer hora, em mais de 200 idiomas.
crisis-substance = Para achar tratamento perto
crisis-substance-do = Ligue { $number }
crisis-substance-more = { $name }. Grátis e privado.
crisis-more = Mais linhas e como falar conosco
crisis-overdose = O que fazer numa overdose, passo a passo
crisis-text = Texto para { $number }
crisis-us = Para falar conosco
crisis-us-do = Ligue { $number }
crisis-us-more = { $hours }. À noite, deixe aqui o seu número e nós ligamos.

## Facts
facts-title = Quem somos, em resumo
fact-where = Onde
fact-where-is = { $street }, { $city }, { $state }
fact-licence = Licença
fact-answers = Quem atende
fact-answers-is = { $who } e a nossa própria equipe. { $hours }.
fact-languages = Idiomas
fact-insurers = Planos
fact-insurers-is = { $insurers }. Não está na lista? Pergunte.
fact-cost = Quanto custa para você
fact-cost-is = Verificamos de graça e dizemos antes de você começar.
hours = Das { $from } às { $to }, de { $first } a { $last }

## Days and times
weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
date = { $weekday }, { $day } de { $month }
time = { $hour24 }h{ $minute }

## Home
home-ask = Peça uma ligação
home-check = Faça o questionário privado

## Ask for a call
call-title = Peça uma ligação
call-lead = Quatro perguntas curtas. Leva menos de um minuto. Uma pessoa da nossa equipe lê, e mais ninguém.
call-name = Como podemos chamar você?
call-name-hint = Basta o primeiro nome. Não precisa ser o seu nome verdadeiro.
call-phone = O seu número de telefone
call-phone-hint = Com o código de área, como 508 555 0100.
call-how = Como e quando podemos falar com você?
call-how-call_and_message = Liguem assim que puderem. Podem deixar recado.
call-how-call_only = Liguem assim que puderem. Não deixem recado.
call-how-call_late = Liguem depois das { $late }. Não deixem recado.
call-how-text = Escrevam primeiro. Não liguem.
call-line = Quer dizer mais alguma coisa?
call-line-hint = Pode deixar em branco. Uma linha basta.
call-send = Pedir a ligação
call-text-title = Prefere uma mensagem de texto?
call-text-lead = Deixe só o seu número. Nós escrevemos primeiro. A mensagem diz só “{ $neutral }”.
call-text-send = Escrevam para mim
call-trap = Deixe este campo vazio
call-promise = Ligamos do { $phone }. Se deixarmos recado, ele diz só isto:
call-voicemail = “Aqui é { $who }, da { $neutral }. Por favor, ligue para mim no { $phone }.”
call-no-word = Nunca uma palavra sobre tratamento.
problem-title = Por favor, veja isto de novo
problem-given = Escreva como podemos chamar você.
problem-phone = Escreva o seu número com o código de área, como 508 555 0100.
problem-reach_by = Escolha como podemos falar com você.
problem-line = Escreva aqui no máximo 500 letras.
problem-website = Deixe este campo vazio. Depois envie o formulário mais uma vez.
problem-kept = Tudo o que você escreveu continua aqui.
busy-title = Gente demais ao mesmo tempo
busy-words = Não conseguimos receber agora. O que você escreveu continua aqui. Espere um minuto e aperte o botão de novo. Ou ligue: { $phone }.
stale-words = Este formulário veio de outra página. Por favor, envie de novo a partir daqui.

## Confirmation
done-title = Obrigado, { $name }. Temos o seu número.
done-title-plain = Obrigado. Temos o seu número.
done-call-by = Vamos ligar na { $date }, até as { $time }.
done-call-between = Vamos ligar na { $date }, entre as { $from } e as { $time }.
done-text-by = Vamos escrever na { $date }, até as { $time }.
done-message = Se você não atender, deixamos estas palavras e nada mais:
done-no-message = Se você não atender, não deixamos recado. Tentamos mais tarde.
done-text-says = A nossa mensagem vai dizer só isto:
done-text-words = “{ $neutral }: Você pediu que escrevêssemos. Quando podemos conversar?”
done-reference = A sua referência
done-reference-note = Mostre ou diga se ligar para nós. Ela não diz nada sobre você.
done-meanwhile = Se piorar antes disso, não espere por nós. Use os números no alto desta página.
done-change = Mudou de ideia? Ligue { $phone } e diga a referência. Então não ligamos.

## Self-check
check-title = Um questionário privado
check-lead = { $count } perguntas curtas sobre bebida, drogas, humor e preocupação. Leva uns 3 minutos.
check-private-title = Só você vê as suas respostas
check-private-device = As suas respostas ficam neste aparelho. Não as guardamos e não as vemos.
check-private-plain = Este navegador não usa scripts. O nosso computador soma as suas respostas e mostra o resultado. Não guarda nada.
check-skip = Você pode pular qualquer pergunta. Não é prova nem diagnóstico.
check-safety-title = Primeiro, você está em segurança?
check-safety-danger = Alguém está em perigo agora, ou pode ser uma overdose?
check-safety-stop = Você parou de beber muito ou de tomar comprimidos nos últimos 3 dias e sente tremor, mal-estar ou confusão?
check-safety-suicide = Você pensa em acabar com a sua vida?
check-yes = Sim
check-no = Não
check-help-danger = Ligue 911 agora. Fique com a pessoa. Se tiver naloxona, dê. As perguntas podem esperar.
check-help-stop = Parar de uma vez pode ser perigoso. Procure um médico hoje. Se tremer muito, vir coisas ou tiver convulsão, ligue 911.
check-help-suicide = Que bom que você disse. Por favor, fale com alguém agora: ligue ou escreva 988. Não precisa ter certeza. Eles estão lá a noite toda.
check-english = Estas perguntas foram testadas com estas palavras em inglês. As palavras testadas no seu idioma virão.
check-group-taps = Álcool e drogas, os últimos 12 meses
check-group-phq-2 = Humor, as últimas 2 semanas
check-group-gad-2 = Preocupação, as últimas 2 semanas
check-group-readiness-ruler = Sobre fazer uma mudança
check-show = Ver o que significa
check-clear = Apagar as minhas respostas
result-title = O que as suas respostas dizem
result-forgotten = As suas respostas não ficam guardadas. Se você sair desta página, elas somem.
result-none = Você pulou as perguntas. Tudo bem. Pode voltar quando quiser, ou só perguntar para nós.
result-safety = As suas primeiras respostas são as mais importantes. Use os números no alto desta página antes de continuar.
result-use-positive = Você usou álcool, drogas, tabaco ou comprimidos de um jeito que vale uma conversa. Muita gente que diz isso quer usar menos ou parar, e acha difícil fazer isso só. É para isso que estamos aqui.
result-use-negative = As suas respostas não mostram, no último ano, um uso que precise de mais atenção. Se mesmo assim você se preocupa, confie nisso.
result-mood-positive = Faz um tempo que o seu humor está baixo. É comum e tem tratamento. Tratamos o humor e o uso ao mesmo tempo.
result-worry-positive = A preocupação ocupa muito espaço na sua vida agora. Isso também tem tratamento, e podemos ajudar.
result-mind-negative = As suas respostas sobre humor e preocupação são como as da maioria.
result-ready-high = Parece que você está pronto. Uma ligação é um bom passo e não obriga você a nada.
result-ready-low = Talvez você não se sinta pronto, e tudo bem. Pode falar conosco antes de decidir qualquer coisa.
result-next-title = O que você pode fazer agora
result-next-call = Peça uma ligação. As suas respostas não vêm junto, a não ser que você conte.
result-next-read = Leia para quem é este lugar e quem precisa de outra coisa antes.
result-next-family = Preocupado com outra pessoa? Leia a página para a família.
result-notice = Sobre estas perguntas
