// How far the voicemail e-mails are read, with a way to stop and to go on.

import { Body1, Button, Caption1, makeStyles, MessageBar, MessageBarActions, MessageBarBody, ProgressBar, tokens } from "@fluentui/react-components";
import { Announcement } from "../../components/Unseen";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import { isReadingEmails } from "../../model/setup";

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  row: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function ReadingProgress() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const { emailsRead: read, emailsTotal: total, stopped } = view.directory;
  if (!isReadingEmails(view)) return null;
  const numbers = { read, total };
  if (stopped) {
    return (
      <MessageBar intent="warning" layout="multiline" data-testid="reading-stopped">
        <MessageBarBody>{say("reading-stopped", numbers)}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => send({ kind: "continue-reading" })} data-testid="continue-reading">
            {say("reading-continue")}
          </Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  const share = read / Math.max(1, total);
  // Spoken at each tenth: every number would drown what else there is to hear.
  const tenth = Math.floor(share * 10) / 10;
  return (
    <div className={styles.frame} data-testid="reading">
      <div className={styles.row}>
        <Body1>{say("reading-progress", numbers)}</Body1>
        <Button size="small" onClick={() => send({ kind: "stop-reading" })} data-testid="stop-reading">
          {say("reading-stop")}
        </Button>
      </div>
      <ProgressBar value={share} thickness="large" aria-label={say("reading-label")} aria-valuetext={say("reading-progress", numbers)} />
      <Caption1 className={styles.quiet}>{say("reading-meanwhile")}</Caption1>
      <Announcement>{say("reading-spoken", { share: format.percent(tenth) })}</Announcement>
    </div>
  );
}
