// How full each onboarding round is, and who reads for it.

import { Body1, Caption1, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import type { RoundView } from "../generated";
import { roundsNeeded } from "../model/setup";
import { useFormat, useSay, usePart } from "./window";

const useStyles = makeStyles({
  rounds: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  head: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

export function RoundBars({ rounds }: { rounds: readonly RoundView[] }) {
  const styles = useStyles();
  const of = usePart(roundsNeeded);
  return (
    <div className={styles.rounds}>
      {rounds.map((round) => (
        <RoundBar key={round.round} round={round} of={of} />
      ))}
    </div>
  );
}

/** How full a round is, where there is room for one line. */
export function RoundPlaces({ round: { round, people, capacity } }: { round: RoundView }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <Caption1 className={styles.quiet} data-testid={`round-${round}`}>
      {say("round-places", { people, capacity })}
    </Caption1>
  );
}

export function RoundBar({ round, of }: { round: RoundView; of: number }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const label = say("round-title", { round: round.round, of });
  const reader = round.account?.userPrincipalName ?? round.expected;
  return (
    <div data-testid={`round-${round.round}`}>
      <div className={styles.head}>
        <Body1>{label}</Body1>
        <Body1>{say("round-places", { people: round.people, capacity: round.capacity })}</Body1>
      </div>
      <ProgressBar value={Math.min(1, round.people / Math.max(1, round.capacity))} thickness="large" aria-label={label} aria-valuetext={format.percent(round.people / Math.max(1, round.capacity))} />
      {reader !== "" && <Caption1 className={styles.quiet}>{say(round.account ? "round-reader" : "round-reader-expected", { address: reader })}</Caption1>}
    </div>
  );
}
