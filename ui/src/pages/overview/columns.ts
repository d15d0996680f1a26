// What stands side by side on the overview.

import { makeStyles, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  columns: { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: tokens.spacingHorizontalL },
});

export function useColumns(): string {
  return useStyles().columns;
}
