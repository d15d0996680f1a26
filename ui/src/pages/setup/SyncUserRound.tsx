// The sync user of one round: its address, its creation from here, its password and whether it is fit.

import { Body1, Button, Caption1, Field, Input, makeStyles, MessageBar, MessageBarBody, Spinner, Subtitle2, tokens } from "@fluentui/react-components";
import { CopyButton, CopyValue } from "../../components/Copy";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import type { RoundView, Via } from "../../generated";
import { isAddress } from "../../model/registration";
import { consentBarrier, isDone, isPrepared } from "../../model/setup";
import { OtherWays } from "./Action";
import { OpenPageNote, useOpenPage } from "./OpenPageNote";
import { PasswordOnce } from "./PasswordOnce";
import { SyncUserCheck } from "./SyncUserCheck";

const useStyles = makeStyles({
  card: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge, minWidth: 0 },
  title: { margin: 0 },
  address: { maxWidth: "440px" },
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

function isRecommended(address: string): boolean {
  return /^presence-sync(?:-\d+)?@/.test(address);
}

const WAYS: readonly Via[] = ["browser", "device-code"];

interface SyncUserRoundProps {
  round: RoundView;
  of: number;
  address: string;
  onAddress: (address: string) => void;
  /** Somebody tried to go on, so that what is missing is said. */
  asked: boolean;
  onAsk: () => void;
}

export function SyncUserRound({ round, of, address, onAddress, asked, onAsk }: SyncUserRoundProps) {
  const styles = useStyles();
  const say = useSay();
  const title = say("round-title", { round: round.round, of });
  return (
    <section className={styles.card} aria-label={of === 1 ? say("sync-user-address-label") : title} data-testid={`sync-user-${round.round}`}>
      {of > 1 && (
        <Subtitle2 as="h3" className={styles.title}>
          {title}
        </Subtitle2>
      )}
      {isDone(round.signIn) ? (
        <CopyValue text={round.account?.userPrincipalName ?? round.expected} what={say("sync-user-address-label")} />
      ) : (
        <Field
          className={styles.address}
          label={say("sync-user-address-label")}
          hint={say(isRecommended(address) ? "sync-user-recommended" : "sync-user-other")}
          required
          validationMessage={asked && !isAddress(address) ? say("address-invalid") : null}
        >
          <Input
            type="email"
            value={address}
            autoComplete="off"
            spellCheck={false}
            data-testid={round.round === 1 ? "sync-user-address" : `sync-user-address-${round.round}`}
            contentAfter={<CopyButton text={address} what={say("sync-user-address-label")} />}
            onChange={(_, { value }) => onAddress(value)}
          />
        </Field>
      )}
      <PasswordOnce round={round} />
      {round.check.kind !== "to-do" && <SyncUserCheck round={round} />}
      {!isDone(round.signIn) && <Creation round={round} address={address} onAsk={onAsk} />}
      {round.check.kind === "to-do" && <SyncUserCheck round={round} />}
    </section>
  );
}

function Creation({ round, address, onAsk }: { round: RoundView; address: string; onAsk: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const page = useOpenPage({ kind: "create-sync-user", round: round.round });
  const { creation } = round;
  const barrier = consentBarrier(view);
  const busy = creation.kind === "in-progress";
  if (isPrepared(round) && creation.kind === "to-do") return null;

  const create = (via: Via) => {
    onAsk();
    const wanted = address.trim();
    if (barrier !== null || busy || !isAddress(wanted)) return;
    if (wanted !== round.expected) send({ kind: "name-sync-user", round: round.round, address: wanted });
    send({ kind: "create-sync-user", round: round.round, via });
  };

  return (
    <div className={styles.stack} data-testid={`creation-${round.round}`} data-state={creation.kind}>
      {creation.kind === "failed" && <ProblemMessage problem={creation.problem} testId={`failure-creation-${round.round}`} />}
      {creation.kind === "done" && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{say("creation-done", { address: round.expected, at: format.full(creation.at) })}</MessageBarBody>
        </MessageBar>
      )}
      {page !== null && <OpenPageNote page={page} />}
      {busy && page === null && <Spinner size="tiny" label={say("creation-in-progress")} style={{ alignSelf: "flex-start" }} />}
      {!busy && !isPrepared(round) && (
        <>
          <Body1>{say("creation-text")}</Body1>
          <div className={styles.row}>
            <Button appearance="primary" disabledFocusable={barrier !== null} onClick={() => create("window")} data-testid={`create-sync-user-${round.round}`}>
              {creation.kind === "failed" ? say("try-again", { action: say("creation-button") }) : say("creation-button")}
            </Button>
            {barrier !== null && <Caption1 className={styles.quiet}>{say(barrier)}</Caption1>}
          </div>
          {barrier === null && <OtherWays name={`create-sync-user-${round.round}`} ways={WAYS} onPress={create} />}
        </>
      )}
      {isDone(creation) && round.password === null && <Caption1 className={styles.quiet}>{say("creation-password-gone")}</Caption1>}
    </div>
  );
}
