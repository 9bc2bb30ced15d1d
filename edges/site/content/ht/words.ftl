# Draft. A native reader reviews each text before it is shown as reviewed (reviewed.toml).

## Frame
skip = Ale nan tèks paj sa a
leave = Soti kounye a
leave-note = “Soti kounye a” mennen w sou yon paj sou tan an. Peze Esc de fwa fè menm bagay la. Li pa efase lis paj yo nan navigatè w la.
menu = Tout paj yo
languages = Lang
draft-note = Mo sa yo se yon bouyon. Yon moun ki grandi ak lang sa a poko li yo.
nav-home = Akèy
nav-help = Èd kounye a
nav-how = Kijan sa mache
nav-fit = Pou ki moun li ye
nav-week = Yon semèn isit la
nav-care = Sa nou fè
nav-families = Pou fanmi
nav-cost = Pri
nav-who = Kiyès nou ye
nav-contact = Kontak
nav-privacy = Vi prive
nav-check = Kesyon prive
nav-call = Mande yon apèl
footer-promise = Nou pa janm vann non w ni pase apèl ou bay lòt moun.
footer-free = Pa gen cookies. Pa gen swivi. Anyen ki soti nan lòt sit.
footer-staff = Pou ekip nou an
footer-demo = Sa a se yon demonstrasyon. Moun ak nimewo pwogram sa a envante. Liy èd ki anlè yo se vre liy.

## Crisis
crisis-title = Ou bezwen èd kounye a?
crisis-emergency = Danje pou lavi oswa yon overdoz
crisis-emergency-do = Rele { $number }
crisis-emergency-more = Rete ak moun nan. Bay naloxone si w genyen l. Lalwa ede moun ki rele.
crisis-crisis = Lide touye tèt ou oswa yon kriz
crisis-crisis-do = Rele oswa ekri { $number }
crisis-crisis-more = Nenpòt lè. Gratis. Peze 1 pou veteran, 2 pou panyòl.
crisis-state = Ou pa konnen ki kote pou w ale
crisis-state-do = Rele oswa ekri { $number }
crisis-state-more = { $name }. Nenpòt lè, nan plis pase 200 lang.
crisis-substance = Pou jwenn tretman toupre w
crisis-substance-do = Rele { $number }
crisis-substance-more = { $name }. Gratis epi prive.
crisis-more = Plis liy, ak kijan pou w jwenn nou
crisis-overdose = Sa pou w fè nan yon overdoz, etap pa etap
crisis-text = Tèks nan { $number }
crisis-us = Pou pale ak nou
crisis-us-do = Rele { $number }
crisis-us-more = { $hours }. Leswa, kite nimewo w isit la epi n ap rele w.

## Facts
facts-title = Kiyès nou ye, an kout
fact-where = Ki kote
fact-where-is = { $street }, { $city }, { $state }
fact-licence = Lisans
fact-answers = Kiyès ki reponn
fact-answers-is = { $who } ak pwòp ekip nou. { $hours }.
fact-languages = Lang
fact-insurers = Asirans
fact-insurers-is = { $insurers }. Li pa sou lis la? Mande nou.
fact-cost = Konbyen sa koute w
fact-cost-is = Nou verifye gratis epi nou di w anvan w kòmanse.
hours = { $from } rive { $to }, { $first } rive { $last }

## Days and times
weekday-1 = lendi
weekday-2 = madi
weekday-3 = mèkredi
weekday-4 = jedi
weekday-5 = vandredi
weekday-6 = samdi
weekday-7 = dimanch
month-1 = janvye
month-2 = fevriye
month-3 = mas
month-4 = avril
month-5 = me
month-6 = jen
month-7 = jiyè
month-8 = out
month-9 = septanm
month-10 = oktòb
month-11 = novanm
month-12 = desanm
date = { $weekday } { $day } { $month }
time = { $hour12 }:{ $minute } { $half ->
        [am] nan maten
        [pm] apremidi
       *[night] diswa
    }

## Home
home-ask = Mande yon apèl
home-check = Reponn kesyon prive yo

## Ask for a call
call-title = Mande yon apèl
call-lead = Kat ti kesyon. Sa pran mwens pase yon minit. Yon moun nan ekip nou an li l, e pa gen lòt moun.
call-name = Kijan pou nou rele w?
call-name-hint = Yon non sifi. Li pa bezwen vrè non w.
call-phone = Nimewo telefòn ou
call-phone-hint = Ak kòd zòn nan, tankou 508 555 0100.
call-how = Kijan ak kilè nou ka jwenn ou?
call-how-call_and_message = Rele m pi vit ke nou kapab. Nou ka kite yon mesaj.
call-how-call_only = Rele m pi vit ke nou kapab. Pa kite mesaj.
call-how-call_late = Rele m apre { $late }. Pa kite mesaj.
call-how-text = Ekri m anvan. Pa rele.
call-line = Èske w vle ajoute yon bagay?
call-line-hint = Ou ka kite l vid. Yon liy sifi.
call-send = Mande apèl la
call-text-title = Ou pito yon tèks?
call-text-lead = Kite nimewo w sèlman. N ap ekri w anvan. Tèks la di sèlman “{ $neutral }”.
call-text-send = Ekri m
call-trap = Kite bwat sa a vid
call-promise = Nou rele soti nan { $phone }. Si nou kite yon mesaj, li di sèlman sa:
call-voicemail = “Se { $who } nan { $neutral }. Tanpri rele m nan { $phone }.”
call-no-word = Pa yon mo sou tretman, jamè.
problem-title = Tanpri gade sa ankò
problem-given = Ekri kijan pou nou rele w.
problem-phone = Ekri nimewo w ak kòd zòn nan, tankou 508 555 0100.
problem-reach_by = Chwazi kijan nou ka jwenn ou.
problem-line = Ekri 500 lèt isit la, pa plis.
problem-website = Kite bwat sa a vid. Apre sa voye fòm nan yon lòt fwa.
problem-kept = Tout sa w te ekri toujou la.
busy-title = Twòp moun an menm tan
busy-words = Nou pa t kapab pran sa kounye a. Sa w te ekri toujou la. Tann yon minit, apre sa peze bouton an ankò. Oswa rele nou: { $phone }.
stale-words = Fòm sa a soti sou yon lòt paj. Tanpri voye l soti isit la yon lòt fwa.

