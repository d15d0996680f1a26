// Who could be meant by an extension whose address leads to nobody, or to several.

import { Body1, Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useSay } from "../../components/window";
import { useAnswer } from "./ask";
import { useMatch } from "./match";
import { UserText } from "./UserText";

const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusLarge,
  },
  text: { flex: "1 1 280px", minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface CandidatesProps {
  extension: string;
  /** Somebody wants this address to stand in Cloudya; absent where it cannot be written. */
  onCorrect?: ((email: string) => void) | undefined;
}

export function Candidates({ extension, onCorrect }: CandidatesProps) {
  const styles = useStyles();
  const say = useSay();
  const answer = useAnswer({ kind: "candidates", extension });
  const match = useMatch(extension);
  if (answer.kind === "asking") return <Spinner size="tiny" labelPosition="after" label={say("match-searching")} />;
  if (answer.kind === "failed") return <Body1>{say("match-failed")}</Body1>;
  if (answer.users.length === 0) return <Body1 className={styles.quiet}>{say("match-candidates", { count: 0 })}</Body1>;
  return (
    <ul className={styles.list} aria-label={say("match-users")}>
      {answer.users.map((found) => (
        <li key={found.user.id} className={styles.item} data-testid={`candidate-${found.user.id}`}>
          <span className={styles.text}>
            <UserText found={found} />
          </span>
          {onCorrect !== undefined && (
            <Button size="small" appearance="subtle" onClick={() => onCorrect(found.mail ?? found.user.userPrincipalName)} data-testid={`enter-${found.user.id}`}>
              {say("candidate-enter")}
            </Button>
          )}
          <Button size="small" onClick={() => match(found)} data-testid={`match-${found.user.id}`}>
            {say("candidate-match")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
