// The overview below the fold: diverted phones, the last day, the rounds, and the directory.

import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { RoundBars } from "../../components/RoundBars";
import { useFormat, useSay, useSend } from "../../components/window";
import type { View } from "../../generated";
import { Day } from "./Day";
import { Diversions } from "./Diversions";
import { useColumns } from "./columns";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface LowerProps {
  view: View;
}

export function LowerOverview({ view }: LowerProps) {
  const columns = useColumns();
  return (
    <>
      <Diversions view={view} />
      <Day view={view} />
      <div className={columns}>
        <Rounds view={view} />
        <Directory view={view} />
      </div>
    </>
  );
}

function Rounds({ view }: LowerProps) {
  const say = useSay();
  return (
    <Panel title={say("rounds-title")}>
      <RoundBars rounds={view.setup.rounds} />
    </Panel>
  );
}

function Directory({ view: { directory, counts, state } }: LowerProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  return (
    <Panel title={say("directory-title")}>
      <Body1>{say("directory-facts", { extensions: counts.extensions, matched: counts.matched, users: directory.users })}</Body1>
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