## Confirmation
done-title = Mèsi, { $name }. Nou gen nimewo w.
done-title-plain = Mèsi. Nou gen nimewo w.
done-call-by = N ap rele w { $date }, anvan { $time }.
done-call-between = N ap rele w { $date }, ant { $from } ak { $time }.
done-text-by = N ap ekri w { $date }, anvan { $time }.
done-message = Si w pa reponn, n ap kite mo sa yo, e pa plis:
done-no-message = Si w pa reponn, nou p ap kite mesaj. N ap eseye pita.
done-text-says = Tèks nou an ap di sèlman sa:
done-text-words = “{ $neutral }: Ou te mande nou ekri w. Kilè nou ka pale?”
done-reference = Referans ou
done-reference-note = Montre l oswa di l si w rele nou. Li pa di anyen sou ou.
done-meanwhile = Si sa vin pi mal anvan, pa tann nou. Sèvi ak nimewo ki anlè paj sa a.
done-change = Ou chanje lide? Rele { $phone } epi di referans lan. Lè sa a nou p ap rele.

## Self-check
check-title = Kesyon prive
check-lead = { $count } ti kesyon sou bwason, dwòg, imè ak enkyetid. Sa pran apeprè 3 minit.
check-private-title = Se ou sèl ki wè repons ou yo
check-private-device = Repons ou yo rete sou aparèy sa a. Nou pa sere yo epi nou pa wè yo.
check-private-plain = Navigatè sa a pa sèvi ak script. Òdinatè nou an adisyone repons ou yo epi montre w rezilta a. Li pa sere anyen.
check-skip = Ou ka sote nenpòt kesyon. Se pa yon egzamen, se pa yon dyagnostik.
check-safety-title = An premye, èske w an sekirite?
check-safety-danger = Èske yon moun an danje kounye a, oswa èske sa ka yon overdoz?
check-safety-stop = Èske w te sispann bwè anpil oswa pran grenn nan 3 dènye jou yo, epi w ap tranble, ou malad oswa ou mele?
check-safety-suicide = Èske w ap panse pou w touye tèt ou?
check-yes = Wi
check-no = Non
check-help-danger = Rele 911 kounye a. Rete ak moun nan. Si w gen naloxone, bay li. Kesyon yo ka tann.
check-help-stop = Sispann yon sèl kou ka danjere. Al wè yon doktè jodi a. Si w tranble anpil, wè bagay ki pa la oswa fè yon kriz, rele 911.
check-help-suicide = Nou kontan ou di sa. Tanpri pale ak yon moun kounye a: rele oswa ekri 988. Ou pa bezwen sèten. Yo la tout nwit lan.
check-english = Yo te teste kesyon sa yo ak mo angle sa yo. Mo ki teste nan lang ou ap vini.
check-group-taps = Alkòl ak dwòg, 12 dènye mwa yo
check-group-phq-2 = Imè, 2 dènye semèn yo
check-group-gad-2 = Enkyetid, 2 dènye semèn yo
check-group-readiness-ruler = Sou fè yon chanjman
check-show = Montre sa sa vle di
check-clear = Efase repons mwen yo
result-title = Sa repons ou yo di
result-forgotten = Repons ou yo pa sere. Si w kite paj sa a, yo disparèt.
result-none = Ou sote kesyon yo. Pa gen pwoblèm. Ou ka tounen nenpòt lè, oswa jis mande nou.
result-safety = Premye repons ou yo pi enpòtan. Tanpri sèvi ak nimewo ki anlè paj sa a anvan w kontinye li.
result-use-positive = Ou te itilize alkòl, dwòg, tabak oswa grenn yon jan ki merite yon konvèsasyon. Anpil moun ki di sa vle itilize mwens oswa sispann, epi yo jwenn sa difisil poukont yo. Se pou sa nou la.
result-use-negative = Repons ou yo pa montre, nan dènye ane a, yon itilizasyon ki bezwen plis atansyon. Si w enkyete kanmèm, fè sa konfyans.
result-mood-positive = Gen yon ti tan imè w ba. Sa rive souvan, epi gen tretman. Nou trete imè ak itilizasyon an menm tan.
result-worry-positive = Enkyetid pran anpil plas nan lavi w kounye a. Sa tou ka trete, epi nou ka ede.
result-mind-negative = Repons ou yo sou imè ak enkyetid sanble ak pa pifò moun.
result-ready-high = Ou sanble pare. Yon apèl se yon bon etap, epi li pa oblije w anyen.
result-ready-low = Petèt ou pa santi w pare, e sa nòmal. Ou ka pale ak nou anvan w deside anyen.
result-next-title = Sa w ka fè kounye a
result-next-call = Mande nou yon apèl. Repons ou yo pa vini avè w, sof si w di nou.
result-next-read = Li pou ki moun kote sa a ye, ak kiyès ki bezwen yon lòt bagay anvan.
result-next-family = Ou enkyete pou yon lòt moun? Li paj pou fanmi yo.
result-notice = Sou kesyon sa yo
