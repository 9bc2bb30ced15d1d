# Draft. A native reader reviews each text before it is shown as reviewed (reviewed.toml).

## Frame
skip = Ir al texto de esta página
leave = Salir ya
leave-note = “Salir ya” abre una página del tiempo. Pulsar Esc dos veces hace lo mismo. No borra la lista de páginas de su navegador.
menu = Todas las páginas
languages = Idiomas
draft-note = Este texto es un borrador. Todavía no lo ha leído una persona que creció con este idioma.
nav-home = Inicio
nav-help = Ayuda ahora
nav-how = Cómo funciona
nav-fit = Para quién es
nav-week = Una semana aquí
nav-care = Qué hacemos
nav-families = Para la familia
nav-cost = Costo
nav-who = Quiénes somos
nav-contact = Contacto
nav-privacy = Privacidad
nav-check = Cuestionario privado
nav-call = Pida una llamada
footer-promise = Nunca vendemos su nombre ni pasamos su llamada a otros.
footer-free = Sin cookies. Sin rastreadores. Nada de otros sitios.
footer-staff = Para nuestro personal
footer-demo = Esto es una demostración. Las personas y los números de este programa son inventados. Las líneas de ayuda de arriba son reales.

## Crisis
crisis-title = ¿Necesita ayuda ahora?
crisis-emergency = Peligro de vida o una sobredosis
crisis-emergency-do = Llame al { $number }
crisis-emergency-more = Quédese con la persona. Dé naloxona si la tiene. La ley ayuda a quien llama.
crisis-crisis = Ideas de suicidio o una crisis
crisis-crisis-do = Llame o escriba al { $number }
crisis-crisis-more = A toda hora. Gratis. Marque 1 para veteranos, 2 para español.
crisis-state = No sabe a quién acudir
crisis-state-do = Llame o escriba al { $number }
crisis-state-more = { $name }. A toda hora, en más de 200 idiomas.
crisis-substance = Para encontrar tratamiento cerca
crisis-substance-do = Llame al { $number }
crisis-substance-more = { $name }. Gratis y privado.
crisis-more = Más líneas y cómo hablar con nosotros
crisis-overdose = Qué hacer en una sobredosis, paso a paso
crisis-text = Texto al { $number }
crisis-us = Para hablar con nosotros
crisis-us-do = Llame al { $number }
crisis-us-more = { $hours }. De noche, deje aquí su número y le llamamos.

## Facts
facts-title = Quiénes somos, en breve
fact-where = Dónde
fact-where-is = { $street }, { $city }, { $state }
fact-licence = Licencia
fact-answers = Quién contesta
fact-answers-is = { $who } y nuestro propio equipo. { $hours }.
fact-languages = Idiomas
fact-insurers = Seguros
fact-insurers-is = { $insurers }. ¿No está en la lista? Pregúntenos.
fact-cost = Cuánto le cuesta
fact-cost-is = Lo revisamos gratis y se lo decimos antes de empezar.
hours = { $from } a { $to }, de { $first } a { $last }

## Days and times
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date = { $weekday } { $day } de { $month }
time = { $hour12 }:{ $minute } { $half ->
        [am] a. m.
       *[pm] p. m.
    }

## Home
home-ask = Pida una llamada
home-check = Haga el cuestionario privado

## Ask for a call
call-title = Pida una llamada
call-lead = Cuatro preguntas cortas. Toma menos de un minuto. Lo lee una persona de nuestro equipo y nadie más.
call-name = ¿Cómo le llamamos?
call-name-hint = Basta el nombre. No tiene que ser su nombre real.
call-phone = Su número de teléfono
call-phone-hint = Con el código de área, como 508 555 0100.
call-how = ¿Cómo y cuándo le contactamos?
call-how-call_and_message = Llámenme lo antes posible. Pueden dejar un mensaje.
call-how-call_only = Llámenme lo antes posible. No dejen mensaje.
call-how-call_late = Llámenme después de las { $late } No dejen mensaje.
call-how-text = Escríbanme primero. No llamen.
call-line = ¿Quiere añadir algo?
call-line-hint = Puede dejarlo en blanco. Una línea basta.
call-send = Pedir la llamada
call-text-title = ¿Prefiere un mensaje de texto?
call-text-lead = Deje solo su número. Le escribimos primero. El mensaje dice solo “{ $neutral }”.
call-text-send = Escríbanme
call-trap = Deje esta casilla vacía
call-promise = Llamamos desde el { $phone }. Si dejamos un mensaje, dice solo esto:
call-voicemail = “Habla { $who } de { $neutral }. Por favor llámeme al { $phone }.”
call-no-word = Nunca una palabra sobre tratamiento.
problem-title = Por favor, revise esto
problem-given = Escriba cómo le llamamos.
problem-phone = Escriba su número con el código de área, como 508 555 0100.
problem-reach_by = Elija cómo le contactamos.
problem-line = Escriba aquí 500 letras como máximo.
problem-website = Deje esta casilla vacía. Luego envíe el formulario otra vez.
problem-kept = Todo lo que escribió sigue aquí.
busy-title = Demasiadas personas a la vez
busy-words = No pudimos recibirlo en este momento. Lo que escribió sigue aquí. Espere un minuto y pulse el botón otra vez. O llámenos: { $phone }.
stale-words = Este formulario vino de otra página. Por favor, envíelo otra vez desde aquí.

