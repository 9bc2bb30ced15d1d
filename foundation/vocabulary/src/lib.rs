//! Words everything is said in: ids, names, days, minutes, money, the clock.
