"""The engine of weeks: what one week does to one client or to a cohort, by what is believed about the world."""