## Confirmation
done-title = Gracias, { $name }. Tenemos su número.
done-title-plain = Gracias. Tenemos su número.
done-call-by = Le llamaremos el { $date } antes de las { $time }
done-call-between = Le llamaremos el { $date } entre las { $from } y las { $time }
done-text-by = Le escribiremos el { $date } antes de las { $time }
done-message = Si no contesta, dejamos estas palabras y nada más:
done-no-message = Si no contesta, no dejamos mensaje. Lo intentamos más tarde.
done-text-says = Nuestro mensaje dirá solo esto:
done-text-words = “{ $neutral }: Nos pidió que le escribiéramos. ¿Cuándo podemos hablar?”
done-reference = Su referencia
done-reference-note = Muéstrela o dígala si nos llama. No dice nada sobre usted.
done-meanwhile = Si empeora antes, no nos espere. Use los números de arriba en esta página.
done-change = ¿Cambió de idea? Llame al { $phone } y diga la referencia. Entonces no le llamaremos.

## Self-check
check-title = Un cuestionario privado
check-lead = { $count } preguntas cortas sobre alcohol, drogas, ánimo y preocupación. Toma unos 3 minutos.
check-private-title = Solo usted ve sus respuestas
check-private-device = Sus respuestas se quedan en este aparato. No las guardamos ni las vemos.
check-private-plain = Este navegador no usa scripts. Nuestra computadora suma sus respuestas y le muestra el resultado. No guarda nada.
check-skip = Puede saltar cualquier pregunta. No es un examen ni un diagnóstico.
check-safety-title = Primero, ¿está a salvo?
check-safety-danger = ¿Hay alguien en peligro ahora, o podría ser una sobredosis?
check-safety-stop = ¿Dejó de beber mucho o de tomar pastillas en los últimos 3 días y se siente con temblores, enfermo o confundido?
check-safety-suicide = ¿Piensa en quitarse la vida?
check-yes = Sí
check-no = No
check-help-danger = Llame al 911 ahora. Quédese con la persona. Si tiene naloxona, désela. Las preguntas pueden esperar.
check-help-stop = Dejarlo de golpe puede ser peligroso. Vea a un médico hoy. Si tiembla mucho, ve cosas o tiene una convulsión, llame al 911.
check-help-suicide = Qué bueno que lo dijo. Por favor hable con alguien ahora: llame o escriba al 988. No tiene que estar seguro. Están ahí toda la noche.
check-english = Estas preguntas se probaron con estas palabras en inglés. Las palabras probadas en su idioma llegarán.
check-group-taps = Alcohol y drogas, los últimos 12 meses
check-group-phq-2 = Ánimo, las últimas 2 semanas
check-group-gad-2 = Preocupación, las últimas 2 semanas
check-group-readiness-ruler = Sobre hacer un cambio
check-show = Ver qué significa
check-clear = Borrar mis respuestas
result-title = Lo que dicen sus respuestas
result-forgotten = Sus respuestas no se guardan. Si sale de esta página, desaparecen.
result-none = Saltó las preguntas. Está bien. Puede volver cuando quiera, o simplemente preguntarnos.
result-safety = Sus primeras respuestas son lo más importante. Use los números de arriba antes de seguir leyendo.
result-use-positive = Ha usado alcohol, drogas, tabaco o pastillas de un modo que merece una conversación. Muchas personas que dicen esto quieren usar menos o dejarlo, y les cuesta hacerlo solas. Para eso estamos.
result-use-negative = Sus respuestas no muestran en el último año un uso que haya que mirar más de cerca. Si aun así se preocupa, confíe en eso.
result-mood-positive = Lleva un tiempo con el ánimo bajo. Es común y se puede tratar. Tratamos el ánimo y el consumo al mismo tiempo.
result-worry-positive = La preocupación ocupa mucho espacio en su vida ahora. También se puede tratar, y podemos ayudar.
result-mind-negative = Sus respuestas sobre ánimo y preocupación son como las de la mayoría.
result-ready-high = Parece que está listo. Una llamada es un buen paso y no le obliga a nada.
result-ready-low = Quizá no se sienta listo, y está bien. Puede hablar con nosotros antes de decidir nada.
result-next-title = Qué puede hacer ahora
result-next-call = Pida una llamada. Sus respuestas no vienen con usted, salvo que nos las cuente.
result-next-read = Lea para quién es este lugar y quién necesita otra cosa primero.
result-next-family = ¿Le preocupa otra persona? Lea la página para la familia.
result-notice = Sobre estas preguntas
