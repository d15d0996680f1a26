// The last 24 hours in four charts.

import { Body1, Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, Subtitle2, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { usePart, useSay } from "../../components/window";
import { CHARTS } from "../../model/statistics";
import { Loading } from "../../components/Loading";
import { ChartPanel } from "./ChartPanel";
import { useStatistics } from "./useStatistics";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  charts: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function Day() {
  const styles = useStyles();
  const say = useSay();
  const heading = useId();
  const { known, again } = useStatistics();
  const isOff = usePart((view) => view.settings.journalHours === 0);
  return (
    <section className={styles.section} aria-labelledby={heading} data-testid="day">
      <Subtitle2 as="h2" id={heading} style={{ margin: 0 }}>
        {say("day-title")}
      </Subtitle2>
      {known.kind === "known" && (
        <div className={styles.charts}>
          {CHARTS.map((name) => (
            <ChartPanel key={name} name={name} statistics={known.statistics} />
          ))}
        </div>
      )}
      {known.kind === "asking" && <Loading label={say("day-asking")} />}
      {known.kind === "failed" &&
        (isOff ? (
          <Body1 className={styles.quiet} data-testid="day-off">
            {say("day-off")}
          </Body1>
        ) : (
          <MessageBar intent="warning" data-testid="day-failed">
            <MessageBarBody>{say("day-failed")}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={again} data-testid="day-again">
                {say("journal-again")}
              </Button>
            </MessageBarActions>
          </MessageBar>
        ))}
    </section>
  );
}
