//! Event streams: however they are cut into pieces, they say the same, and no event grows without end.

use driver::cloudya::sse::{Frame, Parser, TooLarge};

const LIMIT: usize = 256;

/// The first byte is the size of the pieces.
pub fn sse(data: &[u8]) {
    let Some((size, stream)) = data.split_first() else { return };
    let (whole, ended) = read(&[stream]);
    for size in [1, usize::from(*size).max(1)] {
        let pieces = stream.chunks(size).collect::<Vec<_>>();
        assert_eq!(read(&pieces), (whole.clone(), ended), "pieces of {size}");
    }
    for frame in &whole {
        match frame {
            // A byte that is no UTF-8 becomes a mark of three.
            Frame::Event { name, data } => assert!(name.len() + data.len() <= 3 * LIMIT),
            Frame::Beat => {}
        }
    }
    let longest = stream.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::len).max().unwrap_or_default();
    assert!(ended.is_err() || longest <= LIMIT, "a line of {longest} bytes was kept");
}

fn read(pieces: &[&[u8]]) -> (Vec<Frame>, Result<(), TooLarge>) {
    let mut frames = Vec::new();
    let mut parser = Parser::with_limit(LIMIT);
    let ended = pieces.iter().try_for_each(|piece| parser.feed(piece, &mut frames));
    (frames, ended)
}
