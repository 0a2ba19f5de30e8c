//! Text that people typed, made fit for paper and for a terminal.
//!
//! Formats pass every text through here before they quote it in their own way. Nothing is shortened
//! and no letter changes; only what moves a cursor or turns the reading direction is dropped.

/// The lines of a text, trimmed at their ends, without control characters; one empty line at least.
pub fn lines(text: &str) -> Vec<String> {
    let unified = text.replace("\r\n", "\n");
    let lines = unified.trim().split(is_break);
    lines.map(|line| visible(line).trim().to_owned()).collect()
}

/// The text on one line, without control characters.
pub fn one_line(text: &str) -> String {
    let lines = lines(text);
    let filled: Vec<&str> =
        lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    filled.join(" ")
}

fn visible(line: &str) -> String {
    line.chars()
        .map(|character| if character == '\t' { ' ' } else { character })
        .filter(|character| !character.is_control() && !turns_direction(*character))
        .collect()
}

/// Line feed, carriage return, and the separators of Unicode.
fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Overrides of the reading direction: with them a text can show something else than it says.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_the_cursor_is_dropped_and_lines_stay() {
        let typed = " red\u{1b}[31m\r\ntwo\u{7}\rthree\u{202e}\u{9b}\tend\u{2028}last ";
        assert_eq!(lines(typed), ["red[31m", "two", "three end", "last"]);
        assert_eq!(one_line(typed), "red[31m two three end last");
        assert_eq!(lines(""), [""]);
        assert_eq!(one_line("a\n\n\nb"), "a b");
    }
}
