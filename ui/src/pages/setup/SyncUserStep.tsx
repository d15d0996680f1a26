// The sync user: what it is for, how it is named, and that it exists.

import { Body1, Button, Caption1, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type SubmitEvent } from "react";
import { CopyValue } from "../../components/Copy";
import { Open16Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useHost, useSay, useSend, useView } from "../../components/window";
import type { RoundView } from "../../generated";
import { ADDRESSES } from "../../host/host";
import { goTo } from "../../model/place";
import { isAddress } from "../../model/registration";
import { tenantDomain } from "../../model/setup";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  facts: { display: "grid", gridTemplateColumns: "max-content 1fr", gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, alignItems: "center", margin: 0 },
  value: { margin: 0, minWidth: 0 },
  name: { color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "440px" },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
});

export function SyncUserStep() {
  const styles = useStyles();
  const say = useSay();
  const host = useHost();
  const { setup } = useView();
  const domain = tenantDomain(setup);
  const suggested = (round: RoundView) => {
    if (isAddress(round.expected)) return round.expected;
    const name = round.round === 1 ? "presence-sync" : `presence-sync-${round.round}`;
    return domain === "" ? "" : `${name}@${domain}`;
  };
  return (
    <Panel title={say("setup-sync-user-title")}>
      <Body1 className={styles.why}>{say("setup-sync-user-why")}</Body1>
      <dl className={styles.facts}>
        <dt className={styles.name}>{say("sync-user-name")}</dt>
        <dd className={styles.value}>
          <CopyValue text="Presence Sync" what={say("sync-user-name")} />
        </dd>
        {setup.rounds.map(suggested).map(
          (address, index) =>
            address !== "" && [
              <dt key={`name ${address}`} className={styles.name}>
                {setup.rounds.length === 1 ? say("sync-user-address") : say("sync-user-address-round", { round: index + 1 })}
              </dt>,
              <dd key={address} className={styles.value}>
                <CopyValue text={address} what={say("sync-user-address")} />
              </dd>,
            ],
        )}
      </dl>
      <ol className={styles.list}>
        <li>{say("sync-user-step-create")}</li>
        <li>{say("sync-user-step-licence")}</li>
        <li>{say("sync-user-step-first-sign-in")}</li>
        <li>{say("sync-user-step-expiry")}</li>
      </ol>
      <div className={styles.row}>
        <Button icon={<Open16Regular />} onClick={() => void host.openAddress(ADDRESSES.newUser)}>
          {say("sync-user-open-users")}
        </Button>
        <Button appearance="subtle" icon={<Open16Regular />} onClick={() => void host.openAddress(ADDRESSES.securityInfo)}>
          {say("sync-user-open-security")}
        </Button>
      </div>
      <AddressForm rounds={setup.rounds} suggested={suggested} />
    </Panel>
  );
}

function AddressForm({ rounds, suggested }: { rounds: readonly RoundView[]; suggested: (round: RoundView) => string }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map());
  const [asked, setAsked] = useState(false);
  const addressOf = (round: RoundView) => (typed.get(round.round) ?? suggested(round)).trim();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!rounds.every((round) => isAddress(addressOf(round)))) return;
    for (const { round, ...rest } of rounds) send({ kind: "name-sync-user", round, address: addressOf({ round, ...rest }) });
    goTo("setup", "connect");
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say("setup-sync-user-title")}>
      {rounds.map((round) => (
        <Field
          key={round.round}
          label={rounds.length === 1 ? say("sync-user-address-label") : say("sync-user-address-round", { round: round.round })}
          required
          {...(asked && !isAddress(addressOf(round)) ? ({ validationState: "error", validationMessage: say("address-invalid") } as const) : {})}
        >
          <Input
            type="email"
            value={typed.get(round.round) ?? suggested(round)}
            autoComplete="off"
            spellCheck={false}
            data-testid={round.round === 1 ? "sync-user-address" : `sync-user-address-${round.round}`}
            onChange={(_, { value }) => setTyped(new Map(typed).set(round.round, value))}
          />
        </Field>
      ))}
      <Caption1>{say("sync-user-other")}</Caption1>
      <div>
        <Button type="submit" appearance="primary" data-testid="sync-user-confirm">
          {say("sync-user-confirm")}
        </Button>
      </div>
    </form>
  );
}
