// The overview: how it goes in one sentence, the numbers behind it, and what the last day was like.

import { makeStyles, tokens } from "@fluentui/react-components";
import { useDeferredValue } from "react";
import { Page } from "../components/Page";
import { useSay, useView } from "../components/window";
import { Day } from "./overview/Day";
import { Diversions } from "./overview/Diversions";
import { Connections, Directory, ProblemKinds, Reading, Rounds } from "./overview/Facts";
import { StateCard } from "./overview/StateCard";
import { Tiles } from "./overview/Tiles";

const useStyles = makeStyles({
  columns: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalL },
});

export function Overview() {
  const styles = useStyles();
  const say = useSay();
  const view = useView();
  // What is below the fold is drawn in a second go, so that what is above it need not wait.
  const isWhole = useDeferredValue(true, false);
  return (
    <Page title={say("nav-overview")}>
      <StateCard view={view} />
      {view.directory.refreshing && <Reading view={view} />}
      <Tiles view={view} />
      <Diversions view={view} />
      <div className={styles.columns}>
        <Connections view={view} />
        <ProblemKinds view={view} />
      </div>
      {isWhole && (
        <>
          <Day view={view} />
          <div className={styles.columns}>
            <Rounds view={view} />
            <Directory view={view} />
          </div>
        </>
      )}
    </Page>
  );
}
