// The overview: how it goes in one sentence, the numbers behind it, and what the last day was like. What is below the
// fold comes after what is above it.

import { Page } from "../components/Page";
import { usePart, useSay } from "../components/window";
import { useRest } from "./fetched";
import { useColumns } from "./overview/columns";
import { Connections, ProblemKinds } from "./overview/Facts";
import { StateCard } from "./overview/StateCard";
import { Tiles } from "./overview/Tiles";

export function Overview() {
  const columns = useColumns();
  const say = useSay();
  const isReading = usePart((view) => view.directory.refreshing);
  const rest = useRest();
  return (
    <Page title={say("nav-overview")}>
      <StateCard />
      {isReading && rest && <rest.Reading />}
      <Tiles />
      <div className={columns}>
        <Connections />
        <ProblemKinds />
      </div>
      {rest && <rest.LowerOverview />}
    </Page>
  );
}
