# Every word of the public site that is not on one of its pages. English is the source: grade 6 or lower (a test).
# Names of places and numbers are in site.toml; { $program } and the like are filled in.

## Frame
skip = Skip to the words of this page
leave = Leave now
leave-note = “Leave now” takes you to a weather page. Pressing Esc two times does the same. It does not clear the list of pages in your browser.
menu = All pages
languages = Languages
draft-note = These words are a draft. A person who grew up with this language has not read them yet.
nav-home = Home
nav-help = Get help now
nav-how = How it works
nav-fit = Who it is for
nav-week = A week here
nav-care = What we do
nav-families = For families
nav-cost = Cost
nav-who = Who we are
nav-contact = Contact
nav-privacy = Privacy
nav-check = Self-check
nav-call = Ask for a call
footer-promise = We never sell your name or pass on your call.
footer-free = No cookies. No trackers. Nothing from other sites.
footer-staff = For our staff
footer-demo = This is a demo. The people and numbers of this program are made up. The help lines at the top are real.

## Crisis
crisis-title = Need help right now?
crisis-emergency = Danger to life, or an overdose
crisis-emergency-do = Call { $number }
crisis-emergency-more = Stay with the person. Give naloxone if you have it. The law helps people who call.
crisis-crisis = Thoughts of suicide, or a crisis
crisis-crisis-do = Call or text { $number }
crisis-crisis-more = Any hour. Free. Press 1 for veterans, 2 for Spanish.
crisis-state = Not sure where to turn
crisis-state-do = Call or text { $number }
crisis-state-more = { $name }. Any hour, over 200 languages.
crisis-substance = To find treatment near you
crisis-substance-do = Call { $number }
crisis-substance-more = { $name }. Free and private.
crisis-more = More lines, and how to reach us
crisis-overdose = What to do in an overdose, step by step
crisis-text = Text { $number }
crisis-us = To talk with us
crisis-us-do = Call { $number }
crisis-us-more = { $hours }. At night, leave your number here and we call you.

## Facts
facts-title = Who we are, at a glance
fact-where = Where
fact-where-is = { $street }, { $city }, { $state }
fact-licence = License
fact-answers = Who answers
fact-answers-is = { $who } and our own team. { $hours }.
fact-languages = Languages
fact-insurers = Insurance
fact-insurers-is = { $insurers }. Not on the list? Ask us.
fact-cost = What it costs you
fact-cost-is = We check for free and tell you before you start.
hours = { $from } to { $to }, { $first } to { $last }

## Days and times
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date = { $weekday }, { $month } { $day }
time = { $hour12 }:{ $minute } { $half ->
        [am] am
       *[pm] pm
    }

## Home
home-ask = Ask for a call
home-check = Take the private self-check

## Ask for a call
call-title = Ask for a call
call-lead = Four short questions. It takes less than a minute. A person from our team reads it, and no one else.
call-name = What may we call you?
call-name-hint = A first name is fine. It does not have to be your real name.
call-phone = Your phone number
call-phone-hint = With the area code, like 508 555 0100.
call-how = How and when may we reach you?
call-how-call_and_message = Call me as soon as you can. You may leave a message.
call-how-call_only = Call me as soon as you can. Leave no message.
call-how-call_late = Call me after { $late }. Leave no message.
call-how-text = Text me first. Do not call.
call-line = Do you want to add something?
call-line-hint = You can leave this out. One line is plenty.
call-send = Ask for the call
call-text-title = Would you rather text?
call-text-lead = Leave just your number. We text you first. The text says only “{ $neutral }”.
call-text-send = Text me
call-trap = Leave this box empty
call-promise = We call from { $phone }. If we leave a message, it says only this:
call-voicemail = “This is { $who } from { $neutral }. Please call me back at { $phone }.”
call-no-word = No word about treatment, ever.
problem-title = Please look at this again
problem-given = Write what we may call you.
problem-phone = Write your number with the area code, like 508 555 0100.
problem-reach_by = Choose how we may reach you.
problem-line = Write at most 500 letters here.
problem-website = Leave this box empty. Then send the form once more.
problem-kept = All you wrote is still here.
busy-title = Too many people at once
busy-words = We could not take this just now. What you wrote is still here. Wait one minute, then press the button again. Or call us: { $phone }.
stale-words = This form came from another page. Please send it from here once more.

