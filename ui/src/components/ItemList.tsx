// A framed list of things that are read one below the other, each with what can be done about it.

import { makeStyles, tokens } from "@fluentui/react-components";
import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { SURFACE } from "./theme";

const useStyles = makeStyles({
  list: {
    listStyle: "none",
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalL}`,
    ...SURFACE,
  },
  item: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
});

export function ItemList({ children }: { children: ReactNode }) {
  return <ul className={useStyles().list}>{children}</ul>;
}

/** One line: text on the left, what can be done on the right. */
export function Item(props: Omit<ComponentPropsWithoutRef<"li">, "className"> & { [data: `data-${string}`]: string }) {
  return <li {...props} className={useStyles().item} />;
}
