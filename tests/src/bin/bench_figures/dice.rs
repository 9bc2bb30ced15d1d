//! The same numbers in every run, and the invented names and sentences drawn with them.

const GIVEN: &[&[&str]] = &[
    &["Mar", "Jo", "El", "An", "Cal", "Ro", "Ta", "Le", "Sa", "Ben", "Lu", "Ne", "Da", "Vi", "Ka", "Or"],
    &["ia", "na", "sa", "lin", "eb", "wan", "mir", "la", "tor", "ick", "cio", "vel"],
];
const FAMILY: &[&[&str]] = &[
    &[
        "Hart", "Cor", "Wes", "Ald", "Mor", "Pen", "Sil", "Bran", "Fer", "Nor", "Del", "Ash", "Qui", "Ren", "Tol", "Vas", "Yar",
        "Zim", "Ox", "Kel",
    ],
    &[
        "ley", "dero", "ton", "ridge", "eno", "worth", "veira", "don", "reira", "quist", "gado", "ford", "ones", "wick", "man",
        "quez", "row", "bach", "ham", "stad",
    ],
];
const OPENINGS: &[&str] = &[
    "named one hard hour",
    "came late and settled",
    "spoke first",
    "listened closely",
    "drew the week on paper",
    "asked for time",
    "brought the plan along",
    "practised saying no",
    "described the bus ride home",
    "talked about sleep",
    "told of a good weekend",
    "thought aloud about work",
];
const MIDDLES: &[&str] = &[
    "and found two ways to wait out an urge",
    "and wrote three numbers to call",
    "and compared last week with this one",
    "and asked what others do before dinner",
    "and tried the breathing exercise twice",
    "and noticed the shoulders drop",
    "and planned the walk after the clinic",
    "and set the phone aside",
    "and laughed about the first attempt",
    "and chose a different road home",
    "and agreed to tell the sponsor",
    "and kept to the point",
];
const ENDINGS: &[&str] = &[
    "will try it on the way to the shop",
    "wants to go on next time",
    "will bring the sheet back filled in",
    "rated the urge at three of ten",
    "rated the urge at six of ten, lower than before",
    "will call before Friday",
    "felt steadier at the end",
    "asked for a copy of the list",
    "will talk with family tonight",
    "wants to practise with a partner",
    "will set the alarm earlier",
    "left with one step to take",
];

/// Dice that fall the same way in every run.
pub struct Dice(u64);

impl Dice {
    /// New dice.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let sides = u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from(self.0 % sides).unwrap_or(0)
    }

    /// One of these.
    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }

    fn joined(&mut self, parts: &[&[&str]]) -> String {
        parts.iter().map(|part| self.one(part)).collect()
    }

    /// A given name.
    pub fn given(&mut self) -> String {
        self.joined(GIVEN)
    }

    /// A family name.
    pub fn family(&mut self) -> String {
        self.joined(FAMILY)
    }

    /// Three sentences about nobody.
    pub fn sentences(&mut self) -> String {
        let mut sentence = || {
            let opening = self.one(OPENINGS);
            let capital = opening.get(..1).unwrap_or_default().to_uppercase();
            format!("{capital}{} {}; {}.", opening.get(1..).unwrap_or_default(), self.one(MIDDLES), self.one(ENDINGS))
        };
        format!("{} {} {}", sentence(), sentence(), sentence())
    }
}
