//! The services at the other end of real sockets, with a note of when bytes passed.
//!
//! What the measured path touches is answered here at once: the live stream, writes, and reading presence.
//! Everything else, such as signing in and the lists, is the simulator's.

use axum::{Router, body::Body};
use bytes::Bytes;
use futures::StreamExt as _;
use http::{Method, Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use sim::{Sim, urls::Urls};
use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, mpsc},
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
    sync::mpsc::UnboundedSender,
};
use tower::ServiceExt as _;

/// What a stream says when there is nothing to say, so that nobody takes it for dead.
const SIGN_OF_LIFE: &[u8] = b":\n";
const BETWEEN_SIGNS_OF_LIFE: Duration = Duration::from_secs(10);
/// Fewer bytes than these are no event.
const SHORTEST_EVENT: usize = 32;

pub(crate) struct FarEnd {
    pub(crate) sim: Arc<Sim>,
    /// The writes about presence, as they arrive.
    pub(crate) writes: mpsc::Receiver<Written>,
    live: Live,
    _runtime: Runtime,
}

/// A write about somebody's presence.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) user: String,
    /// When the first byte of its request was there.
    pub(crate) at: Instant,
}

/// The stream of line states that is open.
type Live = Arc<Mutex<Option<(UnboundedSender<Bytes>, Arc<Passed>)>>>;

/// When bytes passed through a socket.
#[derive(Debug, Default)]
struct Passed {
    /// The first of a request.
    came: Mutex<Option<Instant>>,
    /// The last of an event; the moment before the kernel took them.
    left: Mutex<Option<Instant>>,
}

impl Passed {
    fn leave(&self, bytes: usize) {
        if bytes >= SHORTEST_EVENT {
            *self.left.lock().unwrap() = Some(Instant::now());
        }
    }
}

#[derive(Clone)]
struct Services {
    sim: Arc<Sim>,
    router: Router,
    live: Live,
    writes: mpsc::Sender<Written>,
}

impl FarEnd {
    pub(crate) fn start(people: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let live = Live::default();
        let (out, writes) = mpsc::channel();
        let sim = runtime.block_on(serve(people, live.clone(), out));
        Self { sim, writes, live, _runtime: runtime }
    }

    /// Says on the live stream, in one piece, what these phones do now. False while there is no stream.
    pub(crate) fn tell(&self, extensions: &[&str], line: &str) -> bool {
        let customer = &self.sim.company.customer;
        let events = extensions.iter().map(|extension| event(customer, extension, line)).collect::<Vec<_>>().concat();
        self.live.lock().unwrap().as_ref().is_some_and(|(stream, _)| stream.send(events.into()).is_ok())
    }

    /// When the last byte of the live stream left.
    pub(crate) fn told(&self) -> Instant {
        let live = self.live.lock().unwrap();
        let (_, passed) = live.as_ref().unwrap();
        passed.left.lock().unwrap().unwrap()
    }
}

async fn serve(people: usize, live: Live, writes: mpsc::Sender<Written>) -> Arc<Sim> {
    let mut listeners = Vec::new();
    for _ in 0..6 {
        listeners.push(TcpListener::bind("127.0.0.1:0").await.unwrap());
    }
    let addresses: Vec<SocketAddr> = listeners.iter().map(|listener| listener.local_addr().unwrap()).collect();
    let urls = Urls::bound("http", addresses.try_into().unwrap());
    let sim = Sim::new(sim::Options { people, urls, ..sim::Options::default() });
    sim.microsoft.grant_consent();
    for (listener, (_, router)) in listeners.into_iter().zip(sim.routers()) {
        let services = Services { sim: sim.clone(), router, live: live.clone(), writes: writes.clone() };
        tokio::spawn(listen(listener, services));
    }
    sim
}

async fn listen(listener: TcpListener, services: Services) {
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        socket.set_nodelay(true).unwrap();
        let passed = Arc::<Passed>::default();
        let (services, socket) = (services.clone(), Watched { socket, passed: passed.clone() });
        let service = hyper::service::service_fn(move |request| services.clone().answer(request, passed.clone()));
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service));
    }
}

