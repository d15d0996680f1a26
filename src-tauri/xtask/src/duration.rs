//! Reads a duration as people write it: `30s`, `5m`, `1h`.

use std::time::Duration;

pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let remedy = || format!("write a number and a unit, such as 30s, 5m or 1h, instead of \"{text}\"");
    let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(remedy)?;
    let (number, unit) = text.split_at(split);
    let number = number.parse::<u32>().map_err(|_| remedy())?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return Err(remedy()),
    };
    match u64::from(number) * seconds {
        0 => Err("the time must be longer than nothing".to_owned()),
        seconds => Ok(Duration::from_secs(seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_minutes_and_hours_are_understood() {
        let seconds = |text| parse(text).unwrap().as_secs();
        assert_eq!((seconds("30s"), seconds("5m"), seconds("1h")), (30, 300, 3_600));
    }

    #[test]
    fn everything_else_is_refused_with_an_example() {
        for text in ["", "s", "30", "30x", "-5s", "1.5h", "0s", "99999999999s"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse("30x").unwrap_err().contains("30s, 5m or 1h"));
    }
}
