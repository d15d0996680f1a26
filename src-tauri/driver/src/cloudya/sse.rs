//! Turns the bytes of an event stream into frames, however they were cut into chunks.

use thiserror::Error;

/// What an event stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    Event {
        /// What an `event:` line named; empty without one.
        name: String,
        /// Several `data:` lines joined by LF.
        data: String,
    },
    /// A comment: the service is alive.
    Beat,
}

/// An event grew over the limit, so that its end is not worth waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an event of the stream is larger than {limit} bytes")]
pub struct TooLarge {
    pub limit: usize,
}

/// The largest event that is read. A state object is below 1 KiB.
pub const LARGEST_EVENT: usize = 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// An incremental reader of `text/event-stream`: LF, CRLF and CR end lines, `id:` and `retry:` are ignored.
#[derive(Debug)]
pub struct Parser {
    limit: usize,
    /// The line that has not ended yet.
    line: Vec<u8>,
    name: String,
    /// `None` until the event has its first `data:` line.
    data: Option<String>,
    position: Position,
    /// Whether the last byte was a CR, of which a following LF is a part.
    after: LineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    FirstLine,
    LaterLine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnd {
    CarriageReturn,
    Other,
}

impl Default for Parser {
    fn default() -> Self {
        Self::with_limit(LARGEST_EVENT)
    }
}

impl Parser {
    pub fn with_limit(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            name: String::new(),
            data: None,
            position: Position::FirstLine,
            after: LineEnd::Other,
        }
    }

    /// Adds the frames that end in `chunk` to `frames`, also those before an error.
    /// After an error the stream cannot be understood any more.
    pub fn feed(&mut self, mut chunk: &[u8], frames: &mut Vec<Frame>) -> Result<(), TooLarge> {
        while !chunk.is_empty() {
            if self.after == LineEnd::CarriageReturn {
                self.after = LineEnd::Other;
                if let Some(rest) = chunk.strip_prefix(b"\n") {
                    chunk = rest;
                    continue;
                }
            }
            let Some(end) = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                self.line.extend_from_slice(chunk);
                return self.check_size();
            };
            self.line.extend_from_slice(&chunk[..end]);
            self.check_size()?;
            if chunk[end] == b'\r' {
                self.after = LineEnd::CarriageReturn;
            }
            chunk = &chunk[end + 1..];
            frames.extend(self.end_line());
        }
        Ok(())
    }

    fn check_size(&self) -> Result<(), TooLarge> {
        let size = self.line.len() + self.name.len() + self.data.as_ref().map_or(0, String::len);
        if size > self.limit { Err(TooLarge { limit: self.limit }) } else { Ok(()) }
    }

    fn end_line(&mut self) -> Option<Frame> {
        let line = std::mem::take(&mut self.line);
        let first = std::mem::replace(&mut self.position, Position::LaterLine) == Position::FirstLine;
        let line = match line.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) if first => rest,
            Some(_) | None => &line,
        };
        if line.is_empty() {
            return self.end_event();
        }
        if line[0] == b':' {
            return Some(Frame::Beat);
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => value.clone_into(&mut self.name),
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<Frame> {
        let name = std::mem::take(&mut self.name);
        let data = self.data.take()?;
        Some(Frame::Event { name, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    #[test]
    fn an_event_ends_with_an_empty_line_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let stream = ["data: {\"a\":1}", "", "data: 2", "", ""].join(end);
            assert_eq!(whole(stream.as_bytes()), [event("{\"a\":1}"), event("2")], "{end:?}");
        }
    }

    #[test]
    fn several_data_lines_are_joined_and_other_fields_are_ignored() {
        assert_eq!(whole(b"id: 7\ndata:one\nretry: 3\ndata:  two\ndata\nnonsense\n\n"), [event("one\n two\n")]);
    }

    #[test]
    fn the_name_belongs_to_one_event_only() {
        let named = Frame::Event { name: "state".into(), data: "1".into() };
        assert_eq!(whole(b"event: state\ndata: 1\n\nevent: lost\n\ndata: 2\n\n"), [named, event("2")]);
    }

    #[test]
    fn a_comment_is_a_beat_even_within_an_event() {
        assert_eq!(whole(b":\ndata: 1\n: still here\n\n"), [Frame::Beat, Frame::Beat, event("1")]);
    }

    #[test]
    fn a_byte_order_mark_at_the_start_is_skipped() {
        assert_eq!(whole(b"\xef\xbb\xbfdata: 1\n\n"), [event("1")]);
        assert_eq!(whole(b"\xef\xbb\xbf:\n"), [Frame::Beat]);
    }

    #[test]
    fn an_event_that_never_ended_is_not_an_event() {
        assert_eq!(whole(b"data: 1\n\ndata: 2\n"), [event("1")]);
    }

    #[test]
    fn an_event_without_end_is_given_up_and_the_events_before_it_are_kept() {
        let mut frames = Vec::new();
        let mut parser = Parser::with_limit(64);
        let mut stream = b"data: 1\n\n".to_vec();
        stream.extend(b"data: 0123456789\n".repeat(6));
        assert_eq!(parser.feed(&stream, &mut frames), Err(TooLarge { limit: 64 }));
        assert_eq!(frames, [event("1")]);
    }

    #[test]
    fn many_small_events_are_never_too_large() {
        let mut parser = Parser::with_limit(64);
        let mut frames = Vec::new();
        assert_eq!(parser.feed(&b"data: 0123456789\r\n\r\n".repeat(100), &mut frames), Ok(()));
        assert_eq!(frames.len(), 100);
    }

    proptest! {
        #[test]
        fn any_chunking_gives_the_same_frames(pieces in vec(piece(), 0..40), cuts in vec(0..400usize, 0..40)) {
            let stream = pieces.concat();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(stream.len())).collect();
            cuts.extend([0, stream.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|cut| &stream[cut[0]..cut[1]]).collect();
            let single_bytes: Vec<&[u8]> = stream.chunks(1).collect();
            let expected = read(&[&stream]);
            prop_assert_eq!(&read(&chunks), &expected);
            prop_assert_eq!(&read(&single_bytes), &expected);
        }

        #[test]
        fn no_bytes_make_the_parser_panic(stream in vec(any::<u8>(), 0..300)) {
            let _ = read(&[&stream]);
        }
    }

    fn piece() -> impl Strategy<Value = Vec<u8>> {
        let pieces: [&[u8]; 14] = [
            b"data: ",
            b"data:",
            b"event: x",
            b":",
            b" ",
            b"\n",
            b"\r",
            b"\r\n",
            b"\n\n",
            b"\r\r\n",
            b"{\"a\":\"\xc3\xa4\"}",
            b"\xef\xbb\xbf",
            b"\xff",
            b"0123456789",
        ];
        proptest::sample::select(pieces.map(<[u8]>::to_vec).to_vec())
    }

    /// Frames and the error, if any, with a limit that the pieces above do reach.
    fn read(chunks: &[&[u8]]) -> (Vec<Frame>, Result<(), TooLarge>) {
        let mut frames = Vec::new();
        let mut parser = Parser::with_limit(48);
        let result = chunks.iter().try_for_each(|chunk| parser.feed(chunk, &mut frames));
        (frames, result)
    }

    fn whole(stream: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        Parser::default().feed(stream, &mut frames).unwrap();
        frames
    }

    fn event(data: &str) -> Frame {
        Frame::Event { name: String::new(), data: data.into() }
    }
}
