// The sync users: what they are for, how they are named, and that each exists.

import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { CopyValue } from "../../components/Copy";
import { Disclosure } from "../../components/Disclosure";
import { Open16Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useHost, useSay, useSend, useView } from "../../components/window";
import type { RoundView } from "../../generated";
import { ADDRESSES } from "../../host/host";
import { goTo } from "../../model/place";
import { CLOUDS, isAddress } from "../../model/registration";
import { isPrepared, tenantDomain } from "../../model/setup";
import { SyncUserRound } from "./SyncUserRound";

const useStyles = makeStyles({
  why: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  name: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

export function SyncUserStep() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { setup, settings } = useView();
  const { rounds } = setup;
  const domain = tenantDomain(setup);
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map());
  const [asked, setAsked] = useState(false);
  const addressOf = (round: RoundView) => (typed.get(round.round) ?? suggested(round, domain)).trim();

  const goOn = () => {
    setAsked(true);
    if (!rounds.every((round) => isAddress(addressOf(round)))) return;
    for (const round of rounds) {
      const address = addressOf(round);
      // Naming an account again would forget that it was checked.
      if (address !== round.expected || !isPrepared(round)) send({ kind: "name-sync-user", round: round.round, address });
    }
    goTo("setup", "connect");
  };

  return (
    <Panel title={say("setup-sync-user-title")}>
      <Body1 className={styles.why}>{say("setup-sync-user-why")}</Body1>
      {settings.reader === "application" && <Body1>{say("sync-user-not-needed")}</Body1>}
      {rounds.map((round) => (
        <SyncUserRound
          key={round.round}
          round={round}
          of={rounds.length}
          address={typed.get(round.round) ?? suggested(round, domain)}
          onAddress={(address) => setTyped(new Map(typed).set(round.round, address))}
          asked={asked}
          onAsk={() => setAsked(true)}
        />
      ))}
      <ByHand />
      <div>
        <Button appearance={rounds.every(isPrepared) ? "primary" : "secondary"} onClick={goOn} data-testid="sync-user-confirm">
          {rounds.every(isPrepared) ? say("next-step", { step: say("setup-connect") }) : say("sync-user-confirm", { count: rounds.length })}
        </Button>
      </div>
    </Panel>
  );
}

function ByHand() {
  const styles = useStyles();
  const say = useSay();
  const host = useHost();
  const { cloud } = useView().setup.microsoft;
  return (
    <Disclosure label={say("sync-user-by-hand")} testId="sync-user-by-hand">
      <ol className={styles.list}>
        <li>
          {say("sync-user-step-create")}
          <span className={styles.name}>
            {say("sync-user-name")}: <CopyValue text="Presence Sync" what={say("sync-user-name")} />
          </span>
        </li>
        <li>{say("sync-user-step-licence")}</li>
        <li>{say("sync-user-step-first-sign-in")}</li>
        <li>{say("sync-user-step-expiry")}</li>
      </ol>
      <div className={styles.row}>
        <Button icon={<Open16Regular />} onClick={() => void host.openAddress(CLOUDS[cloud].users)}>
          {say("sync-user-open-users")}
        </Button>
        <Button appearance="subtle" icon={<Open16Regular />} onClick={() => void host.openAddress(ADDRESSES.securityInfo)}>
          {say("sync-user-open-security")}
        </Button>
      </div>
    </Disclosure>
  );
}

function suggested(round: RoundView, domain: string): string {
  if (isAddress(round.expected)) return round.expected;
  const name = round.round === 1 ? "presence-sync" : `presence-sync-${round.round}`;
  return domain === "" ? "" : `${name}@${domain}`;
}
