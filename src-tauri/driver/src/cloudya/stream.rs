//! A stream of events that lasts for hours: what arrives is decoded, and what makes no sense is skipped.

use super::{
    sse::{Frame, Parser},
    wire::Malformed,
};
use crate::transport::Body;
use engine::event::{Failure, FailureKind};
use http::{Response, header};
use http_body_util::BodyExt as _;
use std::collections::BTreeSet;

/// How many different `event:` names are worth a line in the log.
const NAMES_LOGGED: usize = 20;

/// Reads events of type `T` from a response that does not end. Dropping it closes the connection.
pub struct Stream<T> {
    body: Body,
    parser: Parser,
    decode: fn(&str) -> Result<Option<T>, Malformed>,
    what: &'static str,
    names: BTreeSet<String>,
}

impl<T> Stream<T> {
    pub(super) fn new(
        response: Response<Body>,
        what: &'static str,
        decode: fn(&str) -> Result<Option<T>, Malformed>,
    ) -> Result<Self, Failure> {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.is_empty() && !kind.trim_start().to_ascii_lowercase().starts_with("text/event-stream") {
            tracing::warn!(stream = what, "the answer is not an event stream: something stands between");
            return Err(Failure::new(FailureKind::Unreachable));
        }
        let parser = Parser::default();
        Ok(Self { body: response.into_body(), parser, decode, what, names: BTreeSet::new() })
    }

    /// Waits for bytes, and gives the events that ended with them: often none, when the bytes were a sign of life.
    /// The end of the stream is a failure; events that arrived just before it were given before.
    pub async fn next(&mut self) -> Result<Vec<T>, Failure> {
        loop {
            let frame = match self.body.frame().await {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => {
                    tracing::debug!(stream = self.what, %error, "the stream broke off");
                    return Err(error.failure());
                }
                None => {
                    tracing::debug!(stream = self.what, "the stream was closed by the service");
                    return Err(Failure::new(FailureKind::Unreachable));
                }
            };
            // Trailers say nothing.
            let Ok(chunk) = frame.into_data() else { continue };
            if !chunk.is_empty() {
                return self.take_in(&chunk);
            }
        }
    }

    fn take_in(&mut self, chunk: &[u8]) -> Result<Vec<T>, Failure> {
        let mut frames = Vec::new();
        if let Err(error) = self.parser.feed(chunk, &mut frames) {
            tracing::warn!(stream = self.what, %error, "the stream is given up");
            // A new stream begins with every state afresh, so that nothing is lost.
            return Err(Failure::new(FailureKind::Unreachable));
        }
        Ok(frames.into_iter().filter_map(|frame| self.decoded(frame)).collect())
    }

    fn decoded(&mut self, frame: Frame) -> Option<T> {
        let Frame::Event { name, data } = frame else { return None };
        if !name.is_empty() && self.names.len() < NAMES_LOGGED && self.names.insert(name.clone()) {
            tracing::debug!(stream = self.what, name, "the stream names its events");
        }
        (self.decode)(&data).unwrap_or_else(|error| {
            tracing::warn!(stream = self.what, %error, "an event makes no sense and is skipped");
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloudya::wire;
    use bytes::Bytes;
    use http_body::Frame as BodyFrame;
    use http_body_util::StreamBody;

    #[tokio::test]
    async fn a_malformed_event_is_skipped_and_the_next_one_counts() {
        let mut stream = stream(&[
            "data: {\"ext",
            "ension\":\"1\"}\n\ndata: nonsense\n\n",
            ":\n",
            "data: {\"extension\":\"2\"}\n\n",
        ]);
        let mut heard = Vec::new();
        while let Ok(lines) = stream.next().await {
            heard.push(lines.iter().map(|line| line.extension.to_string()).collect::<Vec<_>>());
        }
        assert_eq!(heard, [vec![], vec!["1".to_owned()], vec![], vec!["2".to_owned()]]);
    }

    #[tokio::test]
    async fn the_end_of_a_stream_is_a_lost_connection() {
        let ended = stream(&[]).next().await.unwrap_err();
        assert_eq!(ended, Failure::new(FailureKind::Unreachable));
    }

    #[test]
    fn a_web_page_is_not_a_stream() {
        let page =
            Response::builder().header("content-type", "text/html").body(crate::transport::full("<html>")).unwrap();
        assert!(Stream::new(page, "states", |data| wire::line(data).map(Some)).is_err());
    }

    fn stream(chunks: &[&'static str]) -> Stream<engine::event::Line> {
        let chunks: Vec<_> =
            chunks.iter().map(|chunk| Ok(BodyFrame::data(Bytes::from_static(chunk.as_bytes())))).collect();
        let body = StreamBody::new(futures::stream::iter(chunks)).boxed_unsync();
        let response =
            Response::builder().header("content-type", "text/event-stream;charset=utf-8").body(body).unwrap();
        Stream::new(response, "states", |data| wire::line(data).map(Some)).unwrap()
    }
}
