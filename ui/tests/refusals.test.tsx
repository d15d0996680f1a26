// What a failed sign-in says: the explanation of Microsoft's number where it is known, the general one elsewhere.
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Language, Problem, Update } from "../src/generated";
import { RECORDED } from "../src/host/recorded/views";
import { open } from "./open";

/** The step with the three buttons after the sync user's sign-in has ended in this problem. */
function afterSignIn(problem: Problem): Update[] {
  return RECORDED["wrong-account"]().map((update) => ({
    ...update,
    view: update.view && {
      ...update.view,
      setup: { ...update.view.setup, rounds: update.view.setup.rounds.map((round) => ({ ...round, signIn: { kind: "failed" as const, problem } })) },
    },
  }));
}

function told(problem: Problem, language: Language): HTMLElement {
  open(afterSignIn(problem), "setup/connect", language);
  return screen.getByTestId("failure-sign-in-1");
}

const refused = (code: number | null, cause: "set-up-unfinished" | "other"): Problem => ({ kind: "sign-in-refused", round: 1, code, cause });

describe("a refused sign-in", () => {
  it("explains a known number and says what to do about it", () => {
    const failure = told(refused(50076, "set-up-unfinished"), "en");
    expect(failure).toHaveTextContent("Microsoft refused the sign-in: security information is missing");
    expect(failure).toHaveTextContent("Your tenant now asks this account for multi-factor authentication");
    expect(failure).toHaveTextContent("What was set up before stays as it is.");
    expect(failure).toHaveTextContent("What to do: Sign in again and confirm with the second factor.");
    expect(failure).toHaveTextContent("For Microsoft support: AADSTS50076");
    expect(failure).not.toHaveTextContent("the account’s own set-up is not finished");
    expect(failure).not.toHaveTextContent("register its security information");
  });

  it("explains it in German too", () => {
    const failure = told(refused(50076, "set-up-unfinished"), "de");
    expect(failure).toHaveTextContent("Ihr Tenant verlangt von diesem Konto jetzt mehrstufige Authentifizierung");
    expect(failure).toHaveTextContent("Was zuvor eingerichtet war, bleibt, wie es ist.");
    expect(failure).toHaveTextContent("Was zu tun ist: Melden Sie sich erneut an, und bestätigen Sie mit dem zweiten Faktor.");
    expect(failure).toHaveTextContent("AADSTS50076");
  });

  it("gives the general explanation and the number where the number is unknown", () => {
    const failure = told(refused(424242, "set-up-unfinished"), "en");
    expect(failure).toHaveTextContent("Multi-factor authentication is required and was not passed, or the account’s own set-up is not finished.");
    expect(failure).toHaveTextContent("register its security information, and repeat this step");
    expect(failure).toHaveTextContent("For Microsoft support: AADSTS424242");
  });

  it("does so in German too", () => {
    const failure = told(refused(424242, "other"), "de");
    // A cause without a name adds nothing to the title.
    expect(failure).toHaveTextContent("Microsoft hat die Anmeldung abgelehnt");
    expect(failure).not.toHaveTextContent("Microsoft hat die Anmeldung abgelehnt:");
    expect(failure).toHaveTextContent("Microsoft hat einen Grund genannt, den dieses Programm nicht kennt.");
    expect(failure).toHaveTextContent("Für den Microsoft-Support: AADSTS424242");
  });

  it("does not call a reason unknown that it explains", () => {
    const failure = told(refused(50126, "other"), "en");
    expect(failure).toHaveTextContent("Address or password was wrong.");
    expect(failure).not.toHaveTextContent("for a reason of its own");
    expect(failure).not.toHaveTextContent("does not know");
  });

  it("shows no number where there is none", () => {
    const failure = told(refused(null, "other"), "en");
    expect(failure).toHaveTextContent("Microsoft named a reason that this program does not know.");
    expect(failure).not.toHaveTextContent("AADSTS");
  });
});

describe("a refused application", () => {
  it("says what the number means and what still works", () => {
    const failure = told({ kind: "application-credential-rejected", code: 7000215 }, "en");
    expect(failure).toHaveTextContent("The client secret is wrong; often its Secret ID was copied in place of its value. Cloudya is not affected.");
    expect(failure).toHaveTextContent("AADSTS7000215");
  });
});
