//! The control service: a page and JSON for watching and steering the simulated world. No vendor has it.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Sim,
    cast::Person,
    nfon::{CallId, CallPlan, Cut, Ending, Presence, Registration},
    snag::Snag,
    weather::Weather,
};

type World = State<Arc<Sim>>;

pub(crate) fn router(sim: Arc<Sim>) -> Router {
    Router::new()
        .route("/", get(|| async { Html(include_str!("control.html")) }))
        .route("/people", get(people))
        .route("/people/{extension}", axum::routing::delete(remove))
        .route("/people/{extension}/call", post(call))
        .route("/people/{extension}/hangup", post(hang_up))
        .route("/people/{extension}/teams", post(teams))
        .route("/people/{extension}/preferred", post(preferred))
        .route("/people/{extension}/presence", post(presence))
        .route("/people/{extension}/registration", post(registration))
        .route("/people/{extension}/email", post(email))
        .route("/people/{extension}/profiles", post(add_profile))
        .route("/people/{extension}/profile", post(activate_profile))
        .route("/extensions", post(add_extension))
        .route("/calls", get(|State(sim): World| async move { Json(sim.nfon.calls_json()) }).post(start_call))
        .route("/calls/{id}/ring", post(ring_call))
        .route("/calls/{id}/answer", post(answer_call))
        .route("/calls/{id}/hangup", post(end_call))
        .route("/knobs", get(knobs).patch(patch_knobs))
        .route(
            "/weather",
            get(|State(sim): World| async move { Json(json!({"weather": sim.weather()})) }).put(put_weather),
        )
        .route(
            "/snags",
            get(|State(sim): World| async move { Json(sim.snags.held()) }).post(lay_snag).delete(clear_snags),
        )
        .route("/streams/cut", post(cut_streams))
        .route("/violations", get(|State(sim): World| async move { Json(json!(sim.violations.list())) }))
        .route("/tally", get(|State(sim): World| async move { Json(json!(sim.tally.all())) }))
        .route("/record", get(|State(sim): World| async move { Json(json!(sim.microsoft.record())) }))
        .route("/microsoft", get(|State(sim): World| async move { Json(sim.microsoft.snapshot_json()) }))
        .route("/microsoft/{action}", post(change_microsoft))
        .route("/accounts", get(accounts))
        .with_state(sim)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCall {
    extension: String,
    #[serde(default)]
    direction: Direction,
    /// The other side: an extension for `internal`, else an outside number or feature code.
    other: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Direction {
    #[default]
    Inbound,
    Outbound,
    Internal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    availability: String,
    activity: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewExtension {
    extension: String,
    name: String,
    #[serde(default)]
    email: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileNumber {
    number: u8,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct NewWeather {
    weather: Weather,
}

#[derive(Deserialize)]
struct NewEmail {
    email: String,
}

#[derive(Deserialize)]
struct NewPresence {
    presence: Presence,
}

#[derive(Deserialize)]
struct NewRegistration {
    registration: Registration,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum HowToCut {
    Clean,
    Reset,
}

#[derive(Deserialize)]
struct CutRequest {
    how: HowToCut,
}

/// Every extension, with its owner, what Teams shows of them and what an application has published.
async fn people(State(sim): World) -> Json<Value> {
    let snapshot = sim.microsoft.snapshot_json();
    let mut rows = sim.nfon.snapshot_json();
    for row in rows.as_array_mut().into_iter().flatten() {
        let owner = row["extension"].as_str().and_then(|extension| owner(&sim, extension));
        let user_id = owner.map(|person| person.user_id.clone());
        let of_user = |part: &str| user_id.as_deref().map_or(Value::Null, |id| snapshot[part][id].clone());
        row["teams"] = of_user("presences");
        row["published"] = of_user("sessions");
        row["user_id"] = user_id.into();
        row["user_mail"] = owner.and_then(|person| person.mail.clone()).into();
    }
    Json(rows)
}

/// Whose phone the extension truly is.
fn owner<'a>(sim: &'a Sim, extension: &str) -> Option<&'a Person> {
    let known = sim.company.extensions.iter().find(|known| known.number == extension)?;
    sim.company.user(known.person?)
}

/// Starts an inbound call and answers it at once.
async fn call(State(sim): World, Path(extension): Path<String>) -> Response {
    match sim.nfon.start_call(CallPlan::Inbound { to: extension, from: "4930231250042".to_owned() }) {
        Some(id) => {
            sim.nfon.answer(id);
            Json(json!({"id": id})).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Ends the extension's newest call.
async fn hang_up(State(sim): World, Path(extension): Path<String>) -> StatusCode {
    match sim.nfon.call_of(&extension) {
        Some(id) => {
            sim.nfon.hang_up(id, Ending::Normal);
            StatusCode::NO_CONTENT
        }
        None => StatusCode::NOT_FOUND,
    }
}

async fn start_call(State(sim): World, Json(call): Json<NewCall>) -> Response {
    let outside = call.other.unwrap_or_else(|| "4930231250042".to_owned());
    let plan = match call.direction {
        Direction::Inbound => CallPlan::Inbound { to: call.extension, from: outside },
        Direction::Outbound => CallPlan::Outbound { from: call.extension, to: outside },
        Direction::Internal => CallPlan::Internal { from: call.extension, to: outside },
    };
    match sim.nfon.start_call(plan) {
        Some(id) => (StatusCode::CREATED, Json(json!({"id": id}))).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn ring_call(State(sim): World, Path(id): Path<u64>) -> StatusCode {
    sim.nfon.ring(CallId(id));
    StatusCode::NO_CONTENT
}

async fn answer_call(State(sim): World, Path(id): Path<u64>) -> StatusCode {
    sim.nfon.answer(CallId(id));
    StatusCode::NO_CONTENT
}

async fn end_call(State(sim): World, Path(id): Path<u64>) -> StatusCode {
    sim.nfon.hang_up(CallId(id), Ending::Normal);
    StatusCode::NO_CONTENT
}

async fn teams(State(sim): World, Path(extension): Path<String>, Json(pair): Json<Pair>) -> StatusCode {
    with_owner(&sim, &extension, |user_id| sim.microsoft.set_teams(user_id, &pair.availability, &pair.activity))
}

/// `null` takes the choice back.
async fn preferred(State(sim): World, Path(extension): Path<String>, Json(pair): Json<Option<Pair>>) -> StatusCode {
    let pair = pair.as_ref().map(|pair| (pair.availability.as_str(), pair.activity.as_str()));
    with_owner(&sim, &extension, |user_id| sim.microsoft.set_preferred(user_id, pair))
}

fn with_owner(sim: &Sim, extension: &str, act: impl FnOnce(&str)) -> StatusCode {
    match owner(sim, extension) {
        Some(person) => {
            act(&person.user_id);
            StatusCode::NO_CONTENT
        }
        None => StatusCode::NOT_FOUND,
    }
}

async fn presence(State(sim): World, Path(extension): Path<String>, Json(new): Json<NewPresence>) -> StatusCode {
    sim.nfon.set_presence(&extension, new.presence);
    StatusCode::NO_CONTENT
}

async fn registration(
    State(sim): World,
    Path(extension): Path<String>,
    Json(new): Json<NewRegistration>,
) -> StatusCode {
    sim.nfon.set_registered(&extension, new.registration);
    StatusCode::NO_CONTENT
}

async fn email(State(sim): World, Path(extension): Path<String>, Json(new): Json<NewEmail>) -> StatusCode {
    found(sim.nfon.set_voicemail_email(&extension, &new.email))
}

async fn add_profile(State(sim): World, Path(extension): Path<String>, Json(new): Json<ProfileNumber>) -> StatusCode {
    found(sim.nfon.add_profile(&extension, new.number, &new.name))
}

async fn activate_profile(
    State(sim): World,
    Path(extension): Path<String>,
    Json(new): Json<ProfileNumber>,
) -> StatusCode {
    found(sim.nfon.activate_profile(&extension, new.number))
}

async fn add_extension(State(sim): World, Json(new): Json<NewExtension>) -> StatusCode {
    sim.nfon.add_extension(&new.extension, &new.name, &new.email);
    StatusCode::CREATED
}

async fn remove(State(sim): World, Path(extension): Path<String>) -> StatusCode {
    sim.nfon.remove_extension(&extension);
    StatusCode::NO_CONTENT
}

async fn knobs(State(sim): World) -> Json<Value> {
    let nfon = sim.nfon.knobs().clone();
    let microsoft = json!(*sim.microsoft.knobs());
    Json(json!({"nfon": nfon, "microsoft": microsoft}))
}

/// Either part may be missing; nothing is changed in a part that has a mistake.
async fn patch_knobs(State(sim): World, Json(patch): Json<Value>) -> Response {
    let mut mistakes = Vec::new();
    for (name, part) in patch.as_object().into_iter().flatten() {
        let result = match name.as_str() {
            "nfon" => sim.nfon.patch_knobs(part),
            "microsoft" => sim.microsoft.patch_knobs(part),
            other => Err(format!("{other} has no knobs")),
        };
        mistakes.extend(result.err());
    }
    match mistakes.is_empty() {
        true => StatusCode::NO_CONTENT.into_response(),
        false => (StatusCode::BAD_REQUEST, Json(json!({"errors": mistakes}))).into_response(),
    }
}

/// What [`crate::microsoft::Microsoft::perform`] can do, by name.
async fn change_microsoft(State(sim): World, Path(action): Path<String>, Json(parameters): Json<Value>) -> Response {
    match sim.microsoft.perform(&action, &parameters) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(mistake) => (StatusCode::BAD_REQUEST, Json(json!({"errors": [mistake]}))).into_response(),
    }
}

async fn put_weather(State(sim): World, Json(new): Json<NewWeather>) -> StatusCode {
    sim.set_weather(new.weather);
    StatusCode::NO_CONTENT
}

async fn cut_streams(State(sim): World, Json(request): Json<CutRequest>) -> StatusCode {
    sim.nfon.cut_streams(match request.how {
        HowToCut::Clean => Cut::Clean,
        HowToCut::Reset => Cut::Reset,
    });
    StatusCode::NO_CONTENT
}

async fn lay_snag(State(sim): World, Json(snag): Json<Snag>) -> StatusCode {
    sim.snags.lay(snag);
    StatusCode::CREATED
}

async fn clear_snags(State(sim): World) -> StatusCode {
    sim.snags.clear();
    StatusCode::NO_CONTENT
}

/// All that the start line says, and everybody who can sign in.
async fn accounts(State(sim): World) -> Json<Value> {
    let mut line = sim.start_line();
    line["accounts"] = sim.company.accounts().map(|account| json!(account)).collect();
    Json(line)
}

fn found(done: bool) -> StatusCode {
    match done {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::NOT_FOUND,
    }
}
