// The three buttons of the Cloudya manual: give consent, sign the sync user in, activate.

import { Body1, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { RoundBar, RoundPlaces } from "../../components/RoundBars";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import { SureButton } from "../../components/SureButton";
import type { RoundView } from "../../generated";
import { goTo } from "../../model/place";
import { PERMISSIONS } from "../../model/registration";
import { activationBarrier, consentBarrier, isDone, roundsNeeded, signInBarrier } from "../../model/setup";
import { Action } from "./Action";
import { ApplicationReader } from "./ApplicationReader";
import { OpenPageNote, useOpenPage } from "./OpenPageNote";
import { PasswordOnce } from "./PasswordOnce";
import { CheckFailure } from "./SyncUserCheck";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  permissions: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  name: { color: tokens.colorNeutralForeground3 },
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
      <ApplicationReader />
    </Panel>
  );
}

function ConsentAction() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const { consent, microsoft } = view.setup;
  const page = useOpenPage({ kind: "consent" });
  return (
    <Action
      number={1}
      name="consent"
      title={say("consent-title")}
      text={say(consent.kind === "done" ? "consent-given" : "consent-text")}
      state={consent}
      done={consent.kind === "done" ? say("consent-done", { tenant: microsoft.tenant ?? "", at: format.full(consent.at) }) : ""}
      barrier={consentBarrier(view)}
      button="button-consent"
      label={say(consent.kind === "done" ? "consent-again" : "consent-button")}
      ways={["window", "browser"]}
      onPress={(via) => send({ kind: "give-consent", via })}
      note={page === null ? consent.kind === "in-progress" && <Verifying text={say("consent-verifying")} /> : <OpenPageNote page={page} />}
      brief={null}
    >
      {consent.kind !== "done" && (
        <ul className={styles.permissions} aria-label={say("registration-permissions")} data-testid="consent-permissions">
          {PERMISSIONS.map(({ name, why }) => (
            <li key={name}>
              {say(why)} <Caption1 className={styles.name}>{name}</Caption1>
            </li>
          ))}
        </ul>
      )}
    </Action>
  );
}

function SignInAction({ round }: { round: RoundView }) {
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const page = useOpenPage({ kind: "sign-in", round: round.round });
  const rounds = roundsNeeded(view);
  const title = rounds === 1 ? say("sign-in-title") : say("sign-in-title-round", { round: round.round, of: rounds });
  return (
    <Action
      number={2}
      name={`sign-in-${round.round}`}
      title={title}
      text={round.signIn.kind === "done" ? "" : say("sign-in-text", { address: round.expected })}
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
      note={page === null ? round.signIn.kind === "in-progress" && <Verifying text={say("sign-in-verifying")} /> : <OpenPageNote page={page} />}
      {...(isSettled(round) ? { brief: <RoundPlaces round={round} /> } : {})}
      more={round.account !== null && <ReleaseRound round={round} account={round.account.userPrincipalName} />}
    >
      <PasswordOnce round={round} />
      <CheckFailure round={round} />
      {rounds > 1 || round.people > 0 ? <RoundBar round={round} of={rounds} /> : null}
    </Action>
  );
}

/** Nothing about this round is left to be read or noted. */
function isSettled({ signIn, check, password }: RoundView): boolean {
  return isDone(signIn) && check.kind !== "failed" && password === null;
}

/** The page is closed, and Microsoft is asked whether it came true. */
function Verifying({ text }: { text: string }) {
  return <Spinner size="tiny" label={{ children: text, style: { whiteSpace: "normal" } }} style={{ alignSelf: "flex-start" }} />;
}

/** Only a round that is signed in has places to release. */
function ReleaseRound({ round, account }: { round: RoundView; account: string }) {
  const say = useSay();
  const send = useSend();
  return (
    <SureButton
      appearance="outline"
      label={say("release-round")}
      question={say("release-round-sure", { round: round.round })}
      consequence={say("release-round-consequence", { account, people: round.people })}
      testId={`release-round-${round.round}`}
      onSure={() => send({ kind: "release-round", round: round.round })}
    />
  );
}

function ActivateAction() {
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const { activation } = view.setup;
  return (
    <Action
      number={view.settings.reader === "application" ? 2 : 3}
      name="activation"
      title={say("activation-title")}
      text={say(activation.kind === "done" ? "activation-on" : "activation-text")}
      state={activation}
      done={activation.kind === "done" ? say("activation-done", { at: format.full(activation.at) }) : ""}
      barrier={activationBarrier(view)}
      button="button-activate"
      label={say(activation.kind === "done" ? "activation-review" : "activation-to-review")}
      ways={["window"]}
      onPress={() => goTo("setup", "review")}
      note={null}
    />
  );
}
