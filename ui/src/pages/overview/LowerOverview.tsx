// The overview below the fold: diverted phones, the last day, the rounds, and the directory.

import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { RoundBars } from "../../components/RoundBars";
import { useFormat, usePart, useSay, useSend } from "../../components/window";
import { Day } from "./Day";
import { Diversions } from "./Diversions";
import { useColumns } from "./columns";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function LowerOverview() {
  const columns = useColumns();
  return (
    <>
      <Diversions />
      <Day />
      <div className={columns}>
        <Rounds />
        <Directory />
      </div>
    </>
  );
}

function Rounds() {
  const say = useSay();
  return (
    <Panel title={say("rounds-title")}>
      <RoundBars rounds={usePart((view) => view.setup.rounds)} />
    </Panel>
  );
}

function Directory() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const directory = usePart((view) => view.directory);
  const { extensions, matched } = usePart((view) => view.counts);
  const state = usePart((view) => view.state);
  return (
    <Panel title={say("directory-title")}>
      <Body1>{say("directory-facts", { extensions, matched, users: directory.users })}</Body1>
      <Caption1 className={styles.quiet}>
        {directory.completeSince === null ? say("directory-incomplete") : say("directory-complete", { time: format.moment(directory.completeSince) })}
      </Caption1>
      <div>
        <Button disabled={directory.refreshing || state === "setting-up"} onClick={() => send({ kind: "refresh-directory" })}>
          {say("directory-refresh")}
        </Button>
      </div>
    </Panel>
  );
}
