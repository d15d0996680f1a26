// The buttons that cure a problem, where one exists; otherwise the way to the step that does.

import { Button } from "@fluentui/react-components";
import { SureButton } from "../../components/SureButton";
import { useHost, useSay, useSend, usePart } from "../../components/window";
import type { Problem } from "../../generated";
import { goTo } from "../../model/place";
import type { Step } from "../../model/setup";
import { UndoDiversions } from "../../components/DivertedPhones";
import { useTell } from "../matching/Deeds";

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
      {(problem.kind === "connector-active" || problem.kind === "second-writer") && <OtherWriter kind={problem.kind} />}
      {problem.kind === "profile-missing" && (
        <Button onClick={() => goTo("settings", "phone-rules")} data-testid="go-to-phone-rules">
          {say("go-to-phone-rules")}
        </Button>
      )}
      {problem.kind === "phone-not-changed" && <UndoDiversions />}
      {problem.kind === "vault-unavailable" && <KeepInFiles />}
      {(problem.kind === "settings-damaged" || problem.kind === "journal-damaged") && (
        <Button onClick={() => send({ kind: "ignore", key: problem.kind })} data-testid="take-note">
          {say("take-note")}
        </Button>
      )}
      {step !== null && <Button onClick={() => goTo("setup", step)}>{say(`go-to-${step}`)}</Button>}
    </>
  );
}

/** Who writes: the administrator decides, and can decide otherwise. */
function OtherWriter({ kind }: { kind: "connector-active" | "second-writer" }) {
  const say = useSay();
  const send = useSend();
  const writeAnyway = usePart((view) => view.writeAnyway);
  if (writeAnyway) {
    return (
      <Button onClick={() => send({ kind: "leave-to-other" })} data-testid="leave-to-other">
        {say("leave-to-other")}
      </Button>
    );
  }
  return (
    <SureButton
      label={say("write-anyway")}
      question={say("write-anyway-sure")}
      consequence={say("write-anyway-consequence", { other: kind })}
      testId="write-anyway"
      onSure={() => send({ kind: "write-anyway" })}
    />
  );
}

function KeepInFiles() {
  const say = useSay();
  const host = useHost();
  const tell = useTell();
  return (
    <SureButton
      label={say("keep-in-files")}
      question={say("keep-in-files-sure")}
      consequence={say("keep-in-files-consequence")}
      testId="keep-in-files"
      onSure={() => host.keepSecretsInFiles().catch(() => tell(say("keep-in-files-failed"), "failed"))}
    />
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
    case "settings-damaged":
    case "journal-damaged":
      return null;
  }
}
