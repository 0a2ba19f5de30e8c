//! Cutting RON or JSON text into tokens, enough to find places in it.
//!
//! Any text has tokens, well-formed or not; nothing here reports errors, recurses or looks at a
//! character more than a few times. What values mean is the parsers' business.

use super::Notation;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenShape {
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    Comma,
    Colon,
    /// A text or a character in quotes, possibly unclosed at the end of everything.
    Quoted,
    /// A name, a number or stray characters.
    Word,
}

/// A piece of text with the byte offset at which it starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) shape: TokenShape,
    pub(super) start: usize,
    pub(super) raw: &'a str,
}

impl Token<'_> {
    /// Whether this is a text in quotes that reads exactly so.
    pub(super) fn is_text(&self, wanted: &str, format: Notation) -> bool {
        if self.shape != TokenShape::Quoted || self.raw.starts_with(['\'', 'b']) {
            return false;
        }
        if let Some(raw) = self.raw.strip_prefix('r') {
            let bare = raw.trim_matches('#');
            return bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) == Some(wanted);
        }
        if !self.raw.contains('\\') {
            let inner = self.raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            return inner == Some(wanted);
        }
        let unescaped: Option<String> = match format {
            Notation::Ron => ron::from_str(self.raw).ok(),
            Notation::Json => serde_json::from_str(self.raw).ok(),
        };
        unescaped.as_deref() == Some(wanted)
    }

    /// Whether this names a field, key or variant so, in quotes or bare.
    pub(super) fn is_name(&self, wanted: &str, format: Notation) -> bool {
        match self.shape {
            TokenShape::Word => self.raw.strip_prefix("r#").unwrap_or(self.raw) == wanted,
            TokenShape::Quoted => self.is_text(wanted, format),
            TokenShape::Open | TokenShape::Close | TokenShape::Comma | TokenShape::Colon => false,
        }
    }

    /// Whether this is a whole number, of any size.
    pub(super) fn is_whole(&self) -> bool {
        let digits = self.raw.trim_start_matches(['+', '-']);
        let based = ["0x", "0o", "0b"].iter().any(|base| digits.starts_with(base));
        let decimal = digits.chars().all(|c| c.is_ascii_digit() || c == '_');
        self.is_number() && (based || decimal)
    }

    /// Whether this looks like a number.
    pub(super) fn is_number(&self) -> bool {
        let digits = self.raw.trim_start_matches(['+', '-', '.']);
        self.shape == TokenShape::Word && digits.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// The tokens from some offset on; a clone, which is small, looks ahead.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Tokens from a byte offset on, which must be outside of quotes and comments.
    pub(super) fn at(text: &'a str, offset: usize) -> Self {
        Lexer { text, at: offset }
    }

    /// The tokens of a document's value: RON's `#![enable(…)]` lines are passed over.
    pub(super) fn of_value(text: &'a str) -> Self {
        let mut lexer = Lexer::at(text, 0);
        while lexer.peek().is_some_and(|token| token.raw.starts_with('#')) {
            let mut depth = 0_usize;
            for token in lexer.by_ref() {
                match token.shape {
                    TokenShape::Open => depth += 1,
                    TokenShape::Close => depth = depth.saturating_sub(1),
                    TokenShape::Comma
                    | TokenShape::Colon
                    | TokenShape::Quoted
                    | TokenShape::Word => {}
                }
                if token.shape == TokenShape::Close && depth == 0 {
                    break;
                }
            }
        }
        lexer
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.clone().next()
    }

    /// Offset of the next token; at the end, where the last line with anything on it ends.
    pub(super) fn offset(&self) -> usize {
        self.peek().map_or_else(|| self.text.trim_end().len(), |token| token.start)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let mut rest = self.text.get(self.at..)?;
        loop {
            rest = rest.trim_start_matches(is_blank);
            let comment = comment_length(rest);
            if comment == 0 {
                break;
            }
            rest = rest.get(comment..)?;
        }
        let start = self.text.len() - rest.len();
        let first = rest.chars().next()?;
        let (shape, length) = match first {
            '(' | '[' | '{' => (TokenShape::Open, 1),
            ')' | ']' | '}' => (TokenShape::Close, 1),
            ',' => (TokenShape::Comma, 1),
            ':' => (TokenShape::Colon, 1),
            _ => match quoted_length(rest) {
                Some(length) => (TokenShape::Quoted, length),
                None => (TokenShape::Word, word_length(rest)),
            },
        };
        self.at = start + length;
        let raw = rest.get(..length)?;
        Some(Token { shape, start, raw })
    }
}

/// RON counts direction marks as blank, Rust does not.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200E}' | '\u{200F}')
}

/// Bytes of the comment at the start of `rest`, 0 if none; block comments nest as in RON.
fn comment_length(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    let mut depth = 0_usize;
    let mut bytes = rest.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let follows = bytes.peek().map(|(_, byte)| *byte);
        match (byte, follows) {
            (b'/', Some(b'*')) => depth += 1,
            (b'*', Some(b'/')) => depth -= 1,
            _ => continue,
        }
        bytes.next();
        if depth == 0 {
            return at + 2;
        }
    }
    rest.len()
}

/// Bytes of the quoted text or character at the start of `rest`, `None` if there is none.
fn quoted_length(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').unwrap_or(rest);
    let prefix = rest.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let opening = raw.trim_start_matches('#');
        let hashes = raw.len() - opening.len();
        let inside = opening.strip_prefix('"')?;
        let closing = format!("\"{}", "#".repeat(hashes));
        let length = inside.find(&closing).map_or(inside.len(), |at| at + closing.len());
        return Some(rest.len() - inside.len() + length);
    }
    let mut characters = body.char_indices().skip(1);
    if body.starts_with('"') {
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    characters.next();
                }
                '"' => return Some(prefix + at + 1),
                _ => {}
            }
        }
        return Some(rest.len());
    }
    if body.starts_with('\'') {
        // An apostrophe that nothing answers nearby is a stray character, not the start of a quote.
        let (_, first) = characters.next()?;
        let longest = if first == '\\' {
            characters.next();
            10
        } else {
            1
        };
        let (at, _) = characters.take(longest).find(|(_, next)| *next == '\'')?;
        return Some(prefix + at + 1);
    }
    None
}

/// Bytes of the word at the start of `rest`, at least one character.
fn word_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().peekable();
    characters.next();
    while let Some((at, character)) = characters.next() {
        let follows = characters.peek().map(|(_, next)| *next);
        let comment = character == '/' && matches!(follows, Some('/' | '*'));
        let mark = matches!(character, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' | '"' | '\'');
        if comment || mark || is_blank(character) {
            return at;
        }
    }
    rest.len()
}
