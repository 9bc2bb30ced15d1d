//! Given and family names that are also everyday words, months or places of work: alone they are not taken for a name.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Folded names that are also words.
const COMMON: &str = "angel april art ash august autumn baker banks barber bay bean bell berry bill bishop black bliss bloom blue \
    booker brook brooks brown buck bud burns bush butler candy carol carpenter carter cash chance chase chuck church \
    clay cliff cole cook cooper coral cross crystal daisy dale dawn day dean destiny dick dix doctor dolly don drew \
    duke earl eve faith farmer fields finch fisher flowers ford forest fox frank free freeman gale gardener gay gene \
    ginger glass glen good grace grant graves gray green guy hall hand hardy harmony harp hart hazel heath heather \
    heaven hill hills holly honey hope house hunt hunter iris ivory ivy jack jade jay jewel joy june justice kay \
    king kitty knight lake lance land lane leaf lee liberty light lily little long love major march marina mark \
    marshall mason matt may melody mercy merry miles mill miller mills mine misty moon moss nick noble norm north \
    olive pace page parish parker parks pat patience patsy peace pearl penny pepper pierce piper pool pope porter \
    potter powers price prince purple rain raven ray red reed rice rich rivers rob robin rock rocky rod rose \
    rosemary rowan ruby rusty sage sally sandy savannah scarlet serenity sharp short singer skip sky skyler small \
    smart smith sparks spring star stark starr stern stone storm strong sue summer summers sunny swan sweet taylor \
    terry thorn tiffany tony trinity true tucker turner van victor violet walker wall wallace ward waters way weaver \
    weeks wells west white wild will willow winter winters wise wolf wood woods worth wren wright young";

/// Words that stand in many family names and are nobody's name by themselves.
const PARTICLES: &str = "af al ap ben bin bint da das de del della den der di dos du e el ibn ii iii iv jr la las le los mac mc ni nic o \
    of san santa sr st te ter the thi ua van vande von y zu";

/// Names of months; beside a number or a word of time they are not a person.
const MONTHS: &str = "april august june march may";

/// Words before a month.
const BEFORE_MONTH: &str = "by during early every from in last late mid next of on since this through to until";

/// How notes say that somebody spoke, right after the name.
const REPORTING: &str = "admitted agreed answered arrived asked attended chose cried described disclosed discussed explained expressed \
    identified joined laughed listened named noted offered participated practiced reported responded said says \
    shared spoke stated talked thanked told";

struct Lists {
    common: HashSet<&'static str>,
    particles: HashSet<&'static str>,
    months: HashSet<&'static str>,
    before_month: HashSet<&'static str>,
    reporting: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let set = |list: &'static str| list.split_whitespace().collect();
    Lists {
        common: set(COMMON),
        particles: set(PARTICLES),
        months: set(MONTHS),
        before_month: set(BEFORE_MONTH),
        reporting: set(REPORTING),
    }
});

/// Whether a folded name is also an everyday word, or too short to be a name by itself.
pub(super) fn is_common(folded: &str) -> bool {
    LISTS.common.contains(folded) || folded.chars().nth(2).is_none()
}

/// Whether a folded part of a family name is nobody's name by itself.
pub(super) fn is_particle(folded: &str) -> bool {
    LISTS.particles.contains(folded)
}

/// Whether a folded month name between its neighbours is a date: `in May`, `May 5`.
pub(super) fn is_date(folded: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let is_number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    LISTS.months.contains(folded)
        && (before.is_some_and(|word| LISTS.before_month.contains(word) || is_number(word)) || after.is_some_and(is_number))
}

/// Whether a folded word says that somebody spoke.
pub(super) fn is_reporting(folded: &str) -> bool {
    LISTS.reporting.contains(folded)
}
