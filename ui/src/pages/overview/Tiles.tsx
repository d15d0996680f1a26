// The numbers of this moment.

import { Body1, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { SURFACE } from "../../components/theme";
import { useFormat, usePart, useSay } from "../../components/window";

const useStyles = makeStyles({
  tiles: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(132px, 1fr))", gap: tokens.spacingHorizontalM },
  tile: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalL,
    ...SURFACE,
  },
  number: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function Tiles() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const counts = usePart((view) => view.counts);
  const tiles = [
    ["tile-in-sync", counts.inSync, say("tile-of-extensions", { count: counts.extensions })],
    ["tile-on-the-phone", counts.onThePhone, say("tile-from-cloudya")],
    ["tile-in-teams-calls", counts.inTeamsCalls, say("tile-from-teams")],
    ["tile-published", counts.published, say("tile-by-us")],
    ["tile-pending", counts.pending, say("tile-settling")],
  ] as const;
  return (
    <section className={styles.tiles} aria-label={say("tiles-label")}>
      {tiles.map(([id, number, foot]) => (
        <div key={id} className={styles.tile} data-testid={id}>
          <Body1>{say(id)}</Body1>
          <span className={styles.number}>{format.number(number)}</span>
          <Caption1 className={styles.quiet}>{foot}</Caption1>
        </div>
      ))}
    </section>
  );
}
