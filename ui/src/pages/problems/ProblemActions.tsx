// The buttons that cure a problem, where one exists; otherwise the way to the step that does.

import { Button } from "@fluentui/react-components";
import { useSay, useSend } from "../../components/window";
import type { Problem } from "../../generated";
import { goTo } from "../../model/place";
import type { Step } from "../../model/setup";

export function ProblemActions({ problem }: { problem: Problem }) {
  const say = useSay();
  const send = useSend();
  const step = stepFor(problem);
  return (
    <>
      {problem.kind === "wrong-account" && (
        <Button onClick={() => send({ kind: "accept-account", round: problem.round })} data-testid={`accept-account-${problem.round}`}>
          {say("accept-account", { account: problem.actual })}
        </Button>
      )}
      {step !== null && <Button onClick={() => goTo("setup", step)}>{say(`go-to-${step}`)}</Button>}
    </>
  );
}

/** The step of set-up in which the problem is cured; `null` when it is cured elsewhere or by itself. */
function stepFor(problem: Problem): Exclude<Step, "welcome" | "review"> | null {
  switch (problem.kind) {
    case "cloudya-credentials-rejected":
    case "cloudya-other-account":
    case "configuration-credentials-rejected":
    case "configuration-forbidden":
      return "cloudya";
    case "tenant-unknown":
    case "application-unknown":
    case "application-credential-rejected":
    case "application-credential-expired":
    case "credential-expires":
    case "cloud-without-presence":
    case "certificate-unreadable":
      return "microsoft";
    case "sync-user-unfit":
    case "sync-user-not-created":
    case "not-covered":
      return "sync-user";
    case "consent-missing":
    case "consent-refused":
    case "sign-in-refused":
    case "wrong-account":
    case "foreign-account":
    case "sign-in-lapsed":
    case "reading-forbidden":
    case "writing-forbidden":
      return "connect";
    case "cloudya-presence-not-allowed":
    case "cloudya-forbidden":
    case "cloudya-unreachable":
    case "cloudya-stream-lost":
    case "configuration-unreachable":
    case "connector-active":
    case "microsoft-unreachable":
    case "second-writer":
    case "nobody-synchronised":
    case "profile-missing":
    case "phone-not-changed":
    case "duplicate-email":
    case "not-found":
    case "no-email":
    case "several-users":
    case "user-disabled":
    case "user-is-guest":
    case "email-not-corrected":
    case "vault-unavailable":
    case "disk-unavailable":
      return null;
  }
}
