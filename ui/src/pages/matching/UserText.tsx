// One Teams user among others: name, address, why it may be meant, and which extensions lead to it already.

import { Body1, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useFormat, useSay } from "../../components/window";
import type { FoundUser } from "../../generated";

const useStyles = makeStyles({
  user: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
  taken: { color: tokens.colorStatusWarningForeground1 },
});

export function UserText({ found: { user, mail, likeness, extensions } }: { found: FoundUser }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const differs = mail !== null && mail.toLowerCase() !== user.userPrincipalName.toLowerCase();
  return (
    <span className={styles.user}>
      <Body1>{user.name}</Body1>
      <Caption1 className={styles.quiet}>{differs ? `${user.userPrincipalName} · ${mail}` : user.userPrincipalName}</Caption1>
      {likeness !== null && <Caption1>{say(`likeness-${likeness}`)}</Caption1>}
      {extensions.length > 0 && (
        <Caption1 className={styles.taken}>{say("user-taken", { count: extensions.length, extensions: format.list(extensions) })}</Caption1>
      )}
    </span>
  );
}