impl Services {
    async fn answer(self, request: Request<Incoming>, passed: Arc<Passed>) -> Result<Response<Body>, Infallible> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let at = passed.came.lock().unwrap().take().unwrap();
        let path = parts.uri.path().trim_start_matches("/v1.0");
        let answer = if let Some(user) = written(path) {
            self.note(user, at);
            Response::new(Body::empty())
        } else if path == "/$batch" {
            self.batch(&body, at)
        } else if path == "/communications/getPresencesByUserId" {
            presences(&body)
        } else if path == "/v1/extensions/phone/states" && wants_stream(&parts) {
            self.open(passed)
        } else {
            let request = Request::from_parts(parts, Body::from(body));
            self.router.oneshot(request).await?
        };
        Ok(answer)
    }

    fn note(&self, user: &str, at: Instant) {
        // Whoever measures may have seen enough.
        let _ = self.writes.send(Written { user: user.to_owned(), at });
    }

    fn batch(&self, body: &[u8], at: Instant) -> Response<Body> {
        let body: Value = serde_json::from_slice(body).unwrap();
        let done = |item: &Value| {
            self.note(written(item["url"].as_str().unwrap()).unwrap(), at);
            json!({"id": item["id"], "status": 200, "headers": {}})
        };
        let responses = body["requests"].as_array().unwrap().iter().map(done).collect::<Vec<_>>();
        json_answer(json!({"responses": responses}).to_string())
    }

    /// Begins with everybody, and then says what is told.
    fn open(&self, passed: Arc<Passed>) -> Response<Body> {
        let (stream, events) = tokio::sync::mpsc::unbounded_channel();
        let company = &self.sim.company;
        for extension in &company.extensions {
            stream.send(event(&company.customer, &extension.number, "idle")).unwrap();
        }
        let beats = stream.clone();
        tokio::spawn(async move {
            while beats.send(Bytes::from_static(SIGN_OF_LIFE)).is_ok() {
                tokio::time::sleep(BETWEEN_SIGNS_OF_LIFE).await;
            }
        });
        *self.live.lock().unwrap() = Some((stream, passed));
        let events = futures::stream::unfold(events, async |mut events| Some((events.recv().await?, events)));
        let body = Body::from_stream(events.map(Ok::<_, Infallible>));
        Response::builder().header("content-type", "text/event-stream").body(body).unwrap()
    }
}

/// Whose presence is written by a request to this path.
fn written(path: &str) -> Option<&str> {
    let (user, action) = path.strip_prefix("/users/")?.split_once("/presence/")?;
    matches!(action, "setPresence" | "clearPresence").then_some(user)
}

fn wants_stream(parts: &http::request::Parts) -> bool {
    parts.method == Method::GET && parts.headers.get("accept").is_some_and(|accept| accept == "text/event-stream")
}

/// Everybody is available. As long as the real answer.
fn presences(body: &[u8]) -> Response<Body> {
    let body: Value = serde_json::from_slice(body).unwrap();
    let ids = body["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap());
    let one = |id: &str| {
        format!(
            "{{\"id\":\"{id}\",\"availability\":\"Available\",\"activity\":\"Available\",\"statusMessage\":null,\
             \"sequenceNumber\":\"A0000000001\",\"outOfOfficeSettings\":{{\"isOutOfOffice\":false,\"message\":null}},\
             \"workLocation\":null}}"
        )
    };
    json_answer(format!("{{\"value\":[{}]}}", ids.map(one).collect::<Vec<_>>().join(",")))
}

fn json_answer(text: String) -> Response<Body> {
    Response::builder().header("content-type", "application/json").body(Body::from(text)).unwrap()
}

fn event(customer: &str, extension: &str, line: &str) -> Bytes {
    let state = json!({"customer": customer, "extension": extension, "line": line, "presence": "available"});
    format!("data: {state}\n\n").into()
}

/// A socket that notes when bytes pass.
struct Watched {
    socket: TcpStream,
    passed: Arc<Passed>,
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let polled = Pin::new(&mut self.socket).poll_read(context, into);
        if into.filled().len() > before {
            self.passed.came.lock().unwrap().get_or_insert_with(Instant::now);
        }
        polled
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.passed.leave(bytes.len());
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.passed.leave(bytes.iter().map(|part| part.len()).sum());
        Pin::new(&mut self.socket).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