## Confirmation
done-title = Thank you, { $name }. We have your number.
done-title-plain = Thank you. We have your number.
done-call-by = We will call you on { $date } by { $time }.
done-call-between = We will call you on { $date } between { $from } and { $time }.
done-text-by = We will text you on { $date } by { $time }.
done-message = If you do not pick up, we leave these words and no more:
done-no-message = If you do not pick up, we leave no message. We try again later.
done-text-says = Our text will say only this:
done-text-words = “{ $neutral }: You asked us to write. When is a good time to talk?”
done-reference = Your reference
done-reference-note = Show it or say it if you call us. It tells nothing about you.
done-meanwhile = If things get worse before that, do not wait for us. Use the numbers at the top of this page.
done-change = Changed your mind? Call { $phone } and say the reference. We will not call then.

## Self-check
check-title = A private self-check
check-lead = { $count } short questions about drinking, drugs, mood and worry. It takes about 3 minutes.
check-private-title = Only you see your answers
check-private-device = Your answers stay on this device. We do not save them and we do not see them.
check-private-plain = This browser runs no scripts. So our computer adds up your answers and shows you the result. It keeps nothing.
check-skip = You can skip any question. This is no test and no diagnosis.
check-safety-title = First, are you safe?
check-safety-danger = Is someone in danger now, or could this be an overdose?
check-safety-stop = Did you stop heavy drinking or pills in the last 3 days, and feel shaky, sick or confused?
check-safety-suicide = Do you think about ending your life?
check-yes = Yes
check-no = No
check-help-danger = Call 911 now. Stay with the person. If you have naloxone, give it. The questions can wait.
check-help-stop = Stopping all at once can be dangerous. Please get seen by a doctor today. If you shake hard, see things or have a seizure, call 911.
check-help-suicide = We are glad you told this page. Please talk with someone now: call or text 988. You do not have to be sure. They are there all night.
check-english = These questions were tested in these English words. Tested words in your language will come.
check-group-taps = Alcohol and drugs, the past 12 months
check-group-phq-2 = Mood, the past 2 weeks
check-group-gad-2 = Worry, the past 2 weeks
check-group-readiness-ruler = About making a change
check-show = Show what it means
check-clear = Clear my answers
result-title = What your answers say
result-forgotten = Your answers are not saved. If you leave this page, they are gone.
result-none = You skipped the questions. That is fine. You can come back at any time, or just ask us.
result-safety = Your first answers matter most. Please use the numbers at the top of this page before you read on.
result-use-positive = You have used alcohol, drugs, tobacco or pills in a way that is worth a talk. Many people who say this want to cut down or stop, and find it hard alone. That is what we are here for.
result-use-negative = Your answers show no use in the last year that needs a closer look. If you worry all the same, trust that.
result-mood-positive = You have been low for a while. This is common, and it can be treated. We treat mood and use at the same time.
result-worry-positive = Worry takes up a lot of room for you right now. This too can be treated, and we can help with it.
result-mind-negative = Your answers on mood and worry are in the range of most people.
result-ready-high = You sound ready. A call is a good next step, and it binds you to nothing.
result-ready-low = You may not feel ready, and that is all right. You can talk with us before you decide a thing.
result-next-title = What you can do next
result-next-call = Ask us for a call. Your answers do not come along unless you tell us.
result-next-read = Read who this place is for, and who needs something else first.
result-next-family = Worried about someone else? Read the page for families.
result-notice = About these questions
