// What stands where something is being read.

import { makeStyles, Spinner } from "@fluentui/react-components";

const useStyles = makeStyles({
  frame: { flex: 1, display: "flex", alignItems: "center", justifyContent: "center", minHeight: "120px" },
});

export function Loading({ label }: { label: string }) {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <Spinner size="small" labelPosition="below" label={label} />
    </div>
  );
}
