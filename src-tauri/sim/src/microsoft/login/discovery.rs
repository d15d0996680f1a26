//! What clients read before anybody signs in: the OpenID configuration and the signing keys.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    super::{Microsoft, jwt},
    TenantPath,
    problem::problem,
};

impl Microsoft {
    pub(crate) fn openid_configuration(&self, tenant: &str) -> Response {
        let tenant_id = match self.tenant_path(tenant) {
            TenantPath::Ours => self.company.tenant_id.as_str(),
            TenantPath::Foreign => self.company.foreign_tenant_id.as_str(),
            TenantPath::Shared => "{tenantid}",
            TenantPath::Unknown => return self.refusal(&problem(90002)),
        };
        let login = &self.urls.login;
        // The endpoints keep the name under which the tenant was asked for only on the shared addresses.
        let place = if tenant_id == "{tenantid}" { tenant } else { tenant_id };
        let graph = self.graph_origin();
        let graph_host = graph.split_once("://").map_or(graph, |(_, host)| host);
        let body = json!({
            "token_endpoint": format!("{login}/{place}/oauth2/v2.0/token"),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "jwks_uri": format!("{login}/{place}/discovery/v2.0/keys"),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": format!("{login}/{tenant_id}/v2.0"),
            "request_uri_parameter_supported": false,
            "userinfo_endpoint": format!("{graph}/oidc/userinfo"),
            "authorization_endpoint": format!("{login}/{place}/oauth2/v2.0/authorize"),
            "device_authorization_endpoint": format!("{login}/{place}/oauth2/v2.0/devicecode"),
            "http_logout_supported": true,
            "frontchannel_logout_supported": true,
            "end_session_endpoint": format!("{login}/{place}/oauth2/v2.0/logout"),
            "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "oid", "ver"],
            "kerberos_endpoint": format!("{login}/{place}/kerberos"),
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
            "cloud_graph_host_name": "graph.windows.net",
            "msgraph_host": graph_host,
            "rbac_url": "https://pas.windows.net",
        });
        ([("cache-control", "max-age=86400, private")], Json(body)).into_response()
    }

    pub(crate) fn keys(&self) -> Response {
        let issuer = format!("{}/{}/v2.0", self.urls.login, self.company.tenant_id);
        Json(jwt::key_set(&issuer)).into_response()
    }
}
