// The three buttons of the Cloudya manual: give consent, sign the sync user in, activate.

import { Body1, makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { RoundBar } from "../../components/RoundBars";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import type { PagePurpose, RoundView } from "../../generated";
import { goTo } from "../../model/place";
import { activationBarrier, consentBarrier, signInBarrier } from "../../model/setup";
import { Action } from "./Action";
import { OpenPageNote } from "./OpenPageNote";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
});

export function ConnectStep() {
  const styles = useStyles();
  const say = useSay();
  const view = useView();
  return (
    <Panel title={say("setup-connect-title")}>
      <Body1 className={styles.why}>{say("setup-connect-why")}</Body1>
      <div className={styles.list}>
        <ConsentAction />
        {view.settings.reader === "sync-user" && view.setup.rounds.map((round) => <SignInAction key={round.round} round={round} />)}
        <ActivateAction />
      </div>
    </Panel>
  );
}

/** The page of ours that is open for this purpose. */
function useOpenPage(purpose: PagePurpose) {
  const { openPage } = useView().setup;
  if (openPage === null || openPage.purpose.kind !== purpose.kind) return null;
  if (openPage.purpose.kind === "sign-in" && purpose.kind === "sign-in" && openPage.purpose.round !== purpose.round) return null;
  return openPage;
}

function ConsentAction() {
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const { consent } = view.setup;
  const page = useOpenPage({ kind: "consent" });
  return (
    <Action
      number={1}
      name="consent"
      title={say("consent-title")}
      text={say("consent-text")}
      state={consent}
      done={consent.kind === "done" ? say("consent-done", { at: format.full(consent.at) }) : ""}
      barrier={consentBarrier(view)}
      button="button-consent"
      label={say(consent.kind === "done" ? "consent-again" : "consent-button")}
      ways={["window", "browser"]}
      onPress={(via) => send({ kind: "give-consent", via })}
      note={page && <OpenPageNote page={page} />}
    />
  );
}

function SignInAction({ round }: { round: RoundView }) {
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const page = useOpenPage({ kind: "sign-in", round: round.round });
  const rounds = view.setup.rounds.length;
  const title = rounds === 1 ? say("sign-in-title") : say("sign-in-title-round", { round: round.round, of: rounds });
  return (
    <Action
      number={2}
      name={`sign-in-${round.round}`}
      title={title}
      text={say("sign-in-text", { address: round.expected })}
      state={round.signIn}
      done={
        round.signIn.kind === "done"
          ? say("sign-in-done", { account: round.account?.userPrincipalName ?? round.expected, at: format.full(round.signIn.at) })
          : ""
      }
      barrier={signInBarrier(view)}
      button={`button-sign-in-${round.round}`}
      label={say(round.signIn.kind === "done" ? "sign-in-again" : "sign-in-button")}
      ways={["window", "browser", "device-code"]}
      onPress={(via) => send({ kind: "sign-in", round: round.round, via })}
      note={page && <OpenPageNote page={page} />}
    >
      {rounds > 1 || round.people > 0 ? <RoundBar round={round} of={rounds} /> : null}
    </Action>
  );
}

function ActivateAction() {
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const { activation } = view.setup;
  return (
    <Action
      number={3}
      name="activation"
      title={say("activation-title")}
      text={say("activation-text")}
      state={activation}
      done={activation.kind === "done" ? say("activation-done", { at: format.full(activation.at) }) : ""}
      barrier={activationBarrier(view)}
      button="button-activate"
      label={say(activation.kind === "done" ? "activation-review" : "activation-button")}
      ways={["window"]}
      onPress={() => goTo("setup", "review")}
      note={null}
    />
  );
}
