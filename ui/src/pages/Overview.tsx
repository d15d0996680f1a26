// The overview: how it goes in one sentence, the numbers behind it, and what the last day was like. What is below the
// fold comes after what is above it.

import { Page } from "../components/Page";
import { useSay, useView } from "../components/window";
import { useRest } from "./fetched";
import { useColumns } from "./overview/columns";
import { Connections, ProblemKinds, Reading } from "./overview/Facts";
import { StateCard } from "./overview/StateCard";
import { Tiles } from "./overview/Tiles";

export function Overview() {
  const columns = useColumns();
  const say = useSay();
  const view = useView();
  const rest = useRest();
  return (
    <Page title={say("nav-overview")}>
      <StateCard view={view} />
      {view.directory.refreshing && <Reading view={view} />}
      <Tiles view={view} />
      <div className={columns}>
        <Connections view={view} />
        <ProblemKinds view={view} />
      </div>
      {rest && <rest.LowerOverview view={view} />}
    </Page>
  );
}
